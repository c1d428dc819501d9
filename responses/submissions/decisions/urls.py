from django.urls import path

from responses.submissions.decisions import author

app_name = "revising"

# Parts of the author's own page: the token is the key.
urlpatterns = [
    path("<slug:token>/revision/", author.revision, name="revision"),
    path("<slug:token>/revision/keep/", author.keep_typed, name="keep"),
]
