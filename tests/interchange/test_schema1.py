"""Schema 1 arrives whole: every character, fact, name and date."""

import pytest

from responses.interchange.services import import_files
from responses.lib import prose
from responses.people.models import Person
from responses.threads.models import Edition, Essay, LivePeriod, Revision, Theme, Thread
from tests.interchange.samples import AUTHORS, chinese, dialogue, post, translations, variant, write

pytestmark = pytest.mark.django_db


def live(slug: str, language: str = "en") -> Revision:
    """What the public sees of an essay in a language."""
    return LivePeriod.objects.live().get(essay__slug=slug, language=language).revision


def test_every_character_of_a_body_survives(tmp_path):
    import_files([write(tmp_path, dialogue())])

    body = live("what-time-is-it-one").body
    assert prose.paragraphs(body) == ["One [bracketed]\xa0“word”.", "Two rare: 𥌃𠷐⿻."]


def test_a_plain_footnote_moves_into_the_text_as_it_reads(tmp_path):
    import_files([write(tmp_path, dialogue())])

    assert prose.to_numbered(live("what-time-is-it-one").body)[1] == ["A &lt;plain&gt; note &amp; more"]


def test_everything_is_live_in_thread_order_and_answers_what_it_answered(tmp_path):
    import_files([write(tmp_path, dialogue())])

    essays = Essay.objects.published().in_thread_order().values_list("slug", "kind", "responding_to__slug")
    assert list(essays) == [
        ("what-time-is-it-prompt", "prompt", None),
        ("what-time-is-it-one", "response", "what-time-is-it-prompt"),
        ("what-time-is-it-two", "response", "what-time-is-it-one"),
    ]


def test_an_answer_may_stand_before_what_it_answers(tmp_path):
    import_files([write(tmp_path, dialogue("t", post("later", "sooner"), post("sooner", "t-prompt")))])

    assert Essay.objects.get(slug="later").responding_to.slug == "sooner"


def test_facts_date_and_themes_are_kept(tmp_path):
    record = dialogue("t", post("a", "t-prompt", author_note="Disputed.", mood="dark"))
    import_files([write(tmp_path, record)])

    essay = Essay.objects.get(slug="a")
    assert essay.facts == {
        "venue": "The Gazette",
        "rights": {"status": "made up"},
        "source": {"repo": "none"},
        "author_note": "Disputed.",
        "response_basis": "editorial",
        "mood": "dark",
    }
    assert (essay.dated_precision, essay.dated_year, essay.dated_day) == ("day", 1787, 18)
    assert essay.dated_words == "Thursday"
    assert [theme.slug for theme in essay.themes.all()] == ["clocks"]


def test_a_date_before_the_common_era_is_a_negative_year(tmp_path):
    record = post("a", "t-prompt", date=None, date_precision="year", year=-81, date_text="81 BCE")
    import_files([write(tmp_path, dialogue("t", record))])

    essay = Essay.objects.get(slug="a")
    assert (essay.dated_precision, essay.dated_year, essay.dated_words) == ("year", -81, "81 BCE")


def test_the_thread_has_its_question_framing_and_themes(tmp_path):
    import_files([write(tmp_path, dialogue())])

    thread = Thread.objects.get()
    assert thread.texts == {
        "en": {"title": "What time is it?", "framing": "<p>Two clocks &amp; a &lt;river&gt;.</p>"},
        "zh-hans": {"title": "现在几点？"},
    }
    assert sorted(theme.slug for theme in thread.themes.all()) == ["clocks", "rivers"]


def test_an_excerpt_that_repeats_the_body_is_no_summary(tmp_path):
    record = dialogue(
        "t",
        post("a", "t-prompt", excerpt="One [bracketed] “word”. Two…"),
        post("b", "a", excerpt="In short."),
    )
    import_files([write(tmp_path, record)])

    assert (live("a").summary, live("b").summary) == ("", "In short.")


def test_a_person_keeps_names_note_and_years_and_sorts_by_the_family_name(tmp_path):
    record = dialogue("t", post("a", "t-prompt", authors=["fan-li"]))
    import_files([write(tmp_path, record)])

    ada, fan = Person.objects.order_by("slug")
    assert ada.texts["en"] == {"name": "Ada Example", "bio": "<p>Ada Example tests “imports”.</p>"}
    assert (ada.birth_year, ada.facts) == (1815, {"note": "Not a person."})
    assert fan.texts["en"]["family_name"] == "Fan"
    assert fan.sort_en.startswith("fan")


def test_only_the_authors_and_themes_that_are_named_arrive(tmp_path):
    import_files([write(tmp_path, dialogue(themes=["clocks"]))])

    assert [person.slug for person in Person.objects.all()] == ["ada-example"]
    assert [theme.slug for theme in Theme.objects.all()] == ["clocks"]


def test_the_credit_has_the_name_and_bio_of_its_language(tmp_path):
    import_files([write(tmp_path, dialogue("t", chinese("a", "t-prompt")))])

    names = {code: live("a", code).credits.get() for code in ("zh-hans", "zh-hant")}
    assert {code: (each.name, each.bio) for code, each in names.items()} == {
        "zh-hans": ("艾达", "<p>艾达测试导入。</p>"),
        "zh-hant": ("艾達", "<p>艾達測試導入。</p>"),
    }


def test_a_pen_name_is_printed_and_leads_to_its_person(tmp_path):
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt", byline="Publius")))])

    credit = live("a").credits.get()
    assert (credit.name, credit.person.slug) == ("Publius", "ada-example")
    assert [person.slug for person in Essay.objects.get(slug="a").people.all()] == ["ada-example"]


def test_two_authors_stand_in_their_order(tmp_path):
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt", authors=["fan-li", "ada-example"])))])

    assert [each.name for each in live("a").credits.order_by("position")] == ["Fan Li", "Ada Example"]


def test_a_variant_is_an_unreviewed_conversion_of_the_original(tmp_path):
    import_files([write(tmp_path, dialogue("t", chinese("a", "t-prompt")))])

    edition = Edition.objects.get(essay__slug="a", language="zh-hant")
    assert (edition.kind, edition.source.language, edition.reviewed_at) == ("conversion", "zh-hans", None)
    assert edition.facts == {"machine_converted": "by a machine"}
    assert live("a", "zh-hant").body == "<p>現在幾點？</p>"


def test_paragraphs_of_a_variant_share_the_ids_of_the_original(tmp_path):
    two = {"body_html": "<p>一。</p><p>二。</p>", "variant": variant(body_html="<p>一。</p><p>貳。</p>")}
    import_files([write(tmp_path, dialogue("t", chinese("a", "t-prompt", **two)))])

    assert live("a", "zh-hans").paragraph_ids == live("a", "zh-hant").paragraph_ids == [1, 2]


def test_the_notes_of_the_original_are_converted_for_its_variant(tmp_path):
    noted = {
        "body_html": "<p>时<sup>1</sup></p>",
        "footnotes": ["书名"],
        "variant": variant(body_html="<p>時<sup>1</sup></p>"),
    }
    import_files([write(tmp_path, dialogue("t", chinese("a", "t-prompt", **noted)))])

    assert live("a", "zh-hant").body == '<p>時<span data-footnote="">書名</span></p>'


def test_an_essay_in_three_versions_is_a_thread_with_only_a_prompt(tmp_path):
    import_files([write(tmp_path, translations())])

    assert Thread.objects.get().texts["zh-hant"] == {"title": "Clocks zh-Hant"}
    editions = Edition.objects.order_by("language").values_list("language", "kind", "source__language")
    assert list(editions) == [
        ("en", "original", None),
        ("zh-hans", "conversion", "zh-hant"),
        ("zh-hant", "translation", "en"),
    ]


def test_a_printed_byline_names_no_person_and_the_translator_is_credited(tmp_path):
    import_files([write(tmp_path, translations())])

    names = live("on-clocks", "zh-hant").credits.order_by("role").values_list("role", "name", "person")
    assert list(names) == [("author", "Ada and ⿻ Friends", None), ("translator", "Grace", None)]


def test_html_notes_of_a_version_keep_their_markup(tmp_path):
    import_files([write(tmp_path, translations())])

    body, notes = prose.to_numbered(live("on-clocks").body)
    assert body == '<p>See <a href="https://example.org/">here</a>.<sup>1</sup></p>'
    assert notes == ["<em>A Book</em>."]


def test_the_authors_list_is_not_needed_for_people_of_the_site(tmp_path):
    import_files([write(tmp_path, dialogue("t"))])
    file = write(tmp_path, dialogue("u"))
    (tmp_path / "authors.json").unlink()

    import_files([file])

    assert live("u-one").credits.get().person.slug == AUTHORS[0]["slug"]
