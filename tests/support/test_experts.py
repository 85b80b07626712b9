"""Experts: when they can come, how many hours they have left, what a discipline has to offer."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub.enums import Half, Season
from elspace.hub.models import Closure
from elspace.people.enums import Free, Role
from elspace.people.models import Away, HalfDay, Person
from elspace.support.actions.experts import add_expert, change_expert
from elspace.support.enums import SessionState
from elspace.support.models import Term
from elspace.support.queries.experts import (
    all_hours_left,
    availabilities,
    availability,
    experts_able,
    hours_left,
    offered_hours,
)
from elspace.support.queries.terms import slot_number, slot_place
from tests import factories

THURSDAY = 3


@pytest.fixture
def term(hub: object) -> Term:
    return factories.term()


def weeks_of(slots: frozenset[int]) -> list[int]:
    return sorted(slot_place(slot)[0] for slot in slots)


def test_availability_season_decides_which_answer_counts(term: Term) -> None:
    leila = factories.expert("Leïla", every_half_day=False)
    factories.half_days(leila.person, (THURSDAY, Half.MORNING))
    certain, maybe, unknown = availability(leila, term)
    # Ramadan until 9 March, Eid on 11 March: usual Thursdays are those of weeks 9 to 11.
    assert {slot_place(slot)[1:] for slot in certain} == {(3, 0), (3, 1)}
    assert weeks_of(certain) == [9, 9, 10, 10, 11, 11]
    assert maybe == frozenset()
    assert slot_number(5, THURSDAY, 0) in unknown
    assert not unknown & certain


def test_availability_has_yes_maybe_no_and_never_asked(term: Term) -> None:
    expert = factories.expert("Asma", every_half_day=False)
    for weekday, free in enumerate([Free.YES, Free.MAYBE, Free.NO]):
        factories.half_days(expert.person, (weekday, Half.MORNING), free=free)
    certain, maybe, unknown = availability(expert, term)
    assert {slot_place(slot)[1] for slot in certain} == {0}
    assert {slot_place(slot)[1] for slot in maybe} == {1}
    wednesday_mornings = {slot_number(10, 2, 0), slot_number(10, 2, 1)}
    assert not wednesday_mornings & (certain | maybe | unknown)
    assert slot_number(10, 3, 0) in unknown


def test_availability_slot_past_noon_is_afternoon(term: Term) -> None:
    expert = factories.expert("Sonia", every_half_day=False)
    factories.half_days(expert.person, (THURSDAY, Half.MORNING), season=Season.RAMADAN)
    factories.half_days(expert.person, (THURSDAY, Half.EVENING), season=Season.RAMADAN)
    certain = availability(expert, term).certain
    # 12:30–14:00 ends after 13:00: afternoon.
    assert {slot_place(slot)[2] for slot in certain if slot_place(slot)[0] == 6} == {0, 1, 4}


def test_availability_leaves_out_past_away_and_closed(term: Term) -> None:
    expert = factories.expert("Mehdi")
    Away.objects.create(person=expert.person, from_on=date(2027, 2, 22), until_on=date(2027, 2, 23))
    Closure.objects.create(
        starts_at=local(date(2027, 2, 24), time(9)), ends_at=local(date(2027, 2, 24), time(14, 30))
    )
    certain, maybe, unknown = availability(expert, term)
    assert maybe == unknown == frozenset()
    this_tuesday = sorted(slot for slot in certain if slot_place(slot)[:2] == (5, 1))
    assert this_tuesday == [slot_number(5, 1, 1), slot_number(5, 1, 2), slot_number(5, 1, 4)]
    days_of_week_6 = {slot_place(slot)[1] for slot in certain if slot_place(slot)[0] == 6}
    assert days_of_week_6 == {3, 4, 5}


def test_availability_summer_follows_usual_answers(hub: object) -> None:
    term = factories.term(starts_on=date(2027, 7, 5), weeks=4)
    expert = factories.expert("Claire", every_half_day=False)
    factories.half_days(expert.person, (0, Half.MORNING))
    assert weeks_of(availability(expert, term).certain) == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_hours_left_without_limits_is_unlimited(term: Term) -> None:
    left = hours_left(factories.expert("Mehdi"), term)
    assert (left.minutes, left.max_sessions, left.given_minutes) == (None, None, 0)


def test_hours_left_is_the_smaller_of_term_and_months(term: Term) -> None:
    # February, March and April are left: 3 × 3 h = 9 h.
    expert = factories.expert("Sonia", hours_a_month=3, hours_a_term=12)
    left = hours_left(expert, term)
    assert (left.minutes, left.max_sessions) == (9 * 60, 6)
    expert.hours_a_term = 8
    assert (hours_left(expert, term).minutes, hours_left(expert, term).max_sessions) == (480, 5)


def test_hours_left_takes_off_what_is_held_or_asked(term: Term) -> None:
    expert = factories.expert("Sonia", hours_a_month=3, hours_a_term=12)
    factories.session(of=term, by=expert, on=date(2027, 1, 20), state=SessionState.HELD)
    factories.session(of=term, by=expert, on=date(2027, 2, 18), state=SessionState.ASKED)
    factories.session(of=term, by=expert, on=date(2027, 2, 25))  # proposed: holds nothing
    factories.session(of=term, by=expert, on=date(2027, 3, 4), state=SessionState.CANCELLED)
    left = hours_left(expert, term)
    # Months: 3 − 1.5 + 3 + 3 = 7.5 h; term: 12 − 3 = 9 h.
    assert (left.minutes, left.max_sessions) == (450, 5)
    assert left.placed_by_week == {1: 1, 5: 1}


def test_hours_left_never_below_nothing(term: Term) -> None:
    expert = factories.expert("Sonia", hours_a_term=1)
    assert hours_left(expert, term).max_sessions == 0
    factories.session(of=term, by=expert, state=SessionState.CONFIRMED)
    assert hours_left(expert, term).minutes == 0


def test_hours_left_times_a_month_bounds_sessions(term: Term) -> None:
    expert = factories.expert("Sonia", times_a_month=1)
    assert hours_left(expert, term).max_sessions == 3
    factories.session(of=term, by=expert, on=date(2027, 2, 18), state=SessionState.ASKED)
    assert hours_left(expert, term).max_sessions == 2


def test_offered_hours_counts_an_expert_in_each_discipline_and_language(term: Term) -> None:
    expert = factories.expert(
        "Leïla", "finance", "selling", speaks=["fr", "ar"], every_half_day=False
    )
    factories.half_days(expert.person, (THURSDAY, Half.MORNING))
    factories.half_days(expert.person, (4, Half.MORNING), free=Free.MAYBE)
    for weekday in (0, 1, 2, 5):
        factories.half_days(expert.person, *[(weekday, half) for half in Half], free=Free.NO)
    factories.half_days(expert.person, (3, Half.AFTERNOON), (4, Half.AFTERNOON), free=Free.NO)
    factories.half_days(
        expert.person,
        *[(day, half) for day in range(6) for half in Half],
        free=Free.NO,
        season=Season.RAMADAN,
    )
    offered = offered_hours(term)
    finance = offered[factories.discipline("finance").pk]
    # One session a week: Thursdays of weeks 9, 10, 11; Friday 12 March (week 8) only if maybe.
    assert (finance["certain"], finance["maybe"], finance["unknown"]) == (270, 90, 0)
    assert finance == offered[factories.discipline("selling").pk]
    arabic = finance["by_language"][factories.language("ar").pk]
    assert arabic == {"certain": 270, "maybe": 90, "unknown": 0}
    assert factories.discipline("software").pk not in offered


def test_offered_hours_is_bounded_by_hours_left(term: Term) -> None:
    factories.expert("Mehdi", hours_a_term=3)
    assert offered_hours(term)[factories.discipline("finance").pk]["certain"] == 180


def test_offered_hours_of_who_was_never_asked_are_unknown(term: Term) -> None:
    factories.expert("Hichem", every_half_day=False, hours_a_term=3)
    finance = offered_hours(term)[factories.discipline("finance").pk]
    assert (finance["certain"], finance["maybe"], finance["unknown"]) == (0, 0, 180)


@pytest.mark.parametrize("count", [2, 14])
def test_experts_queries_ask_the_same_however_many(term: Term, count: int) -> None:
    experts = [factories.expert() for _ in range(count)]
    with CaptureQueriesContext(connection) as queries:
        availabilities(experts, term)
    assert len(queries) == 8
    with CaptureQueriesContext(connection) as queries:
        all_hours_left(experts, term)
    assert len(queries) == 7
    with CaptureQueriesContext(connection) as queries:
        offered_hours(term)
    assert len(queries) == 13


def test_experts_able_by_discipline_and_language(hub: object) -> None:
    youssef = factories.expert("Youssef", "software", speaks=["aeb", "ar"])
    jens = factories.expert("Jens", "software", speaks=["en"])
    factories.expert("Claire", "selling")
    factories.expert("Zied", "software", is_active=False)
    software = factories.discipline("software")
    assert list(experts_able(software)) == [jens, youssef]
    assert list(experts_able(software, factories.language("ar"))) == [youssef]


def test_add_expert_grants_the_role_once(hub: object, programme: Person) -> None:
    person = factories.person("Olfa")
    add_expert(person=person, disciplines=[factories.discipline()], hours_a_month=4, by=programme)
    person = Person.objects.get(pk=person.pk)
    assert person.roles == {Role.EXPERT}
    with pytest.raises(Refused):
        add_expert(person=person, disciplines=[factories.discipline()], by=programme)
    with pytest.raises(Refused):
        add_expert(person=factories.person(), disciplines=[], by=programme)


def test_change_expert_pro_bono_has_no_rate(hub: object, programme: Person) -> None:
    expert = factories.expert("Leïla", rate=80, is_pro_bono=False)
    changed = change_expert(
        expert=expert,
        disciplines=[factories.discipline("selling")],
        formats=[],
        is_pro_bono=True,
        hours_a_month=6,
        by=programme,
    )
    assert (changed.rate, changed.hours_a_month) == (None, 6)
    assert HalfDay.objects.filter(person=expert.person).count() == 36
