"""Two versions made into one: nothing of either side gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from responses.lib.merging import BOTH, MINE, THEIRS, chosen, merge, merged
from responses.lib.prose import clean
from tests.lib.test_prose_properties import bodies

LAW = "<p>The law of nations is naturally founded on this principle.</p>"
SEA = "<p>Whoever commands the sea commands the trade of the world.</p>"
ART = "<p>Painters of the southern school thought more of the brush.</p>"
SALT = "<p>盐铁均输，万民所戴仰而取给者。</p>"
NEW, OTHER = "<p>Something quite new.</p>", "<p>Another thought.</p>"

blocks = st.sampled_from([LAW, SEA, ART, SALT, NEW, OTHER, LAW.replace("law", "laws"), "<hr>"])
texts = st.lists(blocks, max_size=7).map("\n".join) | bodies.map(clean)


def body(*parts):
    return "\n".join(parts)


def test_what_one_side_changed_is_taken_from_it():
    base = body(LAW, SEA, ART)
    mine = body(LAW.replace("law", "laws"), SEA, ART)
    theirs = body(LAW, SEA, ART.replace("brush", "ink"))
    chunks = merge(base, mine, theirs)
    assert [chunk.is_conflict for chunk in chunks] == [False] * 3
    assert merged(chunks) == body(LAW.replace("law", "laws"), SEA, ART.replace("brush", "ink"))


def test_neighbours_changed_by_one_side_each_are_no_conflict():
    base = body(LAW, SEA)
    chunks = merge(base, body(LAW.replace("law", "laws"), SEA), body(LAW, SEA.replace("sea", "seas")))
    assert merged(chunks) == body(LAW.replace("law", "laws"), SEA.replace("sea", "seas"))


def test_what_one_side_added_or_took_away_is_so():
    assert merged(merge(body(LAW, SEA, ART), body(LAW, SEA, NEW, ART), body(SEA, ART, OTHER))) == body(
        SEA, NEW, ART, OTHER
    )


def test_where_both_changed_the_same_paragraph_somebody_chooses():
    mine, theirs = LAW.replace("law", "laws"), LAW.replace("nations", "peoples")
    chunks = merge(body(LAW, SEA), body(mine, SEA), body(theirs, SEA))
    key = next(chunk.key for chunk in chunks if chunk.is_conflict)
    results = {choice: chosen(chunks, {key: choice}) for choice in (MINE, THEIRS, BOTH)}
    assert results == {MINE: body(mine, SEA), THEIRS: body(theirs, SEA), BOTH: body(mine, theirs, SEA)}


def test_a_paragraph_that_one_changed_and_the_other_took_away_is_a_choice():
    changed = LAW.replace("law", "laws")
    chunks = merge(body(LAW, SEA), body(SEA), body(changed, SEA))
    key = next(chunk.key for chunk in chunks if chunk.is_conflict)
    assert (merged(chunks), chosen(chunks, {key: THEIRS})) == (SEA, body(changed, SEA))


def test_a_paragraph_written_anew_by_both_is_one_choice():
    chunks = merge(body(LAW, SEA, ART), body(LAW, NEW, ART), body(LAW, OTHER, ART))
    assert [(each.base, each.mine, each.theirs) for each in chunks if each.is_conflict] == [(SEA, NEW, OTHER)]


def test_the_same_change_on_both_sides_is_made_once():
    assert merged(merge(body(LAW), body(LAW, NEW), body(LAW, NEW))) == body(LAW, NEW)


def test_a_choice_survives_further_editing_of_mine():
    mine, theirs = LAW.replace("law", "laws"), LAW.replace("nations", "peoples")
    key = next(chunk.key for chunk in merge(LAW, mine, theirs) if chunk.is_conflict)
    edited = mine.replace("naturally", "chiefly")
    assert chosen(merge(LAW, edited, theirs), {key: BOTH}) == body(edited, theirs)


def test_without_a_base_all_that_differs_is_a_choice():
    chunks = merge(None, body(LAW, NEW, ART), body(LAW, OTHER, ART))
    assert [(each.mine, each.theirs) for each in chunks if each.is_conflict] == [(NEW, OTHER)]


@given(texts, texts)
def test_one_changed_side_is_the_result(base, side):
    assert merged(merge(base, side, base)) == side
    assert merged(merge(base, base, side)) == side


@given(texts, texts, texts)
def test_choosing_mine_everywhere_changes_nothing_of_mine(base, mine, theirs):
    assert chosen(merge(base, mine, theirs), {}) == mine


@given(texts, texts, texts)
def test_what_was_merged_stays_as_it_is_when_merged_again(base, mine, theirs):
    once = merged(merge(base, mine, theirs))
    assert chosen(merge(base, once, theirs), {}) == once


@given(texts, texts, texts)
def test_each_block_of_a_side_is_in_the_merged_text_or_was_in_the_base_or_is_a_choice(base, mine, theirs):
    chunks = merge(base, mine, theirs)
    result = merged(chunks).split("\n")
    for block in theirs.split("\n"):
        choices = [chunk.theirs.split("\n") for chunk in chunks if chunk.is_conflict]
        assert block in (*result, *base.split("\n"), "") or any(block in choice for choice in choices)


def test_thousands_of_paragraphs_are_merged():
    lines = [f"<p>Paragraph number {number} of many.</p>" for number in range(3000)]
    mine = body(*lines[:1500], NEW, *lines[1500:])
    theirs = body(*lines[1:], OTHER)
    assert merged(merge(body(*lines), mine, theirs)) == body(*lines[1:1500], NEW, *lines[1500:], OTHER)
