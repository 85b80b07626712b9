"""A desk given first and a book of days sold afterwards: the day is counted from the book."""

import uuid
from datetime import timedelta

import pytest

from elspace.core.moments import today
from elspace.hosting.actions.allowances import correct_allowance
from elspace.hosting.actions.desks import release_desk, take_desk
from elspace.hosting.actions.subscriptions import end_subscription, subscribe
from elspace.hosting.enums import MoveKind, PlanKind, Unit
from elspace.hosting.models import AllowanceMove
from elspace.hosting.queries.plans import balance
from elspace.hub.enums import Half
from tests import factories

pytestmark = pytest.mark.django_db
AM = [Half.MORNING]


@pytest.fixture
def ines(hub):
    return factories.resident("Inès")


@pytest.fixture
def book(hub):
    return factories.plan("100.000", PlanKind.DAY_BOOK, days=10)


def sold(person, plan, from_on=None, by=None):
    return subscribe(person=person, plan=plan, from_on=from_on or today(), by=by)


def left(one):
    return balance(one, Unit.DESK_HALVES, one.from_on)


def test_days_given_before_the_book_was_sold_are_counted_from_it(ines, book, programme):
    for n in (0, 1):
        day = today() + timedelta(days=n)
        take_desk(desk=factories.desk(f"A{n}"), day=day, halves=AM, person=ines, by=programme)
    one = sold(ines, book)
    assert left(one) == 18
    used = AllowanceMove.objects.filter(subscription=one, amount=-1).order_by("for_on")
    assert [move.for_on for move in used] == [today(), today() + timedelta(days=1)]


def test_days_before_the_book_begins_are_not(ines, book, programme):
    take_desk(desk=factories.desk(), day=today(), halves=AM, person=ines, by=programme)
    assert left(sold(ines, book, today() + timedelta(days=1))) == 20


def test_a_day_counted_from_a_book_is_not_counted_from_the_next(ines, book, programme):
    first = sold(ines, book)
    take_desk(desk=factories.desk(), day=today(), halves=AM, person=ines, by=programme)
    second = sold(ines, book)
    assert (left(first), left(second)) == (19, 20)


def test_a_day_under_a_monthly_plan_is_not_counted(ines, book, programme):
    factories.subscription(ines)
    take_desk(desk=factories.desk(), day=today(), halves=AM, person=ines, by=programme)
    assert left(sold(ines, book)) == 20


def test_the_ledger_names_the_day_it_was_used_for(ines, book, programme, sign_in):
    one = sold(ines, book)
    day = today() + timedelta(days=2)
    take_desk(desk=factories.desk(), day=day, halves=AM, person=ines, by=programme)
    read = sign_in(programme).get(f"/members/{one.key}/").content.decode()
    assert "pour jeu. 18 févr." in read


def taken(person, days, by):
    for n in range(days):
        day = today() + timedelta(days=n)
        take_desk(desk=factories.desk(), day=day, halves=AM, person=person, by=by)


@pytest.fixture
def small(hub):
    return factories.plan("20.000", PlanKind.DAY_BOOK, days=1)


def test_days_beyond_the_last_book_are_counted_from_the_next(ines, small, book, programme):
    first = sold(ines, small)
    taken(ines, 4, programme)
    assert left(first) == -2
    second = sold(ines, book)
    assert (left(first), left(second)) == (0, 18)
    moved = second.moves.filter(kind=MoveKind.CARRIED).order_by("for_on")
    days = [today() + timedelta(days=2), today() + timedelta(days=3)]
    assert [(one.amount, one.for_on) for one in moved] == [(-1, day) for day in days]
    assert left(sold(ines, book)) == 20  # made good once


def test_a_book_makes_good_no_more_than_it_holds(ines, small, book, programme):
    first = sold(ines, small)
    taken(ines, 4, programme)
    correct_allowance(
        subscription=first,
        unit=Unit.DESK_HALVES,
        day=today(),
        amount=-3,
        note="déjà venue en janvier",
        by=programme,
    )
    second = sold(ines, small)
    assert (left(first), left(second)) == (-3, 0)
    third = sold(ines, book)
    assert (left(first), left(second), left(third)) == (0, 0, 17)


def test_a_book_that_has_ended_is_made_good_too(ines, small, book, programme):
    first = sold(ines, small)
    taken(ines, 3, programme)
    end_subscription(subscription=first, until_on=today() + timedelta(days=2), by=programme)
    second = sold(ines, book, today() + timedelta(days=10))
    assert (left(first), left(second)) == (0, 19)


def test_a_day_made_good_and_given_back_returns_to_the_book_it_was_counted_from(
    ines, small, book, programme
):
    first, desk = sold(ines, small), factories.desk("A1")
    taken(ines, 2, programme)
    day = today() + timedelta(days=6)
    take_desk(desk=desk, day=day, halves=AM, person=ines, by=programme)
    second = sold(ines, book)
    assert (left(first), left(second)) == (0, 19)
    release_desk(desk=desk, day=day, halves=AM, person=ines, by=ines)
    assert (left(first), left(second)) == (0, 20)


def test_a_single_day_makes_no_book_good(ines, small, book, programme):
    first = sold(ines, small)
    taken(ines, 3, programme)
    one_day = factories.plan("15.000", PlanKind.DAY, days=1)
    assert left(first) == -1
    sold(ines, one_day, today() + timedelta(days=20))
    assert left(first) == -1


def test_it_is_said_where_the_book_is_sold_and_where_its_holder_reads_it(
    ines, small, book, programme, sign_in
):
    sold(ines, small)
    taken(ines, 4, programme)
    sent = {
        "who": "Inès",
        "chosen": ines.key,
        "plan": book.key,
        "from_on": today().isoformat(),
        "kind": "full",
        "key": str(uuid.uuid4()),
    }
    said = sign_in(programme).post("/members/add/", sent, follow=True).content.decode()
    assert "2 demi-journées prises au-delà" in said
    assert "reporté" in said
    hers = sign_in(ines).get("/my-week/invoices/").content.decode()
    assert "2 demi-journées prises au-delà" in hers
