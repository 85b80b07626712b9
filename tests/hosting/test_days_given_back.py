"""Days at a desk given back: a book of days gets what was counted from it for that day, no more."""

from datetime import timedelta

import pytest

from elspace.core.moments import today
from elspace.hosting.actions.desks import (
    agree_to_swap,
    hold_desk,
    offer_swap,
    release_desk,
    take_desk,
    withdraw_swap,
)
from elspace.hosting.actions.subscriptions import end_subscription, subscribe
from elspace.hosting.enums import PlanKind, Unit
from elspace.hosting.queries.desks import HALVES
from elspace.hosting.queries.plans import balance
from elspace.hub.enums import Half
from tests import factories

pytestmark = pytest.mark.django_db
AM = [Half.MORNING]
SOON = timedelta(days=6)  # a Monday
LATER = timedelta(days=7)
MONDAY, TUESDAY = timedelta(days=34), timedelta(days=35)  # after Ramadan: whole days


@pytest.fixture
def ines(hub):
    return factories.resident("Inès")


@pytest.fixture
def ghada(hub):
    return factories.resident("Ghada")


def book_of(person, days=10):
    plan = factories.plan("100.000", PlanKind.DAY_BOOK, days=days)
    return subscribe(person=person, plan=plan, from_on=today(), by=None)


def left(one):
    return balance(one, Unit.DESK_HALVES, one.from_on)


def taken(desk, person, after):
    take_desk(desk=desk, day=today() + after, halves=AM, person=person, by=None)


def released(desk, person, after):
    release_desk(desk=desk, day=today() + after, halves=AM, person=person, by=person)


def test_a_day_comes_back_once(ines):
    one, desk = book_of(ines), factories.desk()
    taken(desk, ines, SOON)
    assert left(one) == 19
    for _twice in range(2):
        released(desk, ines, SOON)
    assert left(one) == 20


def test_a_day_a_monthly_plan_gave_is_credited_to_no_book(ines):
    monthly, desk = factories.subscription(ines), factories.desk()
    taken(desk, ines, SOON)
    one = book_of(ines)
    end_subscription(subscription=monthly, until_on=today() + timedelta(days=1), by=None)
    taken(factories.desk(), ines, LATER)
    assert left(one) == 19
    released(desk, ines, SOON)
    assert left(one) == 19


def test_a_day_got_in_exchange_was_never_used(ines, ghada):
    """Ghada has a book and a desk by the week as well: a day of the week she got for hers."""
    desk, one = factories.desk(), book_of(ghada)
    for person, weekday in ((ines, 0), (ghada, 1)):
        hold_desk(
            desk=desk,
            person=person,
            from_on=today(),
            halves=[(weekday, half) for half in HALVES],
            by=None,
        )
    taken(factories.desk(), ghada, timedelta(days=2))  # counted from her book
    swap = offer_swap(
        person=ines, desk=desk, day=today() + SOON, wanted_on=today() + LATER, by=ines
    )
    agree_to_swap(swap=swap, person=ghada, by=ghada)
    released(desk, ghada, SOON)
    assert left(one) == 19


def test_a_day_counted_and_exchanged_is_counted_for_the_new_day(ines, ghada):
    mine, hers, one = factories.desk(), factories.desk(), book_of(ghada)
    hold_desk(desk=mine, person=ines, from_on=today(), halves=[(0, Half.MORNING)], by=None)
    taken(hers, ghada, LATER)
    asked = {"person": ines, "desk": mine, "day": today() + SOON, "wanted_on": today() + LATER}
    swap = agree_to_swap(swap=offer_swap(**asked, by=ines), person=ghada, by=ghada)
    assert left(one) == 19
    withdraw_swap(swap=swap, person=ines, by=ines)
    assert left(one) == 19
    swap = agree_to_swap(swap=offer_swap(**asked, by=ines), person=ghada, by=ghada)
    released(mine, ghada, SOON)
    assert left(one) == 20
    released(hers, ines, LATER)
    assert left(one) == 20


def test_a_whole_day_exchanged_for_half_a_day_comes_back_whole(ines, ghada):
    mine, hers, one = factories.desk(), factories.desk(), book_of(ines)
    hold_desk(desk=hers, person=ghada, from_on=today(), halves=[(1, Half.MORNING)], by=None)
    take_desk(desk=mine, day=today() + MONDAY, halves=HALVES, person=ines, by=None)
    asked = {"person": ines, "desk": mine, "day": today() + MONDAY, "wanted_on": today() + TUESDAY}
    swap = agree_to_swap(swap=offer_swap(**asked, by=ines), person=ghada, by=ghada)
    assert left(one) == 18
    withdraw_swap(swap=swap, person=ines, by=ines)
    release_desk(desk=mine, day=today() + MONDAY, halves=HALVES, person=ines, by=ines)
    assert left(one) == 20


def test_a_desk_by_the_week_given_away_moves_nothing_of_another_desk(ines, ghada):
    mine, hers, one = factories.desk(), factories.desk(), book_of(ines)
    hold_desk(desk=mine, person=ines, from_on=today(), halves=[(0, Half.MORNING)], by=None)
    hold_desk(desk=hers, person=ghada, from_on=today(), halves=[(1, Half.MORNING)], by=None)
    other = factories.desk()
    afternoon = [Half.AFTERNOON]
    take_desk(desk=other, day=today() + MONDAY, halves=afternoon, person=ines, by=None)
    asked = {"person": ines, "desk": mine, "day": today() + MONDAY, "wanted_on": today() + TUESDAY}
    agree_to_swap(swap=offer_swap(**asked, by=ines), person=ghada, by=ghada)
    release_desk(desk=other, day=today() + MONDAY, halves=afternoon, person=ines, by=ines)
    assert left(one) == 20


def test_what_was_counted_comes_back_under_a_monthly_plan_too(ines):
    one, desk = book_of(ines), factories.desk()
    taken(desk, ines, SOON)
    factories.subscription(ines)
    released(desk, ines, SOON)
    assert left(one) == 20


def test_a_book_used_up_gets_its_own_days_back(ines):
    first, desk = book_of(ines, days=1), factories.desk()
    for after in (SOON, LATER):
        taken(desk, ines, after)
    second = book_of(ines)
    taken(factories.desk(), ines, SOON + timedelta(days=2))
    assert (left(first), left(second)) == (0, 19)
    released(desk, ines, SOON)
    assert (left(first), left(second)) == (1, 19)
