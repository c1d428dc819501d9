"""The prompt as the map of its dialogue: who takes up a paragraph, and the words that a text answers."""

from copy import deepcopy
from datetime import timedelta

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.threads.errors import NoSuchWords
from responses.threads.models import Essay, Passage, Thread
from responses.threads.services.essays import save_essay
from responses.threads.services.passages import Taken, answer_passages
from responses.threads.services.publishing import publish, withdraw
from tests.cast import FAN_ZHEN
from tests.factories import (
    answering,
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import fold, read
from tests.reading.worlds import LATER, NOON, START, at

pytestmark = pytest.mark.django_db

BODY = (
    "<p>Spirit is to body as sharpness to a blade. Who has seen sharpness left behind?</p>"
    "<p>The dead know nothing.</p><h2>Then</h2><ul><li>One thing.</li></ul>"
)
CHINESE = (
    "<p>神之于形，犹利之于刃。谁见过刃没而利存？</p><p>死者无知。</p><h2>那么</h2><ul><li>一事。</li></ul>"
)
BLADE = "Who has seen sharpness left behind?"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield a_live_thread()


@pytest.fixture
def thread(built) -> Thread:
    return deepcopy(built)


def a_live_thread() -> Thread:
    """A live thread with a prompt of four paragraphs, also in 简体, and two live responses."""
    with at(START):
        thread = thread_with_prompt(slug="spirit", prompt_slug="extinction", body=BODY)
        prompt = prompt_of(thread)
        first = response_to(prompt, "First reply", slug="first", summary="I have seen it left behind.")
        second = response_to(prompt, "Second reply", slug="second", authors=[person(FAN_ZHEN)])
        publish_all(prompt, first, second)
        publish_all(translation_of(prompt, "zh-hans", body=CHINESE))
    return thread


def essay(slug: str) -> Essay:
    return Essay.objects.get(slug=slug)


def margin(path: str) -> dict[str, list[str]]:
    """Beside which paragraph, by its id, stand whom it is taken up by."""
    page = read(path)
    return {
        aside.getprevious().get("id"): [fold(line.text_content()) for line in aside.cssselect("li")]
        for aside in page.tree.cssselect(".taken > .takers")
    }


def words(path: str) -> list[str]:
    return read(path).texts(".answered blockquote")


def test_beside_a_paragraph_stands_who_takes_it_up_and_nothing_beside_others(thread):
    answering(essay("first"), (0, BLADE), (1, ""))
    answering(essay("second"), (0, ""))
    assert margin("/threads/spirit/") == {
        "p1": ["Anne Conway I have seen it left behind.", "Fan Zhen The first paragraph."],
        "p2": ["Anne Conway I have seen it left behind."],
    }
    page = read("/threads/spirit/")
    assert page.texts(".takers .label") == ["Taken up by 2", "Taken up by"]
    assert page.links(".takers a") == ["/responses/first/", "/responses/second/", "/responses/first/"]


def test_a_thread_without_passages_has_an_empty_margin(thread):
    assert read("/threads/spirit/").tree.cssselect(".takers, .taken") == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_one_passage_shows_beside_the_same_paragraph_of_every_edition(thread, code):
    answering(essay("first"), (0, BLADE))
    assert list(margin(in_language("/threads/spirit/", code))) == ["p1"]


@pytest.mark.parametrize(
    ("code", "expected", "language"),
    [("en", BLADE, None), ("zh-hans", "谁见过刃没而利存？", None), ("zh-hant", BLADE, "en")],
)
def test_a_response_opens_on_the_words_it_answers_in_the_language_of_the_page(
    thread, code, expected, language
):
    answering(essay("first"), (0, BLADE))
    page = read(in_language("/responses/first/", code))
    assert page.text(".answered blockquote") == expected
    assert page.attribute(".answered blockquote", "lang") == language
    assert page.links(".answered a") == [f"{in_language('/threads/spirit/', code)}#p1"]
    assert page.order("h1", ".by", ".answered", ".prose") == ["h1", ".by", ".answered", ".prose"]


def test_words_chosen_in_a_translation_are_quoted_in_the_original(thread):
    chinese = edition_of(prompt_of(thread), "zh-hans").latest
    answering(essay("first"), (0, "谁见过刃没而利存？"), of=chinese)
    assert words("/responses/first/") == [BLADE]
    assert words("/zh-hans/responses/first/") == ["谁见过刃没而利存？"]


def test_a_whole_paragraph_is_quoted_and_a_long_one_shortened(thread):
    with at(NOON):
        edition = edition_of(prompt_of(thread))
        save(edition, body=BODY.replace("The dead know nothing.", "The dead know nothing. " + "So " * 400))
        publish_all(edition)
        answering(essay("first"), (1, ""))
        (quoted,) = words("/responses/first/")
    assert quoted.startswith("The dead know nothing. So So")
    assert quoted.endswith("…")
    assert len(quoted) < 500


def test_words_that_changed_since_say_when_they_were_published(thread):
    answering(essay("first"), (0, BLADE))
    prompt = edition_of(prompt_of(thread))
    with at(NOON):
        save(prompt, body=BODY.replace("left behind", "without a blade"))
        assert words("/responses/first/") == [BLADE]
        assert read("/responses/first/").tree.cssselect(".from") != []
        publish_all(prompt)
        page = read("/responses/first/")
    assert page.text(".answered blockquote") == BLADE
    said = "As published on March 1, 2026; the text reads differently now. Read it in its place"
    assert page.text(".answered .from") == said
    with at(NOON):
        assert "2026年3月1日" in read("/zh-hant/responses/first/").body
        # Its own words never changed: the paragraph stands for them.
        assert words("/zh-hans/responses/first/") == [CHINESE[3 : CHINESE.index("</p>")]]


def test_a_correction_elsewhere_in_the_paragraph_changes_nothing(thread):
    answering(essay("first"), (0, BLADE))
    with at(NOON):
        edition = edition_of(prompt_of(thread))
        save(edition, body=BODY.replace("Spirit is to body", "The spirit is to the body"))
        publish_all(edition)
        page = read("/responses/first/")
    assert page.text(".answered blockquote") == BLADE
    assert page.text(".answered .from") == "Read it in its place"


def test_words_that_no_reader_ever_saw_never_show(thread):
    with at(NOON):
        draft = save(edition_of(prompt_of(thread)), body=BODY.replace("left behind", "in a drawer"))
        answering(essay("first"), (0, "in a drawer"), of=draft)
        assert "drawer" not in read("/responses/first/").body
        assert words("/responses/first/") == [fold(BODY.partition("</p>")[0].removeprefix("<p>"))]
        publish(revision=draft, user=None, at=LATER)
    with at(LATER + timedelta(seconds=1)):
        assert words("/responses/first/") == ["in a drawer"]


def test_a_draft_shows_at_neither_end(thread):
    draft = answering(response_to(prompt_of(thread), "Draftsecret", slug="draft"), (0, ""))
    reply = answering(response_to(essay("first"), "To the first", slug="reply"), (0, ""))
    assert margin("/threads/spirit/") == {}
    publish_all(draft, reply)
    assert list(margin("/threads/spirit/")) == ["p1"]
    assert list(margin("/responses/first/")) == ["p1"]


def test_replies_to_replies_work_alike(thread):
    reply = response_to(essay("first"), "To the first", slug="reply", authors=[person(FAN_ZHEN)])
    publish_all(answering(reply, (1, "second paragraph")))
    assert margin("/responses/first/") == {"p2": ["Fan Zhen The first paragraph."]}
    page = read("/responses/reply/")
    assert page.text(".answered blockquote") == "second paragraph"
    assert page.links(".answered a") == ["/responses/first/#p2"]


def test_the_words_of_a_withdrawn_text_are_gone_with_it(thread):
    answering(essay("first"), (0, BLADE))
    for edition in prompt_of(thread).editions.all():
        withdraw(edition=edition, user=None, note="")
    page = read("/responses/first/")
    assert page.tree.cssselect(".answered") == []
    assert "sharpness" not in page.body


def test_whoever_is_withdrawn_leaves_the_margin(thread):
    answering(essay("first"), (0, BLADE))
    withdraw(edition=edition_of(essay("first")), user=None, note="")
    assert margin("/threads/spirit/") == {}


def test_thirty_who_take_up_one_paragraph_are_three_and_the_rest_folded(thread):
    with at(NOON):
        for number in range(28):
            publish_all(answering(response_to(prompt_of(thread), f"Reply {number}"), (0, "")))
        page = read("/threads/spirit/")
    assert page.text(".takers .label") == "Taken up by 28"
    assert len(page.tree.cssselect(".takers > ul > li")) == 3
    assert page.text(".takers summary") == "25 more"
    assert len(page.tree.cssselect(".takers details li")) == 25


@pytest.mark.parametrize("count", [4, 5])
def test_one_more_is_shown_rather_than_folded_away_alone(thread, count):
    with at(NOON):
        for number in range(count):
            publish_all(answering(response_to(prompt_of(thread), f"Reply {number}"), (0, "")))
        page = read("/threads/spirit/")
    assert len(page.tree.cssselect(".takers > ul > li")) == (4 if count == 4 else 3)


def test_on_one_page_the_whole_thread_leads_within_itself(thread):
    answering(essay("first"), (0, BLADE))
    page = read("/threads/spirit/full/")
    assert page.links(".takers a") == ["#first"]
    assert page.links(".answered a") == ["#extinction-p1"]
    assert page.text(".answered blockquote") == BLADE
    assert page.tree.cssselect("#extinction-p1, #first") != []


def test_every_paragraph_has_an_address_that_can_be_copied(thread):
    page = read("/threads/spirit/")
    assert page.links("#extinction .self") == ["#p1", "#p2", "#p3", "#p4"]
    assert {link.get("aria-label") for link in page.tree.cssselect(".self")} == {"Link to this paragraph"}
    assert page.texts("#extinction .self") == [""] * 4  # nothing to be copied along
    feed = read("/threads/spirit/feed/").body
    assert "self&quot;" not in feed
    assert "takers" not in feed


def test_who_is_in_no_name_is_called_by_the_title(thread):
    nobody = answering(
        response_to(prompt_of(thread), "A reply by nobody", slug="nobody", authors=[]), (0, "")
    )
    publish_all(nobody)
    assert margin("/threads/spirit/")["p1"][0].startswith("A reply by nobody")


# --- Choosing


def test_words_are_kept_as_the_text_prints_them(thread):
    answering(essay("first"), (0, " Who has\n seen "))
    assert Passage.objects.get().words == "Who has seen"


def test_all_the_words_of_a_paragraph_are_the_paragraph(thread):
    answering(essay("first"), (1, "The dead know nothing."))
    assert Passage.objects.get().words == ""


def test_passages_stand_in_the_order_of_the_text(thread):
    answering(essay("first"), (3, ""), (0, BLADE))
    assert [each.paragraph for each in Passage.objects.order_by("position")] == [1, 4]


@pytest.mark.parametrize("said", ["the sharpness of a spoon", "x" * 1001])
def test_words_that_do_not_stand_there_are_refused(thread, said):
    with pytest.raises(NoSuchWords):
        answering(essay("first"), (0, said))


def test_a_paragraph_that_the_version_lacks_is_refused(thread):
    with pytest.raises(NoSuchWords):
        answer_passages(essay=essay("first"), taken=[Taken(edition_of(prompt_of(thread)).latest, 99)])


def test_an_essay_that_answers_another_text_lets_go_of_the_words(thread):
    reply = answering(response_to(essay("first"), "To the first"), (0, ""))
    reply.responding_to = essay("second")
    save_essay(essay=reply)
    assert not reply.passages.exists()


def test_choosing_the_same_again_writes_nothing(thread):
    answering(essay("first"), (0, BLADE))
    before = list(Passage.objects.values())
    revision = edition_of(prompt_of(thread)).latest
    answer_passages(essay=essay("first"), taken=[Taken(revision, 1, BLADE)])
    assert list(Passage.objects.values()) == before
