"""Hostile parameters, headers and cookies: no live script, no header of a stranger's (X6, X9, X10; W2–W4)."""

from copy import deepcopy
from functools import cache
from itertools import cycle
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from responses.search.query import LONGEST
from tests.hostile.corpus import VECTORS, storable
from tests.hostile.judge import faults
from tests.hostile.screens import public
from tests.hostile.worlds import build

pytestmark = [pytest.mark.pages, pytest.mark.django_db]

PARAMETERS = (
    *("from", "next", "q", "p", "o", "e", "lang", "language", "page", "format", "noted", "all", "_facets"),
    *("_popup", "_to_field", "_changelist_filters", "source", "version", "responding_to", "term"),
    *("app_label", "model_name", "field_name", "state", "language__exact", "kind__exact", "is_active__exact"),
    *("id__in", "texts__en__title__contains", "created_by__password__startswith", "x"),
)
HEADERS = (
    *("Referer", "Accept-Language", "Accept", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "Origin"),
    *("X-Forwarded-Proto", "X-Requested-With", "X-Original-URL", "X-Rewrite-URL", "If-None-Match", "Range"),
    *("X-HTTP-Method-Override", "Forwarded", "If-Modified-Since"),
)
ROOMS = ("/", "/threads/renamed-thread/", "/responses/", "/zh-hans/responses/live/", "/people/", "/nowhere/")


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield build(lambda length: "Plain words.")


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def desk(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.user)
    return client


# Each new client loads all middleware anew.
EDGE = Client()


@cache
def clean(vector):
    """Whether the edge lets it into an address at all."""
    return EDGE.get("/healthz", QUERY_STRING=f"q={quote(storable(vector), safe='')}").status_code == 200


def asked(vectors, per_request):
    """Queries that together give every parameter every vector."""
    vectors = [quote(storable(vector), safe="") for vector in vectors]
    for start in range(0, len(vectors), per_request):
        chosen = vectors[start : start + per_request]
        yield "&".join(f"{name}={vector}" for name in PARAMETERS for vector in chosen)


def test_no_parameter_of_a_public_page_is_echoed_alive(world):
    client = Client(raise_request_exception=False)
    harmless = {path: client.get(path) for path in ROOMS}
    plain = [vector for vector in VECTORS if clean(vector)]
    found = []
    for path, query in zip(cycle(ROOMS), asked(plain, 4), strict=False):
        answer = client.get(path, QUERY_STRING=query)
        found += [(path, query[:80], wrong) for wrong in faults(answer, harmless[path])]
    assert (found, len(plain) > 1000) == ([], True)


def test_no_search_echoes_what_was_typed_alive(world):
    """A search shows its words in five places of its page: as many vectors as it reads, none as markup."""
    client = Client(raise_request_exception=False)
    harmless = client.get("/search/", {"q": "plain words", "year": "2017"})
    found = []
    for typed in packed([storable(vector) for vector in VECTORS if clean(vector)], LONGEST):
        answer = client.get("/search/", {"q": typed, "year": typed[:100], "sort": "date"})
        found += [(typed, wrong) for wrong in faults(answer, harmless)]
    assert found == []


def packed(vectors, length):
    """The vectors one after the other, in texts of at most so many characters; a longer one by itself."""
    text = ""
    for vector in vectors:
        if text and len(text) + len(vector) + 1 > length:
            yield text
            text = ""
        text = f"{text} {vector}" if text else vector
    yield text


def test_what_the_edge_refuses_is_refused_in_one_and_the_same_way():
    refused = [vector for vector in VECTORS if not clean(vector)]
    client = Client(raise_request_exception=False)
    answers = {client.get("/", QUERY_STRING=query).content for query in asked(refused, 1)}
    assert (len(answers), len(refused) > 50) == (1, True)


def test_no_parameter_of_the_desk_is_echoed_alive(desk):
    tables = ("response", "edition", "thread", "person", "event", "user")
    rooms = [reverse(f"admin:responses_{table}_changelist") for table in tables]
    rooms += [reverse("admin:index"), reverse("admin:responses_edition_add"), reverse("admin:autocomplete")]
    rooms += [reverse("admin:responses_response_add"), reverse("account_login"), "/admin/nothing/"]
    found, vectors = [], [vector for vector in VECTORS if clean(vector)]
    # One parameter at a time, or Django stops at the first that it does not know.
    for number, (vector, path, name) in enumerate(
        zip(vectors, cycle(rooms), cycle(PARAMETERS), strict=False)
    ):
        if number % 5 == 0:
            answer = desk.get(path, {name: storable(vector), "q": storable(vector)})
            found += [(path, name, vector, wrong) for wrong in faults(answer)]
    assert found == []


SHOWN = ("o=9.9.9", "p=x", "p=99999999", "all=", "e=1", "_facets=True")
REFUSED = (
    "_popup=1&_to_field=thread",
    "thread__essays__editions__revisions__body__startswith=a",
    "created_by__password__startswith=a",
    "facts__contains=a",
)


def test_a_list_is_shown_or_refused_whatever_it_is_asked(desk):
    address = reverse("admin:responses_response_changelist")
    statuses = {query: desk.get(f"{address}?{query}").status_code for query in (*SHOWN, *REFUSED)}
    assert {statuses[query] for query in SHOWN} <= {200, 302}
    assert {statuses[query] for query in REFUSED} <= {302, 400}


def test_a_search_of_the_desk_shows_every_vector_as_text(desk):
    address = reverse("admin:responses_response_changelist")
    harmless = desk.get(address, {"q": "x"})
    searched = [storable(vector) for vector in VECTORS if clean(vector)]
    for start in range(0, len(searched), 80):
        answer = desk.get(address, {"q": " ".join(searched[start : start + 80])})
        assert (answer.status_code, faults(answer, harmless)) == (200, [])


def test_no_header_of_a_visitor_changes_a_public_page_or_its_headers(world):
    client = Client(raise_request_exception=False)
    plain = {path: client.get(path) for path in ROOMS}
    found = []
    for path, start in zip(cycle(ROOMS), range(0, len(VECTORS), 8), strict=False):
        sent = [storable(vector).encode().decode("latin-1") for vector in VECTORS[start : start + 8]]
        answer = client.get(path, headers=dict(zip(HEADERS, cycle(sent), strict=False)))
        same = (answer.content, str(answer.headers)) == (plain[path].content, str(plain[path].headers))
        found += [] if same else [(path, sent)]
    assert found == []


def test_a_host_of_a_strangers_is_refused_without_a_word_of_it():
    client = Client(raise_request_exception=False)
    answers = {
        (answer.status_code, answer.content)
        for vector in VECTORS[::9]
        for answer in [client.get("/", headers={"host": storable(vector).encode().decode("latin-1")})]
    }
    assert {status for status, _content in answers} == {400}
    assert len(answers) == 1


def test_cookies_of_a_strangers_making_are_never_echoed():
    client = Client(raise_request_exception=False)
    harmless = client.get(reverse("account_login"))
    found = []
    for vector in VECTORS[::11]:
        cookie = "; ".join(
            f"{name}={quote(storable(vector), safe='<>/()=')}"
            for name in ("sessionid", "csrftoken", "messages")
        )
        answer = client.get(reverse("account_login"), headers={"cookie": cookie})
        found += [(vector, wrong) for wrong in faults(answer, harmless)]
    assert found == []


def test_next_leads_to_this_site_only():
    found = []
    for vector in [
        *VECTORS[::5],
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "\thttps://evil.example",
    ]:
        answer = Client(raise_request_exception=False).get("/admin/login/", {"next": storable(vector)})
        found += [(vector, wrong) for wrong in faults(answer)]
    assert found == []


def test_every_address_with_a_vector_for_its_name_is_answered_without_it_alive(world):
    client = Client(raise_request_exception=False)
    harmless = client.get("/nowhere/")
    paths = sorted({path.rsplit("/", 2)[0] for path in public(world) if path.count("/") > 2})
    found = []
    for vector, path in zip(VECTORS[::2], cycle(paths), strict=False):
        answer = client.get(f"{path}/{quote(storable(vector), safe='')}/")
        found += [
            (path, vector, wrong)
            for wrong in faults(
                answer,
                harmless
                if answer.status_code == 404 and not path.startswith(("/preview", "/follow", "/submissions"))
                else None,
            )
        ]
    assert found == []
