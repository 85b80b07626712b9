"""Occasions, seats, answers and marks of who came."""

import uuid
from datetime import timedelta

import pytest

from elspace.agenda.actions import (
    change_occasion,
    drop_invitation,
    invite,
    make_occasion,
    mark_attendance,
    reply_to_invitation,
)
from elspace.agenda.enums import OccasionState, Presence, Reply
from elspace.agenda.models import AttendanceMark
from elspace.agenda.queries import busy, expected_at, occasions_on, presence_at, week_of
from elspace.core.answers import Refused
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(hub):
    return factories.person("Hela")


def make(by, state=OccasionState.ANNOUNCED, hours=1, **fields):
    start_at = NOW + timedelta(hours=hours)
    return make_occasion(
        start_at=start_at, end_at=start_at + timedelta(minutes=90), state=state, by=by, **fields
    )


def test_an_occasion_must_end_after_it_begins(team):
    with pytest.raises(Refused):
        make_occasion(start_at=NOW, end_at=NOW, by=team)


def test_moving_an_occasion_makes_its_sequence_grow_and_the_same_again_does_not(team):
    occasion = make(team)
    for _ in range(2):
        occasion = change_occasion(
            occasion=occasion, start_at=NOW + timedelta(minutes=70), end_at=None, by=team
        )
    assert occasion.sequence == 1


def test_a_full_occasion_refuses_the_next_and_a_freed_seat_is_given_again(team):
    occasion, first, second = make(team, capacity=1), factories.person(), factories.person()
    seat = invite(occasion=occasion, person=first, by=team)
    with pytest.raises(Refused):
        invite(occasion=occasion, person=second, by=team)
    drop_invitation(invitation=seat, by=team)
    invite(occasion=occasion, person=second, by=team)
    assert [s.person for s in expected_at(occasion)] == [second]


def test_inviting_twice_gives_one_seat(team):
    occasion, person = make(team), factories.person()
    assert invite(occasion=occasion, person=person, by=team) == invite(
        occasion=occasion, person=person, by=team
    )


@pytest.mark.parametrize(
    ("reply", "comes"), [(Reply.YES, True), (Reply.NO, False), (Reply.OTHER_DATE, False)]
)
def test_a_refusal_frees_the_day_and_a_yes_keeps_it(team, reply, comes):
    occasion, person = make(team), factories.person()
    seat = invite(occasion=occasion, person=person, by=team)
    reply_to_invitation(invitation=seat, reply=reply, by=person)
    assert [s.person for s in expected_at(occasion)] == ([person] if comes else [])
    assert busy(person, occasion.start_at, occasion.end_at) == ([occasion] if comes else [])


@pytest.mark.parametrize(
    ("state", "keeps", "seen"),
    [
        (OccasionState.DRAFT, False, False),
        (OccasionState.RESERVED, True, False),
        (OccasionState.PLANNED, True, True),
        (OccasionState.CANCELLED, False, False),
    ],
)
def test_who_is_busy_and_who_knows_follow_the_state(team, state, keeps, seen):
    occasion, person = make(team), factories.person()
    invite(occasion=occasion, person=person, by=team)
    change_occasion(occasion=occasion, state=state, by=team)
    day = occasion.start_at.date()
    assert bool(busy(person, occasion.start_at, occasion.end_at)) == keeps
    assert list(occasions_on(day)) == ([occasion] if keeps else [])
    assert week_of(person, day - timedelta(days=day.weekday())) == ([occasion] if seen else [])


def test_the_last_mark_wins_whatever_order_marks_arrive_in(team):
    occasion, person = make(team), factories.person()
    for presence, minutes in ((Presence.PRESENT, 0), (Presence.ABSENT, -5)):
        mark_attendance(
            occasion=occasion,
            key=uuid.uuid4(),
            person=person,
            presence=presence,
            at=NOW + timedelta(minutes=minutes),
            by=team,
        )
    assert presence_at(occasion) == {person.pk: Presence.PRESENT}


def test_a_mark_sent_twice_is_one_mark(team):
    occasion, key = make(team), uuid.uuid4()
    for name in ("Ali", "Autre"):
        mark_attendance(
            occasion=occasion, key=key, walk_in=name, presence=Presence.PRESENT, by=team
        )
    assert AttendanceMark.objects.get().walk_in == "Ali"


def test_a_clock_that_runs_ahead_does_not_win_over_later_marks(team, clock):
    occasion, person = make(team), factories.person()
    ahead = NOW + timedelta(days=3)
    values = {"occasion": occasion, "person": person, "by": team}
    mark_attendance(key=uuid.uuid4(), presence=Presence.ABSENT, at=ahead, **values)
    clock.move_to(NOW + timedelta(minutes=1))
    mark_attendance(key=uuid.uuid4(), presence=Presence.PRESENT, **values)
    assert presence_at(occasion) == {person.pk: Presence.PRESENT}
