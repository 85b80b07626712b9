"""Plans, who is hosted under which, the ledger of what is included, leaving."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_room, cancel_booking
from elspace.hosting.actions.allowances import correct_allowance
from elspace.hosting.actions.desks import hold_desk, release_desk, take_desk
from elspace.hosting.actions.pauses import pause_subscription
from elspace.hosting.actions.plans import add_plan, set_price
from elspace.hosting.actions.subscriptions import (
    change_terms,
    end_subscription,
    payer_for,
    subscribe,
)
from elspace.hosting.enums import PlanKind, PriceKind, Unit
from elspace.hosting.models import AllowanceMove, Booking, MembershipPlan, Subscription
from elspace.hosting.queries.desks import HALVES, Seating
from elspace.hosting.queries.plans import amount_on, balance, price_on, subscription_on
from elspace.hub.models import Hub
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 4, 19)
AM, PM = HALVES
D = Decimal


@pytest.fixture
def fixed(hub) -> MembershipPlan:
    return plan("Poste fixe", PlanKind.FIXED, "200.000", room_minutes=240)


@pytest.fixture
def ines():
    return factories.resident("Inès")


@pytest.fixture
def romman(hub):
    return factories.room("Romman", capacity=8, price_hour=D("15.000"))


def plan(name, kind, price, **fields) -> MembershipPlan:
    return add_plan(
        name_fr=name,
        name_ar=name,
        name_en=name,
        kind=kind,
        price=D(price),
        from_on=date(2026, 1, 1),
        by=None,
        **fields,
    )


def joined(person, of, **more) -> Subscription:
    return subscribe(person=person, plan=of, **({"from_on": date(2027, 1, 11), "by": None} | more))


def booked(room, person, day=MONDAY, hour=10, hours=2) -> Booking:
    start = local(day, time(hour))
    end = start + timedelta(hours=hours)
    return book_room(room=room, person=person, start_at=start, end_at=end, by=person)


def left(subscription, day=MONDAY, unit=Unit.ROOM_MINUTES):
    return balance(subscription, unit, day)


def test_a_price_holds_from_its_day(fixed):
    set_price(plan=fixed, from_on=date(2027, 3, 1), price=D("210.000"), by=None)
    prices = fixed.prices.all()
    assert price_on(prices, date(2027, 2, 28)) == D("200.000")
    assert price_on(prices, date(2027, 3, 1)) == D("210.000")
    assert price_on(prices, date(2025, 1, 1)) is None
    with pytest.raises(Refused):
        set_price(plan=fixed, from_on=MONDAY, price=D(-1), by=None)


def test_one_monthly_plan_at_a_time(fixed, ines):
    joined(ines, fixed, until_on=date(2027, 3, 31))
    with pytest.raises(Refused, match="Poste fixe"):
        joined(ines, fixed, from_on=date(2027, 3, 31))
    joined(ines, fixed, from_on=date(2027, 4, 1))
    book = plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=10)
    joined(ines, book, from_on=date(2027, 4, 1))


def test_the_same_page_twice_is_one_subscription(fixed, ines):
    key = fixed.key
    assert joined(ines, fixed, key=key) == joined(ines, fixed, key=key)


def test_terms_hold_from_their_day(fixed, ines):
    subscription = joined(ines, fixed)
    payer = payer_for(ines)
    change_terms(
        subscription=subscription,
        from_on=date(2027, 3, 1),
        kind=PriceKind.SOLIDARITY,
        price=D("80.000"),
        payer=payer,
        by=None,
    )
    change_terms(
        subscription=subscription,
        from_on=date(2027, 5, 1),
        kind=PriceKind.WAIVED,
        payer=payer,
        by=None,
    )
    days = (date(2027, 2, 1), date(2027, 3, 1), date(2027, 5, 1))
    assert [amount_on(subscription, day) for day in days] == [D("200"), D("80"), D("0")]
    with pytest.raises(Refused):
        change_terms(
            subscription=subscription,
            from_on=MONDAY,
            kind=PriceKind.SOLIDARITY,
            payer=payer,
            by=None,
        )


def test_a_priced_room_uses_what_is_included(fixed, ines, romman):
    subscription = joined(ines, fixed)
    assert left(subscription) == 240
    first = booked(romman, ines)
    assert (first.covered_minutes, left(subscription)) == (120, 120)
    second = booked(romman, ines, hour=13, hours=3)
    assert (second.covered_minutes, left(subscription)) == (120, 0)
    third = booked(romman, ines, hour=17, hours=1)
    assert (third.covered_minutes, left(subscription)) == (0, 0)
    assert left(subscription, date(2027, 5, 3)) == 240  # a month begins anew


def test_a_free_room_uses_nothing(fixed, ines):
    subscription = joined(ines, fixed)
    booked(factories.room("Zitoun"), ines)
    assert left(subscription) == 240
    assert not AllowanceMove.objects.exists()


def test_a_room_given_back_in_time_comes_back(fixed, ines, romman):
    subscription = joined(ines, fixed)
    booking = booked(romman, ines)
    cancel_booking(booking=booking, by=ines)
    cancel_booking(booking=booking, by=ines)
    assert left(subscription) == 240
    assert [move.amount for move in AllowanceMove.objects.order_by("pk")] == [240, -120, 120]


def test_a_room_given_back_late_is_used(fixed, ines, romman, clock):
    subscription = joined(ines, fixed)
    booking = booked(romman, ines)
    clock.move_to(local(MONDAY, time(9)))
    cancel_booking(booking=booking, by=ines)
    assert left(subscription) == 120


def test_a_pause_covers_nothing(fixed, ines, romman):
    subscription = joined(ines, fixed)
    pause_subscription(
        subscription=subscription, from_on=MONDAY, until_on=MONDAY, key=None, by=None
    )
    assert subscription_on(ines, MONDAY) is None
    assert subscription_on(ines, MONDAY + timedelta(days=1)) == subscription
    assert booked(romman, ines).covered_minutes == 0
    with pytest.raises(Refused):
        pause_subscription(
            subscription=subscription,
            from_on=MONDAY - timedelta(days=3),
            until_on=MONDAY + timedelta(days=3),
            by=None,
        )


def test_a_book_of_days_is_used_by_half_days(hub, ines):
    subscription = joined(ines, plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=1))
    desk = factories.desk("C1")
    take_desk(desk=desk, day=MONDAY, halves=HALVES, person=ines, by=ines)
    assert left(subscription, unit=Unit.DESK_HALVES) == 0
    tuesday = MONDAY + timedelta(days=1)
    with pytest.raises(Refused):
        take_desk(desk=desk, day=tuesday, halves=[AM], person=ines, by=ines)
    release_desk(desk=desk, day=MONDAY, halves=[PM], person=ines, by=ines)
    assert left(subscription, unit=Unit.DESK_HALVES) == 1
    take_desk(desk=desk, day=tuesday, halves=HALVES, person=ines, by=None)  # the team goes on
    assert left(subscription, unit=Unit.DESK_HALVES) == -1


def test_books_are_used_up_one_after_the_other(hub, ines):
    book = plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=1)
    old, new = joined(ines, book), joined(ines, book, from_on=date(2027, 2, 1))
    desk, tuesday = factories.desk("C1"), MONDAY + timedelta(days=1)
    take_desk(desk=desk, day=MONDAY, halves=[AM], person=ines, by=ines)
    take_desk(desk=desk, day=tuesday, halves=HALVES, person=ines, by=ines)  # one of each
    lefts = [left(one, unit=Unit.DESK_HALVES) for one in (old, new)]
    assert lefts == [0, 1]
    release_desk(desk=desk, day=tuesday, halves=HALVES, person=ines, by=ines)
    assert [left(one, unit=Unit.DESK_HALVES) for one in (old, new)] == [1, 2]


def test_a_used_up_new_book_leaves_the_older_one_its_days(hub, ines):
    old = joined(ines, plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=10))
    day = joined(ines, plan("Jour", PlanKind.DAY_BOOK, "12.000", days=1), from_on=MONDAY)
    put = {"unit": Unit.DESK_HALVES, "day": MONDAY, "note": "à la main", "by": None}
    correct_allowance(subscription=day, amount=-2, **put)
    take_desk(desk=factories.desk("C1"), day=MONDAY, halves=HALVES, person=ines, by=ines)
    assert left(old, unit=Unit.DESK_HALVES) == 18


def test_a_used_up_book_keeps_no_desk_for_who_leaves(fixed, ines):
    subscription = joined(ines, fixed)
    book = joined(ines, plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=1))
    desk = factories.desk("A1")
    held = hold_desk(desk=desk, person=ines, from_on=MONDAY, halves=[(0, AM)], by=None)
    end_subscription(subscription=subscription, until_on=MONDAY, by=None)
    held.refresh_from_db()
    assert held.until_on is None  # the book has days left
    put = {"unit": Unit.DESK_HALVES, "day": MONDAY, "note": "utilisé", "by": None}
    correct_allowance(subscription=book, amount=-2, **put)
    end_subscription(subscription=subscription, until_on=MONDAY, by=None)
    held.refresh_from_db()
    assert held.until_on == MONDAY


def test_without_plans_no_room_is_covered(fixed, ines, romman):
    joined(ines, fixed)
    Hub.objects.update(modules=[])
    assert booked(romman, ines).covered_minutes == 0
    assert not AllowanceMove.objects.exists()


def test_a_mistake_is_put_right_by_a_line_with_its_reason(fixed, ines):
    subscription = joined(ines, fixed)
    put = {"subscription": subscription, "unit": Unit.ROOM_MINUTES, "day": MONDAY, "by": None}
    for amount, note in ((0, "x"), (30, " ")):
        with pytest.raises(Refused):
            correct_allowance(amount=amount, note=note, **put)
    correct_allowance(amount=30, note="salle fermée par nous", **put)
    assert left(subscription) == 270


def test_leaving_frees_the_desk_and_later_rooms_and_forgets_no_debt(fixed, ines, romman):
    subscription = joined(ines, fixed)
    desk = factories.desk("A1")
    week = [(day, half) for day in range(5) for half in HALVES]
    hold_desk(desk=desk, person=ines, from_on=date(2027, 1, 11), halves=week, by=None)
    kept, gone = booked(romman, ines), booked(romman, ines, day=MONDAY + timedelta(days=2))
    said = end_subscription(subscription=subscription, until_on=MONDAY, by=None)
    assert len(said) == 2
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.state, gone.state) == (Booking.State.BOOKED, Booking.State.CANCELLED)
    tuesday = MONDAY + timedelta(days=1)
    seats = [Seating.load(day, day).seat(desk, day, AM).person for day in (MONDAY, tuesday)]
    assert seats == [ines, None]
    assert subscription_on(ines, tuesday) is None
    assert subscription.terms.exists()


def test_a_change_of_plan_keeps_the_desk(fixed, ines):
    subscription = joined(ines, fixed, until_on=date(2027, 12, 31))
    desk = factories.desk("A1")
    hold_desk(desk=desk, person=ines, from_on=date(2027, 1, 11), halves=[(0, AM)], by=None)
    end_subscription(subscription=subscription, until_on=MONDAY - timedelta(days=1), by=None)
    assert Seating.load(MONDAY, MONDAY).seat(desk, MONDAY, AM).person is None
    other = factories.resident("Ghada")
    one = joined(other, fixed, until_on=MONDAY)
    joined(other, fixed, from_on=MONDAY + timedelta(days=1))
    held = hold_desk(desk=desk, person=other, from_on=date(2027, 1, 11), halves=[(0, PM)], by=None)
    assert end_subscription(subscription=one, until_on=MONDAY, by=None) == []
    held.refresh_from_db()
    assert held.until_on is None


def test_a_half_day_taken_already_is_not_counted_again(hub, ines):
    subscription = joined(ines, plan("Carnet", PlanKind.DAY_BOOK, "100.000", days=2))
    desk = factories.desk("C1")
    take_desk(desk=desk, day=MONDAY, halves=[AM], person=ines, by=None)
    take_desk(desk=desk, day=MONDAY, halves=HALVES, person=ines, by=None)
    assert left(subscription, unit=Unit.DESK_HALVES) == 2


def test_a_day_ends_on_its_day(hub, ines):
    one = joined(ines, plan("Journée", PlanKind.DAY, "12.000", days=1), from_on=MONDAY)
    assert one.until_on == MONDAY


def test_a_last_day_is_not_moved_into_the_next_plan(fixed, ines):
    first = joined(ines, fixed, until_on=date(2027, 1, 31))
    joined(ines, fixed, from_on=date(2027, 2, 1))
    with pytest.raises(Refused, match="Poste fixe"):
        end_subscription(subscription=first, until_on=date(2027, 3, 31), by=None)


def test_a_desk_released_before_leaving_is_not_sat_at_again(fixed, ines):
    subscription = joined(ines, fixed)
    desk, ghada = factories.desk("A1"), factories.resident("Ghada")
    hold_desk(desk=desk, person=ghada, from_on=date(2027, 1, 11), halves=[(0, AM)], by=None)
    release_desk(desk=desk, day=MONDAY, halves=[AM], person=ghada, by=None)
    take_desk(desk=desk, day=MONDAY, halves=[AM], person=ines, by=None)
    end_subscription(subscription=subscription, until_on=date(2027, 3, 1), by=None)
    assert Seating.load(MONDAY, MONDAY).seat(desk, MONDAY, AM).person is None


def test_a_plan_written_down_in_mid_month_costs_the_same_on_its_first(hub, ines):
    one = joined(ines, plan("Neuf", PlanKind.FLEXIBLE, "120.000"), from_on=date(2025, 1, 1))
    assert amount_on(one, date(2025, 1, 1)) == D("120.000")
