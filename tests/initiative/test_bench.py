"""What the bench measures is a valid site, the same each time; no test looks at a clock."""

import pytest
from django.db import transaction
from django.test import Client

from initiative import bench_pages, bench_site
from initiative.bench import BARE, TURNS, cost, excesses, heading, in_turn, line, serving_bare
from initiative.bench_pages import KINDS, Kind, Seen, look, text_of
from initiative.bench_plan import YEARS, sizes
from initiative.bench_texts import Writer
from responses.lib import prose
from responses.lib.counting import count
from responses.threads.models import Edition, Essay, LivePeriod, Publication, Revision, Thread
from responses.threads.services.editions import content_of
from responses.threads.services.publishing import rebuild_live_periods

LANGUAGES = ("en", "zh-hans", "zh-hant")


@pytest.fixture(scope="module")
def built(laid):
    """Forty responses, which no test here changes; and what another site of the same plan held."""
    with laid():
        with transaction.atomic():
            bench_site.build(40)
            other = rows()
            transaction.set_rollback(True)
        bench_site.build(40)
        yield other


@pytest.fixture
def site(built, db):
    """The site as it was built."""


def rows() -> list[tuple]:
    """Everything of the site that a page could show."""
    return [
        *Essay.objects.order_by("pk").values_list("slug", "kind", "responding_to", "dated_year"),
        *Revision.objects.order_by("pk").values_list("edition__language", "number", "hash"),
        *LivePeriod.objects.order_by("pk").values_list("revision", "starts", "ends", "first"),
    ]


# --- Texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_canonical_and_counted_as_a_saved_text_would_be(language):
    writer = Writer(seed=5)
    for _number in range(20):
        text = writer.text(writer.outline(), language)
        assert prose.clean(text.body) == text.body
        assert prose.first_sentence(text.body) == text.first_sentence
        assert count(prose.text(text.body)) == text.length


def test_an_essay_has_about_a_thousand_words_in_eight_to_eleven_paragraphs_and_notes():
    writer = Writer(seed=5)
    outlines = [writer.outline() for _number in range(50)]
    words = [writer.text(outline, "en").length.words for outline in outlines]
    assert 800 <= sum(words) / len(words) <= 1200
    assert {len(outline.paragraphs) for outline in outlines} == {8, 9, 10, 11}
    assert {len(outline.notes) for outline in outlines} == {2, 3, 4, 5}


def test_the_same_seed_writes_the_same_and_another_seed_another():
    same, again, other = (Writer(seed) for seed in (1, 1, 2))
    assert same.text(same.outline(), "en") == again.text(again.outline(), "en")
    assert same.text(same.outline(), "en") != other.text(other.outline(), "en")


# --- The site


@pytest.mark.parametrize("responses", [1, 2, 40, 100, 1000])
def test_threads_have_as_many_responses_as_asked_for(responses):
    assert sum(sizes(responses)) == responses


def test_the_first_thread_is_long_and_the_others_have_twelve():
    assert sizes(1000)[:4] == [62, 12, 12, 12]


def test_a_site_is_the_same_for_the_same_seed(site, built):
    assert rows() == built != []


def test_a_site_has_essays_of_every_state_and_language(site):
    assert Essay.objects.filter(kind=Essay.Kind.RESPONSE).count() == 40
    assert Essay.objects.withdrawn().count() == 1
    assert Publication.objects.filter(instant=bench_site.NEVER_YET).exists()
    assert Essay.objects.exclude(editions__publications__isnull=False).exists()
    assert {*Edition.objects.published().values_list("language", flat=True)} == {*LANGUAGES}
    assert {*Edition.objects.values_list("kind", flat=True)} == {*Edition.Kind.values}


def test_what_is_live_follows_from_the_publications(site):
    fields = ("edition", "essay", "revision", "language", "starts", "ends", "first")
    written = {*LivePeriod.objects.values_list(*fields)}
    rebuild_live_periods(Edition.objects.all())
    assert {*LivePeriod.objects.values_list(*fields)} == written


def test_every_row_is_one_that_the_services_could_have_written(site):
    for thread in Thread.objects.all():
        thread.full_clean()
    for essay in Essay.objects.all():
        essay.full_clean()
    for revision in Revision.objects.select_related("edition"):
        assert revision.hash == content_of(revision).hash()
        assert len(revision.paragraph_ids) == len(prose.paragraphs(revision.body))


def test_one_thread_is_ten_deep(site):
    essay, depth = Essay.objects.filter(thread__slug="thread-1").order_by("position")[10], 0
    while essay.responding_to:
        essay, depth = essay.responding_to, depth + 1
    assert depth == 10


# --- Looking at it


@pytest.mark.parametrize("kind", KINDS[1:], ids=lambda kind: kind.name)
def test_every_kind_of_page_is_there_and_answers_as_it_should(site, kind):
    found = list(kind.find())
    assert found
    assert {Client().get(path).status_code for path in found[:3]} == {kind.status}


def test_a_look_takes_addresses_from_all_over_and_the_most_expensive_of_a_few(site, monkeypatch):
    monkeypatch.setattr(bench_pages, "SAMPLE", 10)
    seen = look(Kind("responses", lambda: bench_pages.named("response", bench_pages.having("en"))))
    everything = bench_pages.named("response", bench_pages.having("en"))
    assert len(seen.addresses) <= 10
    assert seen.addresses == everything[:: -(-len(everything) // 10)]
    assert seen.queries > 0
    assert seen.size > seen.zipped > 0


def test_a_page_that_answers_otherwise_stops_the_bench(site):
    with pytest.raises(RuntimeError, match="/responses/nothing/ answered 404 instead of 200"):
        look(Kind("wrong", lambda: ["/responses/nothing/"]))


def test_only_an_essays_own_text_counts_as_text():
    html = '<p>Menu</p><p id="p1">One <em>two</em></p><li id="fn1">Note</li><h2 id="top">Top</h2>'
    assert text_of(html) == "One two\nNote"


# --- Saying it

SEEN = Seen("home", ["/"], queries=6, size=12_345, zipped=3_456, beside=12_345)
HOME = Kind("home", lambda: ["/"], cpu=6, queries=8)


def test_a_line_of_the_table_says_costs_growth_queries_and_bytes():
    assert heading([1_000, 10_000]).split() == [
        *("page", "addresses", "ms,", "1,000", "ms,", "10,000", "growth", "bare", "at", "0.17"),
        *("queries", "kB", "gzip", "over", "budget"),
    ]
    cells = ["home", "1", "4.00", "4.40", "1.10", "0.34", "2.20", "6", "12.3", "3.5"]
    assert line(HOME, [SEEN, SEEN], [4.0, 4.4], 2 * BARE).split() == cells


def test_what_is_over_its_budget_is_said():
    large = Seen("home", ["/"], queries=9, size=99_000, zipped=9_000, beside=41_000)
    assert list(excesses(HOME, large, [5.0, 6.1], 9, bare=BARE)) == [
        *("CPU over 6 ms", "growth", "over 8 queries", "41 kB beside the text")
    ]
    assert list(excesses(HOME, SEEN, [5.0, 6.0], 8, bare=BARE)) == []


def test_a_cost_is_judged_as_it_would_be_where_the_budgets_are_from():
    assert list(excesses(HOME, SEEN, [12.0, 12.0], 6, bare=2 * BARE)) == []
    assert list(excesses(HOME, SEEN, [12.1, 12.1], 6, bare=2 * BARE)) == ["CPU over 6 ms"]
    assert list(excesses(HOME, SEEN, [3.1, 3.1], 6, bare=BARE / 2)) == ["CPU over 6 ms"]


def test_pages_without_budget_are_never_over_it():
    free = Kind("thread, 62 responses", list, cpu=None)
    assert list(excesses(free, SEEN, [20.0, 60.0], 6, bare=BARE)) == []


def test_the_bare_view_is_served_without_anything_of_the_site(tmp_path):
    with serving_bare(tmp_path / "log") as bare:
        assert bare.get(["/bench/constant/"]) == [b"constant\n"]
        before = bare.spent()
        assert cost(bare, ["/bench/constant/"] * 20) > 0
        assert bare.spent() > before


def test_a_round_goes_from_site_to_site_a_few_requests_at_a_time(tmp_path):
    asked = []

    def addresses(name):
        while True:
            asked.append(name)
            yield "/bench/constant/"

    with serving_bare(tmp_path / "log") as bare:
        costs = in_turn([(bare, addresses("small"), 2), (bare, addresses("large"), 3)])
    assert asked == (["small"] * 2 + ["large"] * 3) * TURNS
    assert len(costs) == 2
    assert min(costs) > 0


def test_years_are_as_many_on_sites_of_every_size(site):
    threads = Thread.objects.count()
    dated = {*Essay.objects.filter(dated_year__isnull=False).values_list("dated_year", flat=True)}
    assert dated == {*YEARS[:threads]}
