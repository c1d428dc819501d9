from django.urls import path

from responses.submissions.acceptance import approval, views

app_name = "acceptance"

# The token is the key: such a page is its author's, in the language of the address.
urlpatterns = [
    path("submissions/<slug:token>/details/", views.details, name="details"),
    path("submissions/<slug:token>/details/photo/", views.photo, name="photo"),
    path("submissions/<slug:token>/approval/", approval.approval, name="approval"),
    path(
        "submissions/<slug:token>/approval/images/<slug:key>/<int:width>.<str:extension>",
        approval.image,
        name="approval_image",
    ),
]
