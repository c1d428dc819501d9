"""The author's pages and the desk's, as their readers use them."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import translation

from responses.submissions.tokens import token_of

CONSENTS = ("publish", "translate", "photo", "volume", "index")


def path_of(submission, page: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"acceptance:{page}", args=[token_of(submission)])


def hidden(text: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


def answers(submission, **said) -> dict:
    """What a browser sends of the page of details, all of it agreed to."""
    page = Client().get(path_of(submission, "details"))
    filled = {
        name: value for name in page.context["form"].fields if (value := page.context["form"][name].value())
    }
    consents = dict.fromkeys(CONSENTS, "yes")
    seen = {name: hidden(page.text, name) for name in ("edit", "sentences")}
    return filled | consents | seen | {"send": "1"} | said


def send(submission, *, language: str = "en", **said):
    return Client().post(path_of(submission, "details", language), answers(submission, **said))
