"""The site map: the reading room in three languages, drafts and letters by link, the admin, signing in."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from responses.notifications.urls import asking
from responses.reading.urls import unprefixed

urlpatterns = [
    path("admin/personal-data/", include("responses.privacy.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("responses.people.urls")),
    path("preview/", include("responses.editorial.urls")),
    path("follow/", include("responses.notifications.urls")),
    path("", include((unprefixed, "site"))),
    *i18n_patterns(
        path("", include((asking, "following"))),
        path("", include("responses.submissions.sending.urls")),
        path("", include("responses.submissions.acceptance.urls")),
        path("", include("responses.reading.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "responses.reading.errors.bad_request"
handler403 = "responses.reading.errors.permission_denied"
handler404 = "responses.reading.errors.page_not_found"
handler500 = "initiative.faults.server_error"
