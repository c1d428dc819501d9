from django.urls import path

from responses.editorial.previews import views

app_name = "editorial"
urlpatterns = [
    path("<slug:token>/", views.preview, name="preview"),
    path(
        "<slug:token>/images/<slug:key>/<int:width>.<str:extension>",
        views.preview_image,
        name="preview_image",
    ),
]
