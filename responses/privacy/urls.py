from django.contrib import admin
from django.urls import path

from responses.privacy import views

urlpatterns = [
    path("", admin.site.admin_view(views.personal_data), name="personal_data"),
    path("export/", admin.site.admin_view(views.export), name="export_personal_data"),
    path("erase/", admin.site.admin_view(views.erase), name="erase_personal_data"),
]
