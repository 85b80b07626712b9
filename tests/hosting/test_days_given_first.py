"""A desk given first and a book of days sold afterwards: the day is counted from the book."""

from datetime import timedelta

import pytest

from elspace.core.moments import today
from elspace.hosting.actions.desks import take_desk
from elspace.hosting.actions.subscriptions import subscribe
from elspace.hosting.enums import PlanKind, Unit
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
