"""Terms and their grid of slots."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub.models import Closure
from elspace.people.models import Person
from elspace.support.actions.terms import change_term, open_term
from elspace.support.queries.terms import (
    SlotTime,
    current_term,
    slot_number,
    slot_place,
    slot_start,
    slots_touching,
    term_slots,
    week_of_term,
    week_slots,
)
from tests import factories

YASMINE = date(2027, 1, 11)


def hours(slot: SlotTime) -> tuple[str, str]:
    return (f"{localtime(slot.start_at):%H:%M}", f"{localtime(slot.end_at):%H:%M}")


def test_open_term_needs_a_monday_and_offers_two(hub: object, programme: Person) -> None:
    with pytest.raises(Refused) as refusal:
        open_term(name="Printemps", starts_on=date(2027, 4, 7), weeks=12, by=programme)
    assert refusal.value.offers == [date(2027, 4, 5), date(2027, 4, 12)]


@pytest.mark.parametrize("weeks", [3, 21])
def test_open_term_has_four_to_twenty_weeks(hub: object, programme: Person, weeks: int) -> None:
    with pytest.raises(Refused):
        open_term(name="Printemps", starts_on=date(2027, 4, 5), weeks=weeks, by=programme)


def test_open_term_never_overlaps_and_offers_the_next_monday(
    hub: object, programme: Person
) -> None:
    open_term(name="Yasmine", starts_on=YASMINE, weeks=12, by=programme)
    with pytest.raises(Refused, match="3 avril 2027") as refusal:
        open_term(name="Printemps", starts_on=date(2027, 3, 29), weeks=4, by=programme)
    assert refusal.value.offers == [date(2027, 4, 5)]
    with pytest.raises(Refused):
        open_term(name="Hiver", starts_on=date(2026, 12, 21), weeks=4, by=programme)
    open_term(name="Printemps", starts_on=date(2027, 4, 5), weeks=4, by=programme)
    open_term(name="Hiver", starts_on=date(2026, 12, 14), weeks=4, by=programme)


def test_change_term_keeps_its_sessions_inside(hub: object, programme: Person) -> None:
    term = factories.term()
    factories.session(of=term, on=date(2027, 2, 25))
    with pytest.raises(Refused):
        change_term(term=term, name="Court", name_ar="", starts_on=YASMINE, weeks=5, by=programme)
    changed = change_term(
        term=term, name="Court", name_ar="", starts_on=YASMINE, weeks=7, by=programme
    )
    assert changed.ends_on == date(2027, 2, 27)


def test_current_term_holds_today_else_the_next(hub: object) -> None:
    yasmine = factories.term()
    spring = factories.term(name="Printemps", starts_on=date(2027, 4, 12))
    assert current_term() == yasmine
    assert current_term(date(2027, 4, 3)) == yasmine
    assert current_term(date(2027, 4, 4)) == spring
    assert current_term(date(2027, 1, 1)) == yasmine
    assert current_term(date(2027, 9, 1)) is None


@pytest.mark.parametrize("slot", [0, 4, 5, 29, 30, 359])
def test_slot_number_and_place_are_inverse(slot: int) -> None:
    assert slot_number(*slot_place(slot)) == slot


def test_week_slots_follow_the_profile_of_each_day(hub: object) -> None:
    term = factories.term()
    usual = week_slots(term, 3)
    monday = [hours(slot) for slot in usual if slot_place(slot.slot)[1] == 0]
    assert monday == [
        ("09:00", "10:30"),
        ("10:30", "12:00"),
        ("14:00", "15:30"),
        ("16:00", "17:30"),
    ]
    saturday = [hours(slot) for slot in usual if slot_place(slot.slot)[1] == 5]
    assert saturday == [("09:00", "10:30"), ("10:30", "12:00")]
    thursday = [
        (slot_place(slot.slot)[2], hours(slot)[0])
        for slot in week_slots(term, 5)
        if slot_place(slot.slot)[1] == 3
    ]
    assert thursday == [(0, "09:00"), (1, "10:30"), (2, "12:30"), (4, "21:00")]


def test_term_slots_leave_out_holidays_and_closures(hub: object) -> None:
    term = factories.term()
    eid = {slot_number(8, 2, 0), slot_number(8, 3, 0)}  # 10 and 11 March
    cut = local(date(2027, 3, 3), time(10, 20))
    Closure.objects.create(starts_at=cut, ends_at=cut + timedelta(minutes=30))
    numbers = {slot.slot for slot in term_slots(term)}
    assert not eid & numbers
    assert slot_start(term, slot_number(8, 2, 0)) is None
    assert slot_number(7, 2, 0) not in numbers
    assert slot_number(7, 2, 1) not in numbers
    assert slot_number(7, 2, 2) in numbers


def test_slot_start_gives_instants(hub: object) -> None:
    term = factories.term()
    day = date(2027, 2, 16)
    expected: tuple[datetime, datetime] = (local(day, time(21)), local(day, time(22, 30)))
    assert slot_start(term, slot_number(5, 1, 4)) == expected


def test_slots_touching_finds_what_an_off_grid_session_blocks(hub: object) -> None:
    term = factories.term()
    day = date(2027, 1, 18)
    touched = slots_touching(term_slots(term), local(day, time(10)), local(day, time(14)))
    assert [slot.slot for slot in touched] == [slot_number(1, 0, 0), slot_number(1, 0, 1)]


def test_week_of_term_counts_from_nought(hub: object) -> None:
    term = factories.term()
    assert week_of_term(term, YASMINE) == 0
    assert week_of_term(term, date(2027, 4, 3)) == 11
    assert week_of_term(term, date(2027, 1, 10)) is None
    assert week_of_term(term, date(2027, 4, 5)) is None


@pytest.mark.parametrize("weeks", [4, 20])
def test_term_slots_ask_the_same_however_long(hub: object, weeks: int) -> None:
    term = factories.term(weeks=weeks)
    with CaptureQueriesContext(connection) as queries:
        term_slots(term)
    assert len(queries) == 6


@pytest.mark.parametrize("day", ["9999-12-27", "0001-01-01"])
def test_a_year_out_of_reach_is_said_kindly(programme, sign_in, day):
    sent = {"name": "Loin", "starts_on": day, "weeks": 12}
    page = sign_in(programme).post("/terms/open/", sent)
    assert page.status_code == 200
    assert page.context["form"].errors["starts_on"]
