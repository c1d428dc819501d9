from django.urls import path

from responses.notifications import views

app_name = "notifications"

# In three languages, as the reading room.
asking = [path("follow/", views.follow, name="follow")]

# Where the address is the key, the language is its owner's.
urlpatterns = [
    path("<slug:token>/", views.change, name="change"),
    path("<slug:token>/confirm/", views.confirm, name="confirm"),
    path("<slug:token>/leave/", views.leave, name="leave"),
]
