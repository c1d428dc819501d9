from django.urls import path

from responses.submissions.sending import author, views

app_name = "submissions"
urlpatterns = [
    path("calls/<slug:slug>/submit/", views.submit, name="submit"),
    path("calls/<slug:slug>/submit/keep/", views.begin_keeping, name="begin"),
    path("submissions/", author.enter, name="enter"),
    # The token is the key: such a page is its author's, in the language of the address.
    path("submissions/<slug:token>/", author.author, name="author"),
    path("submissions/<slug:token>/write/", views.write, name="write"),
    path("submissions/<slug:token>/keep/", views.keep_on, name="keep"),
    path("submissions/<slug:token>/versions/<int:number>/", author.version, name="version"),
    path("submissions/<slug:token>/withdraw/", author.withdraw, name="withdraw"),
]
