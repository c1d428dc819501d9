"""Sets as whole numbers say the same as sets of numbers do."""

from hypothesis import given
from hypothesis import strategies as st

from responses.lib import bits

SIZE = 300
SETS = st.sets(st.integers(0, SIZE - 1), max_size=SIZE)


@given(SETS)
def test_a_set_holds_its_numbers(members):
    held = bits.of(members, SIZE)
    assert (list(bits.numbers(held)), held.bit_count()) == (sorted(members), len(members))


@given(SETS)
def test_values_are_chosen_by_place_few_or_many(members):
    values = [place * 7 for place in range(SIZE)]
    assert list(bits.chosen(values, bits.of(members, SIZE))) == [place * 7 for place in sorted(members)]


@given(SETS, st.permutations(range(SIZE)))
def test_members_come_in_the_order_asked_for(members, ordered):
    found = list(bits.first_of(ordered, bits.of(members, SIZE), SIZE))
    assert found == [each for each in ordered if each in members]


@given(st.lists(st.tuples(st.integers(1, 40), SETS), max_size=6), SETS)
def test_those_with_most_points_come_first(given_points, members):
    sums, points = bits.Sums(), dict.fromkeys(range(SIZE), 0)
    for each, to in given_points:
        sums.add(each, bits.of(to, SIZE))
        points |= {place: points[place] + each for place in to}
    found = list(sums.best_first(bits.of(members, SIZE)))
    assert found == sorted(members, key=lambda place: (-points[place], place))


@given(st.lists(st.lists(st.integers(0, SIZE - 1), max_size=20), max_size=10), SETS)
def test_shelves_know_how_many_of_each_belong(lists, members):
    counts = bits.Shelves(lists, SIZE).counts(bits.of(members, SIZE))
    assert counts == [sum(each in members for each in one) for one in lists]


@given(
    st.dictionaries(st.integers(1, 400), st.integers(0, SIZE - 1)),
    st.lists(st.integers(1, 400 + 2 * bits.Numbering.MARGIN)),
)
def test_keys_are_numbered_and_those_without_a_number_are_left_out(numbers, others):
    numbering = bits.Numbering(numbers, SIZE)
    keys = [*numbers, *others]
    assert {*bits.numbers(numbering.of(keys))} == {numbers[key] for key in keys if key in numbers}
    assert not bits.Numbering({}, 0).of(others)
