"""The form of an essay as a browser without script sends it."""

import re
from urllib.parse import unquote

import time_machine

from responses.lib import clock
from tests.submissions.making import BODY

SUBMIT = "/calls/who-owns-a-river/submit/"
TEXT = re.sub(r"</?p>", "\n", BODY).strip()


def filled(number=1, **fields):
    """Everything that is asked for; None leaves a field out."""
    said = {
        "name": f"Rivka Example {number}",
        "email": f"author{number}@example.org",
        "school": "Example College",
        "language": "en",
        "title": f"The river in turn {number}",
        "essay_as": "text",
        "text": TEXT,
        "own_work": "on",
        "ai_use": "None.",
    } | fields
    return {name: value for name, value in said.items() if value is not None}


def opened(client, path=SUBMIT, **query):
    """What the form at ``path`` carries unseen."""
    page = client.get(path, query).content.decode()
    return hidden(page)


def hidden(page):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(found)


def press(client, act, path=SUBMIT, *, language="", files=None, **fields):
    """Open the form, fill it in as long as people do, and press a button; the answer, not followed."""
    path = f"/{language}{path}" if language else path
    carried = opened(client, path)
    with time_machine.travel(clock.now().timestamp() + 30):
        return client.post(path, carried | filled(**fields) | {"act": act} | (files or {}))


def token_in(answer):
    """The key in the address that an answer leads to."""
    return unquote(answer.headers["Location"]).split("/submissions/")[1].split("/")[0]
