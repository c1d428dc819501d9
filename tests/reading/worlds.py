"""A public world and the secrets that an editor adds to it, each with a word that must not be seen."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client
from django.urls import URLPattern

from responses.calls.models import Call
from responses.calls.services import invite
from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.lib.short_ids import short_id
from responses.people.models import Person
from responses.reading.urls import unprefixed, urlpatterns
from responses.threads.models import Essay, Theme, Thread
from responses.threads.services.publishing import publish, withdraw
from responses.threads.services.releases import release
from tests.cast import FAN_ZHEN
from tests.factories import (
    answering,
    edition_of,
    figure_of,
    image,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.submissions.making import call, submission

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
NOON = START + timedelta(hours=3)
LATER = START + timedelta(hours=6)

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}

# The keys of images, as if each had been guessed: of a live text, and of what readers do not see.
LIVE_IMAGE = "1" * 32
WITHDRAWN_IMAGE = "2" * 32
HIDDEN_IMAGES = {
    name: letter * 32
    for name, letter in {"draft": "d", "scheduled": "e", "revised": "f", "update": "a", "unused": "b"}.items()
}
NO_IMAGE = "0" * 32

# What a reader may search for: words of live texts, of secret ones, and the ways to narrow down to these.
SEARCHES = (
    "q=paragraph",
    "q=first+paragraph&sort=date",
    "q=secret",
    "q=draftsecret",
    "q=%22draftsecret%22+-first",
    "q=author:ghostsecret",
    "q=theme:hiddensecret",
    "q=%E7%A7%98%E5%AF%86",
    "q=spirit&year=1888",
    "q=spirit&theme=hiddensecret",
    "q=spirit&person=ghostsecret",
    "q=fan",
    "language=zh-hans",
    "year=2017&from=draftsecret",
)

# Headers that may differ between two equal answers.
PASSING = {"date"}


def at(instant: datetime) -> time_machine.travel:
    return time_machine.travel(instant, tick=False)


@dataclass
class World:
    thread: Thread
    response: Essay
    withdrawn: Essay
    theme: Theme
    person: Person
    guesses: list[str] = field(default_factory=list)


def public_world() -> World:
    """A live thread with two live responses, one of them also in 简体, and a withdrawn third."""
    with at(START):
        subject = theme()
        thread = thread_with_prompt(themes=[subject], slug="spirit", prompt_slug="extinction", dated=DATED)
        prompt = prompt_of(thread)
        shown = f"<p>A view.</p>{figure_of(image(key=LIVE_IMAGE), 'The view')}"
        response = response_to(prompt, "A plain reply", slug="plain-reply", dated=DATED, body=shown)
        other = response_to(prompt, "Another reply", slug="another-reply", authors=[person(FAN_ZHEN)])
        once = f"<p>Withdrawnsecret.</p>{figure_of(image(key=WITHDRAWN_IMAGE))}"
        gone = response_to(prompt, "Withdrawnsecret reply", slug="gone-reply", body=once)
        publish_all(prompt, response, other, gone)
        publish_all(translation_of(other, "zh-hans", "另一回应"))
    with at(START + timedelta(hours=1)):
        withdraw(edition=edition_of(gone), user=None, note="At the author’s wish.")
        call("for-a-thread", closes_at=LATER)
        call("a-call", thread=thread, closes_at=LATER + timedelta(days=9), limits={"en": {"most": 900}})
    return World(thread, response, gone, subject, person())


def add_secrets(world: World) -> list[str]:
    """Everything an editor may prepare unseen; returns the secret words."""
    with at(NOON - timedelta(hours=1)):
        prompt = prompt_of(world.thread)
        figures = {
            name: figure_of(image(f"{name}secret", key=key, file_name=f"{name}secret.png"), f"{name}secret")
            for name, key in HIDDEN_IMAGES.items()
        }
        ghost = person({"en": {"name": "Ghostsecret Writer"}}, slug="ghostsecret")
        hidden = theme("Hiddensecret theme", slug="hiddensecret")
        response_to(
            prompt,
            "Draftsecret reply",
            slug="draftsecret",
            summary="Draftsecret summary.",
            body=f"<p>Draftsecret.</p>{figures['draft']}",
            authors=[ghost, world.person],
            themes=[hidden, world.theme],
            dated=DATED | {"dated_year": 1888},
        )
        answering(response_to(world.response, "Answersecret", slug="answersecret"), (0, ""))
        answering(Essay.objects.get(slug="draftsecret"), (0, "first paragraph"), (1, ""))
        scheduled = response_to(
            prompt,
            "Scheduledsecret",
            slug="scheduledsecret",
            dated=DATED,
            body=f"<p>x</p>{figures['scheduled']}",
        )
        publish(revision=edition_of(scheduled).latest, user=None, at=LATER)
        translation_of(world.response, "zh-hans", "译稿secret", body="<p>译稿secret</p>")
        save(edition_of(world.response), "Revisedsecret", body=f"<p>Revisedsecret.</p>{figures['revised']}")
        update = save(edition_of(prompt), "Updatesecret", body=f"<p>Updatesecret.</p>{figures['update']}")
        publish(revision=update, user=None, at=LATER)
        answering(world.response, (0, "Updatesecret"), of=update)
        save(edition_of(world.withdrawn), "Aftersecret")
        unseen = thread_with_prompt(
            "Threadsecret?", prompt="Promptsecret", slug="threadsecret", themes=[hidden]
        )
        _add_secret_calls(unseen)
    return ["secret", "ghostsecret", "hiddensecret", "draftsecret", "threadsecret", "1888"]


def told_of(words: list[str], text: str) -> list[str]:
    """Which of these words a text tells; a year by itself alone, for a key or a token may hold any number."""
    lower = text.lower()
    return [
        word
        for word in words
        if (re.search(rf"(?<!\w){word}(?!\w)", lower) if word.isdecimal() else word in lower)
    ]


def _add_secret_calls(unseen: Thread) -> None:
    """A draft, one that is shown later, one for a thread that is not; grace, a code, an essay sent in."""
    texts = {code: {"title": "Callsecret", "text": "<p>Callsecret.</p>"} for code in LANGUAGES}
    call("draft-callsecret", texts=texts, shown_from=None, thread=unseen)
    call("later-callsecret", texts=texts, shown_from=LATER, closes_at=LATER + timedelta(days=5))
    shown = Call.objects.get(slug="a-call")
    shown.grace_minutes, shown.version = 30, shown.version + 1
    shown.save()
    invite(call=shown, people=["Guestsecret"], user=None)
    submission(shown, name="Namesecret", title="Essaysecret")
    Call.objects.filter(slug="for-a-thread").update(thread=unseen)


def image_path(key: str, width: int = 480, extension: str = "png") -> str:
    return f"/images/{key}/{width}.{extension}"


def schedule_release() -> None:
    """A whole thread, to go live together later: a person and a theme that nothing public names yet."""
    with at(NOON - timedelta(hours=1)):
        ghost = person({"en": {"name": "Ghostsecret Writer"}}, slug="ghostsecret")
        hidden = theme("Hiddensecret theme", slug="hiddensecret")
        thread = thread_with_prompt(
            "Threadsecret?", prompt="Releasesecret", slug="threadsecret", themes=[hidden], authors=[ghost]
        )
        reply = response_to(prompt_of(thread), "Releasesecret reply", slug="replysecret", themes=[hidden])
        texts = [
            edition_of(reply),
            edition_of(prompt_of(thread)),
            translation_of(reply, "zh-hans", "发布secret"),
        ]
        release(revisions=[edition.latest for edition in texts], user=None, at=LATER)


GUESSES = ("draftsecret", "answersecret", "scheduledsecret", "ghostsecret", "hiddensecret", "threadsecret")

# The addresses of calls.
CALLS = ["a-call", "for-a-thread", "draft-callsecret", "later-callsecret", "nonsense"]

# What a file of references, or a short address, is asked of: they are many routes, and one view.
CITED = {
    "responses": ["extinction", "plain-reply", "another-reply", "gone-reply", "nonsense", *GUESSES[:3]],
    "threads": ["spirit", "nonsense", "threadsecret"],
}


def public_paths(world: World) -> list[str]:
    """Every route of the reading room, in every language, for what exists and for what might."""
    slugs = ["spirit", "extinction", "plain-reply", "another-reply", "gone-reply", "about"]
    slugs += [world.theme.slug, world.person.slug, "fan-zhen", "nonsense", *GUESSES]
    slugs += ["promptsecret", "threadsecret-promptsecret"]
    years = ["2017", "1888", "81-bce"]
    paths = []
    for pattern in urlpatterns:
        paths += _filled(pattern, slugs, years)
    lists = ["/threads/", "/responses/2017/", "/responses/undated/", "/themes/body-and-spirit/", "/people/"]
    paths += [f"{path}?from={slug}" for path in lists for slug in (*GUESSES, "plain-reply", "nonsense")]
    paths += [f"/search/{part}?{asked}" for part in ("", "feed/", "suggestions/") for asked in SEARCHES]
    everywhere = [in_language(path, code) for path in paths for code in LANGUAGES]
    return everywhere + [path for pattern in unprefixed for path in _filled(pattern, ["0", "1", "2"], [])]


def _filled(pattern: URLPattern, slugs: list[str], years: list[str]) -> list[str]:
    route = f"/{pattern.pattern}"
    if "<slug:key>" in route:
        keys = [LIVE_IMAGE, WITHDRAWN_IMAGE, NO_IMAGE, *HIDDEN_IMAGES.values(), *slugs]
        return [image_path(key, *size) for key in keys for size in ((480, "png"), (960, "png"), (480, "jpg"))]
    if "<year:year>" in route:
        return [route.replace("<year:year>", year) for year in years]
    if "<slug:short_id>" in route:
        return [route.replace("<slug:short_id>", short_id(slug)) for slug in CITED["responses"]]
    if "/cite." in route:
        return [route.replace("<slug:slug>", slug) for slug in CITED[route.split("/")[1]]]
    if "<slug:slug>" in route:
        return [route.replace("<slug:slug>", slug) for slug in (CALLS if "calls/" in route else slugs)]
    return [route.replace("<int:part>", slug) for slug in slugs] if "<int:part>" in route else [route]


@contextmanager
def without_log() -> Iterator[None]:
    """A line for each of thousands of "not found" is a tenth of what they cost, and nobody reads it."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def answers(paths: list[str], instant: datetime, *, method: str = "GET") -> dict[str, tuple]:
    """Each path's status, headers and body at that instant, as a passing reader gets them."""
    found = {}
    with at(instant), without_log():
        client = Client()
        for path in paths:
            answer = client.generic(method, path)
            headers = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in PASSING)
            found[path] = (answer.status_code, headers, answer.content)
    return found
