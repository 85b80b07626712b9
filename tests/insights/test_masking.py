"""What a reader can compute from a table that leaves the house: never a group under five."""

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
