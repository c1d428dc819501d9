"""The demonstration: loaded once and whole, clean as an editor would want it, with every state to be seen."""

import json
from pathlib import Path

import pytest
from lxml import html

from responses.interchange.demonstrating import load_demonstration
from responses.interchange.exporting import export_threads
from responses.lib.counting import count
from responses.lib.proofing import proof_body, proof_line
from responses.lib.prose import images, paragraphs, text
from responses.lib.quoting import counterpart
from responses.threads.models import Edition, Essay, LivePeriod, Revision
from tests.interchange.samples import tables

pytestmark = pytest.mark.django_db

QUESTION = "/threads/who-keeps-a-shared-record/"
OPEN_QUESTION = "/threads/do-we-mean-the-same-by-safety/"


@pytest.fixture(scope="module", autouse=True)
def demonstration(laid):
    with laid():
        assert load_demonstration() is True
        yield


def test_it_is_loaded_into_an_empty_site_and_only_there():
    before = tables()

    assert load_demonstration() is False

    assert tables() == before


def test_the_first_dialogue_has_a_prompt_and_eight_answers_of_every_kind():
    essays = Essay.objects.filter(thread__slug="who-keeps-a-shared-record").in_thread_order()
    prompt, *answers = essays
    depth = {prompt.pk: 0}
    for each in answers:
        depth[each.pk] = depth[each.responding_to_id] + 1
    originals = Edition.objects.filter(essay__in=answers, kind="original")
    authors = [each.bylines.filter(role="author").count() for each in answers]

    assert (prompt.kind, len(answers), answers[-1].kind) == ("prompt", 8, "closing_reply")
    assert max(depth.values()) == 3
    assert max(authors) == 2
    assert {each.language for each in originals} == {"en", "zh-hans"}
    assert [each.date for each in essays] == sorted((each.date for each in essays), key=str)


def test_every_state_of_an_edition_is_there():
    live = LivePeriod.objects.live().values("edition")
    found = {
        (each.kind, each.reviewed_at is not None, each.pk in {row["edition"] for row in live})
        for each in Edition.objects.all()
    }

    assert found == {
        ("original", False, True),
        ("original", False, False),
        ("translation", False, True),
        ("translation", False, False),
        ("conversion", False, True),
        ("conversion", True, True),
    }
    assert [str(each) for each in Edition.objects.stale()] == ["in-praise-of-dull-clauses [zh-Hans]"]


def test_nothing_of_a_draft_is_shown_and_what_is_withdrawn_says_why(client):
    shown = "".join(
        client.get(path).text for path in ("/", OPEN_QUESTION, "/responses/", "/people/", "/feed/")
    )
    for slug in (
        "units-please",
        "the-person-in-the-box",
        "what-is-worth-carrying-home",
        "a-suitcase-of-books",
    ):
        assert slug not in shown
    for path in ("/responses/units-please/", "/threads/what-is-worth-carrying-home/"):
        assert client.get(path).status_code == 404
    assert "writing it anew" in client.get("/responses/a-glossary-first/").text
    assert "a withdrawn essay" in client.get("/responses/a-glossary-is-a-photograph/").text
    assert "not available in English" in client.get("/responses/whose-later/").text


def test_closed_and_open_are_told_apart_and_the_stale_translation_is_named(client):
    assert "Closed with a reply" in client.get(QUESTION).text
    assert "Ongoing" in client.get(OPEN_QUESTION).text
    assert "较早的版本" in client.get("/zh-hans/responses/in-praise-of-dull-clauses/").text
    assert "自動轉換，未校" in client.get("/zh-hant/responses/a-split-tally/").text


def test_what_is_live_has_the_length_and_the_parts_of_the_genre():
    live = Revision.objects.filter(pk__in=LivePeriod.objects.live().values("revision")).select_related(
        "edition__essay"
    )
    first = [each for each in live if each.edition.essay.thread.slug == "who-keeps-a-shared-record"]
    bodies = "".join(each.body for each in first)
    for each in first:
        if each.edition.kind == "original":
            length = count(text(each.body))
            least, most = (900, 1100) if each.edition.essay.is_prompt else (500, 900)
            assert least <= length.words + length.characters <= most + 50, each
    assert images(bodies)
    assert all(
        tag in bodies for tag in ("<blockquote>", "<ol>", "<ul>", "<table>", "<a href", "data-footnote")
    )
    assert "[" in bodies
    assert "［" in bodies


def test_a_proof_reader_finds_nothing_and_translations_keep_the_paragraphs():
    live = LivePeriod.objects.live().values("revision")
    for each in Revision.objects.filter(pk__in=live).select_related("edition__source"):
        language = each.edition.language
        lines = [each.title, each.summary, *(credit.name for credit in each.credits.all())]
        flaws = [
            *proof_body(each.body, language),
            *(flaw for line in lines for flaw in proof_line(line, language)),
        ]
        assert flaws == [], each
        if each.made_from:
            assert len(paragraphs(each.body)) == len(paragraphs(each.made_from.body))
            assert each.paragraph_ids == each.made_from.paragraph_ids


def test_it_is_told_that_the_authors_are_invented():
    lines: list[str] = []
    export_threads(slugs=[], write=lines.append)
    assert all("fictional" in line and "虚构" in line for line in lines if '"type": "person"' in line)
    assert sum('"type": "person"' in line for line in lines) == 13


def test_the_prompt_is_a_map_of_its_dialogue(client):
    """Whom a reader finds beside its paragraphs: many, one, none; and no draft."""
    page = html.fromstring(client.get(QUESTION).text)
    taken = {
        aside.getprevious().get("id"): len(aside.cssselect("li"))
        for aside in page.cssselect(".taken > .takers")
    }
    assert taken == {"p2": 2, "p4": 1, "p5": 1, "p6": 1, "p7": 1, "p8": 1, "p9": 6, "p10": 2, "p11": 2}
    other = html.fromstring(client.get(f"/zh-hans{OPEN_QUESTION}").text)
    assert {aside.getprevious().get("id") for aside in other.cssselect(".taken > .takers")} == {
        "p5",
        "p7",
        "p8",
    }
    assert all(len(aside.cssselect("li")) == 1 for aside in other.cssselect(".takers"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "It needs no ministry."),
        ("/zh-hans", "它用不着惊动哪个部委。"),
    ],
)
def test_words_are_quoted_in_the_language_of_the_page(client, language, words):
    page = html.fromstring(client.get(f"{language}/responses/in-praise-of-dull-clauses/").text)
    assert words in [each.text_content().strip() for each in page.cssselect(".answered blockquote")]


def test_words_are_found_in_every_language_where_a_translator_put_them():
    """Judged by hand: what stands for which words; these sentences, and not all of the paragraph."""
    judged = json.loads((Path(__file__).parent / "judged_quotations.json").read_text())
    wrong = []
    for each in judged:
        editions = Edition.objects.filter(essay__slug=each["target"])
        texts = {
            edition.language: edition.revisions.earliest("number").paragraphs[each["paragraph"]]
            for edition in editions
        }
        (here,) = (text for text in texts.values() if each["quote"] in text)
        for language, words in each["quotes"].items():
            found = counterpart(each["quote"], here, texts[language])
            if words not in found or found == texts[language]:
                wrong.append((each["quote"], language, found))
    assert (wrong, len(judged)) == ([], 27)
