"""Hostile text in every field is harmless on every page of the desk (X2)."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from responses.editorial.working.services import keep_copy
from responses.threads.models import Initiative, Page
from responses.threads.services.publishing import withdraw
from tests.cast import DORA
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

VECTORS = (
    "<script>alert('x2')</script>",
    "\"'><img src=x onerror=alert('x2')>",
    "</textarea></title></option></style><svg onload=alert('x2')>",
    "{{ 7|add:7 }}{% debug %}<a href=\"javascript:alert('x2')\">x2</a>",
)


class Finder(HTMLParser):
    """Collects what could run: handlers, script text, javascript: addresses, elements never used here."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag if tag == "script" else ""
        for name, value in attrs:
            if (
                name.startswith("on")
                or name == "style"
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append((tag, name, value))
        if tag in {"iframe", "object", "embed", "base"} or (tag == "img" and dict(attrs).get("src") == "x"):
            self.found.append((tag, attrs))

    def handle_data(self, data):
        if self.inside == "script" and "x2" in data:
            self.found.append(("script", data))

    def handle_endtag(self, tag):
        self.inside = ""


def live_parts(html):
    finder = Finder()
    finder.feed(html)
    return finder.found


@pytest.fixture(params=VECTORS)
def rows(request):
    evil = request.param
    name = evil[:100]
    anne = person({"en": {"name": name, "family_name": name, "affiliation": evil}}, slug="anne")
    subject = theme(name)
    body = f"<p>x2 {evil}</p>"
    thread = thread_with_prompt(evil, prompt=evil, body=body, summary=evil, authors=[anne], themes=[subject])
    response = response_to(prompt_of(thread), evil, body=body, summary=evil, authors=[anne])
    translation = translation_of(response, "zh-hans", evil, body=body, summary=evil, translator=anne)
    publish_all(thread)
    withdraw(edition=translation, user=None, note=evil)
    save(edition_of(response), evil + "!", body=body)
    user = make_user(DORA, name=name)
    page = Page.objects.create(slug="evil", texts={"en": {"title": name}})
    initiative = Initiative.objects.get()
    keep_copy(
        user=user, page="edition", edition=translation, content={"title": evil, "summary": evil, "body": evil}
    )
    return {
        "user": user,
        "thread": thread,
        "prompt": prompt_of(thread),
        "response": response,
        "edition": translation,
        "theme": subject,
        "person": anne,
        "page": page,
        "initiative": initiative,
    }


def test_every_page_shows_hostile_text_as_text(client, rows):
    client.force_login(rows["user"])
    addresses = ["/admin/", reverse("admin:responses_event_changelist")]
    for table, row in rows.items():
        addresses += [
            reverse(f"admin:responses_{table}_changelist"),
            reverse(f"admin:responses_{table}_change", args=[row.pk]),
            reverse(f"admin:responses_{table}_history", args=[row.pk]),
        ]
    for act in ("publish", "withdraw", "reinstate", "convert"):
        addresses.append(reverse(f"admin:responses_edition_{act}", args=[rows["edition"].pk]))
    source = edition_of(rows["response"])
    addresses.append(f"{reverse('admin:responses_edition_add')}?source={source.pk}&language=zh-hant")
    for page in ("history", "compare"):
        addresses.append(reverse(f"admin:responses_edition_{page}", args=[source.pk]))
    addresses.append(reverse("admin:responses_edition_restore", args=[source.pk, 1]))
    shown = 0
    for address in addresses:
        page = client.get(address, follow=True)
        assert page.status_code == 200, address
        assert live_parts(page.text) == [], address
        shown += "x2" in page.text
    assert shown > 15


def test_a_refused_form_shows_what_was_typed_as_text(client, rows):
    client.force_login(rows["user"])
    address = reverse("admin:responses_response_change", args=[rows["response"].pk])
    evil = VECTORS[1]
    data = fields_of(client, address) | {"title": evil, "credits-0-person": evil, "web_address": evil}
    refused = client.post(address, data)
    assert "x2" in refused.text
    assert live_parts(refused.text) == []
    stale = client.post(address, fields_of(client, address) | {"title": evil, "seen": "0.0"})
    assert stale.status_code == 409
    assert live_parts(stale.text) == []


def test_hostile_searches_are_harmless(client, rows):
    client.force_login(rows["user"])
    for table in ("thread", "response", "edition", "person", "theme", "event", "user"):
        for typed in (*VECTORS, "%", "_", "\\", "'", '"', "() OR 1=1 --", "范" * 300, "a " * 500):
            page = client.get(reverse(f"admin:responses_{table}_changelist"), {"q": typed})
            assert page.status_code == 200
            assert live_parts(page.text) == []


def test_hostile_parameters_end_in_a_page_or_a_refusal(client, rows):
    client.force_login(rows["user"])
    address = reverse("admin:responses_response_changelist")
    for query in (
        "?o=9.9.9",
        "?p=x",
        "?p=99999999",
        "?all=",
        "?e=1",
        "?thread__essays__editions__revisions__body__startswith=a",
        "?created_by__password__startswith=a",
        "?_popup=1&_to_field=thread",
        "?_facets=True",
    ):
        assert client.get(address + query).status_code in (200, 302, 400), query
    assert client.get(f"{address}?created_by__password__startswith=a").status_code in (302, 400)
