"""What a reader can compute from a table that leaves the house: never a group under five."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elspace.insights.masking import LEAST, Table, mask, mask_number

tables = st.dictionaries(
    st.sampled_from("abcdefghijkl"), st.integers(min_value=0, max_value=40), min_size=1, max_size=12
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(tables)
def test_no_small_group_is_shown(cells):
    shown = mask(cells).cells.values()
    assert all(number is None or number == 0 or number >= LEAST for number in shown)


@unhurried
@given(tables)
def test_no_small_group_can_be_computed_by_subtraction(cells):
    table = mask(cells)
    hidden = [name for name, number in table.cells.items() if number is None]
    if table.total is None or not hidden:
        return
    rest = table.total - sum(number for number in table.cells.values() if number)
    assert rest == table.hidden
    assert rest >= LEAST
    assert len([name for name in hidden if cells[name]]) >= 2


@unhurried
@given(tables)
def test_no_small_total_is_shown(cells):
    table = mask(cells)
    assert table.total is None or table.total == 0 or table.total >= LEAST
    if table.total is None:
        assert set(table.cells.values()) == {None}


@unhurried
@given(tables)
def test_what_is_shown_is_true(cells):
    table = mask(cells)
    assert table.total in (None, sum(cells.values()))
    assert all(number is None or number == cells[name] for name, number in table.cells.items())
    assert set(table.cells) == set(cells)


@unhurried
@given(tables)
def test_nothing_is_hidden_without_need(cells):
    if all(number == 0 or number >= LEAST for number in cells.values()):
        assert mask(cells) == Table(sum(cells.values()), cells)


@unhurried
@given(tables)
def test_nobody_learns_which_hidden_group_is_empty(cells):
    table = mask(cells)
    if None in table.cells.values():
        assert 0 not in table.cells.values()


@unhurried
@given(tables, st.randoms())
def test_the_order_of_the_cells_changes_nothing(cells, random):
    names = list(cells)
    random.shuffle(names)
    assert mask({name: cells[name] for name in names}) == mask(cells)


@unhurried
@given(tables)
def test_gathered_cells_are_one_group_of_the_same_size(cells):
    table = mask(cells)
    assert table.gathered().hidden == table.hidden
    assert table.gathered().is_masked == table.is_masked


def test_examples():
    assert mask({"woman": 20, "man": 3}).cells == {"woman": None, "man": None}
    assert mask({"woman": 20, "man": 12, "unsaid": 3}).cells == {
        "woman": 20,
        "man": None,
        "unsaid": None,
    }
    assert mask({"woman": 2, "man": 1}) == Table(None, {"woman": None, "man": None})
    assert mask({"a": 30, "b": 9, "c": 3, "d": 2}).cells == {
        "a": 30,
        "b": 9,
        "c": None,
        "d": None,
    }
    assert [mask_number(number) for number in (0, 1, 4, 5)] == [0, None, None, 5]


# Two pages given on different days.

changes = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-9, 9), max_size=6),
    min_size=1,
    max_size=4,
)
begun = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1, max_size=6)


def given_one_after_the_other(first, steps, is_gathered):
    cells, given = dict(first), []
    for step in [{}, *steps]:
        for name, change in step.items():
            cells[name] = max(0, cells.get(name, 0) + change)
        table = mask(cells, given)
        given.append(table.gathered() if is_gathered else table)
        yield dict(cells), given[-1]


def told(table: Table) -> dict[frozenset[str], int]:
    """All a reader of one page can say of how many stand in any of these groups together."""
    if table.total is None:
        return {}
    found = {}
    for size in range(7):
        for names in map(frozenset, combinations("abcdef", size)):
            numbers = [table.cells.get(name) for name in names]
            rest = [table.cells.get(name) for name in set("abcdef") - names]
            if None not in numbers:
                found[names] = sum(numbers)
            elif None not in rest or not table.is_masked:
                found[names] = table.total - sum(number or 0 for number in rest)
    return found


@unhurried
@given(begun, changes, st.booleans())
def test_no_small_change_can_be_told_from_two_pages(first, steps, is_gathered):
    pages = [told(table) for _cells, table in given_one_after_the_other(first, steps, is_gathered)]
    for before, after in combinations(pages, 2):
        both = before.keys() & after.keys()
        for group in both:
            smaller = any(part and part < group for part in both)
            if not smaller or group == frozenset("abcdef"):
                assert not 0 < abs(after[group] - before[group]) < LEAST


@unhurried
@given(begun, changes, st.booleans())
def test_a_later_page_is_as_true_and_as_safe_as_the_first(first, steps, is_gathered):
    for cells, table in given_one_after_the_other(first, steps, is_gathered):
        assert table.total in (None, sum(cells.values()))
        assert all(number in (None, cells[name]) for name, number in table.cells.items())
        assert all(number is None or not 0 < number < LEAST for number in table.cells.values())
        assert table.total is None or table.hidden == 0 or table.hidden >= LEAST


@unhurried
@given(tables)
def test_the_same_numbers_given_again_are_the_same_page(cells):
    first = mask(cells)
    assert mask(cells, [first]) == first
    assert mask(cells, [first.gathered()]) == first


@unhurried
@given(tables, tables)
def test_the_order_of_the_cells_changes_nothing_beside_an_earlier_page(before, cells):
    names = sorted(cells, reverse=True)
    earlier = [mask(before)]
    assert mask({name: cells[name] for name in names}, earlier) == mask(
        {name: cells[name] for name in sorted(cells)}, earlier
    )


def test_examples_of_two_pages():
    first = mask({"woman": 20, "man": 12})
    assert mask({"woman": 21, "man": 12}, [first]).total is None
    assert mask({"woman": 26, "man": 13}, [first]).cells == {"woman": None, "man": None}
    assert mask({"woman": 26, "man": 18}, [first]).cells == {"woman": 26, "man": 18}
    assert mask({"woman": 25, "man": 12}, [first]).cells == {"woman": 25, "man": 12}
    assert [mask_number(number, [12, None]) for number in (12, 13, 16, 17, 8, 7)] == [
        12, None, None, 17, None, 7,
    ]  # fmt: skip
