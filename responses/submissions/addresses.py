"""Where an author finds an essay again: addresses that are keys, in the language that the author reads."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from responses.languages.paths import absolute, active, in_language
from responses.submissions.models import Submission
from responses.submissions.tokens import token_of


def page_at(name: str, submission: Submission, *further: object) -> str:
    """The path of the author's page called ``name``, in the language now active."""
    return path_to(name, token_of(submission), *further)


def path_to(name: str, *parts: object) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse(f"submissions:{name}", args=parts)
    return in_language(path, active())


def author_at(submission: Submission, *, language: str) -> str:
    """The whole address of the author's page, for letters."""
    with translation.override(language):
        return absolute(page_at("author", submission))
