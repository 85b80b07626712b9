"""A session takes all of its room, and the quiet rule holds for it as for everybody."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hosting.models import Room
from elspace.hub.enums import FormatCode
from elspace.people.enums import Role
from elspace.support.actions.sessions import ask_sessions, move_session
from elspace.support.enums import Preset, SessionState
from elspace.support.models import Session
from elspace.support.planning import build_problem
from elspace.support.queries.dates import dates_that_suit
from elspace.support.queries.terms import term_slots
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)
START, END = local(DAY, time(10, 30)), local(DAY, time(12))


@pytest.fixture
def term(hub, clock):
    return factories.term(weeks=8)


@pytest.fixture
def team(hub):
    return factories.person("Hela", roles=[Role.PROGRAMME])


def closed_at(term, room, start: datetime) -> bool:
    """Whether the planner is told that a room is closed in the slot of an instant."""
    problem = build_problem(term=term, preset=Preset.BALANCED).problem
    row = next(one for one in problem["rooms"] if one["id"] == f"r{room.pk}")
    slot = next(one.slot for one in term_slots(term) if one.start_at == start)
    return slot in row["closed"]


def offered(term, code=FormatCode.WORKSHOP, **asked) -> set[datetime]:
    people = [factories.resident() for _ in range(3)]
    found = dates_that_suit(
        term=term,
        people=people,
        expert=factories.expert("Leïla"),
        format=factories.format(code),
        limit=500,
        **asked,
    )
    return {offer.start_at for offer in found}


def test_a_shared_room_with_one_seat_taken_is_no_room_for_a_session(term, team):
    shared = factories.room("Partagée", 20, is_shared=True)
    start = next(one.start_at for one in term_slots(term) if one.start_at > START)
    assert not closed_at(term, shared, start)
    assert start in offered(term)
    hour = {"start_at": start, "end_at": start + timedelta(hours=1)}
    book_room(room=shared, people=1, by=team, **hour)
    assert closed_at(term, shared, start)
    assert start not in offered(term)


def test_no_session_is_placed_where_it_would_break_the_quiet(term, team):
    quiet = factories.room("Calme", 4, is_quiet=True)
    hall = factories.room("Grande", 20)
    hall.beside.set([quiet])
    start = next(one.start_at for one in term_slots(term) if one.start_at > START)
    hour = {"start_at": start, "end_at": start + timedelta(hours=1)}
    assert start in offered(term)
    book_room(room=quiet, by=team, **hour)
    assert closed_at(term, hall, start)
    assert start not in offered(term)  # a workshop is many voices
    assert start in offered(term, FormatCode.LECTURE)


def test_no_session_is_placed_in_a_quiet_room_beside_noise(term, team):
    quiet = factories.room("Calme", 20, is_quiet=True)
    hall = factories.room("Petite", 2)
    hall.beside.set([quiet])
    start = next(one.start_at for one in term_slots(term) if one.start_at > START)
    hour = {"start_at": start, "end_at": start + timedelta(hours=1)}
    booked = book_room(room=hall, by=team, **hour)
    assert start in offered(term, FormatCode.LECTURE)
    booked.is_noisy = True
    booked.save()
    assert closed_at(term, quiet, start)
    assert start not in offered(term, FormatCode.LECTURE)


def test_asking_for_a_session_that_breaks_the_quiet_is_refused(term, team):
    quiet, hall = factories.room("Calme", 4, is_quiet=True), factories.room("Grande", 20)
    hall.beside.set([quiet])
    workshop, lecture = (
        factories.session(
            of=term,
            on=DAY,
            needs=[factories.need() for _ in range(4)],
            by=factories.expert(),
            where=hall,
            format=factories.format(code),
        )
        for code in (FormatCode.WORKSHOP, FormatCode.LECTURE)
    )
    book_room(room=quiet, start_at=START, end_at=END, by=team)
    with pytest.raises(Refused, match="Calme"):
        ask_sessions(sessions=[workshop], by=team)
    workshop.refresh_from_db()
    assert workshop.state == SessionState.PROPOSED
    ask_sessions(sessions=[lecture], by=team)


def test_a_workshop_is_noise_for_who_wants_the_quiet_room_later(term, team):
    quiet, hall = factories.room("Calme", 4, is_quiet=True), factories.room("Grande", 20)
    hall.beside.set([quiet])
    made = factories.session(
        of=term,
        on=DAY,
        needs=[factories.need() for _ in range(4)],
        by=factories.expert(),
        where=hall,
        format=factories.format(FormatCode.WORKSHOP),
    )
    ask_sessions(sessions=[made], by=team)
    with pytest.raises(Refused, match="Grande"):
        book_room(room=quiet, start_at=START, end_at=END, noise_known=False, by=team)


def noisy_and_quiet(term):
    """Two sessions proposed for one hour in two rooms through whose wall one hears."""
    quiet, hall = factories.room("Calme", 20, is_quiet=True), factories.room("Grande", 20)
    hall.beside.set([quiet])
    return [
        factories.session(
            of=term,
            on=DAY,
            needs=[factories.need() for _ in range(4)],
            by=factories.expert(),
            where=room,
            format=factories.format(code),
        )
        for room, code in ((hall, FormatCode.WORKSHOP), (quiet, FormatCode.LECTURE))
    ]


def states(*sessions):
    return [Session.objects.get(pk=one.pk).state for one in sessions]


def test_of_many_asked_only_those_that_would_be_heard_are_left(term, team, sign_in):
    workshop, lecture = noisy_and_quiet(term)
    later = factories.session(
        of=term,
        on=DAY + timedelta(days=7),
        needs=[factories.need() for _ in range(4)],
        by=factories.expert(),
        where=factories.room("Loin"),
        format=factories.format(FormatCode.WORKSHOP),
    )
    client, address = sign_in(team), reverse("support:programme-ask")
    page = client.post(address, {"session": [one.key for one in (workshop, lecture, later)]})
    assert states(workshop, lecture, later) == ["asked", "proposed", "asked"]
    text = page.content.decode()
    assert "Grande" in text
    assert "Demander quand même" in text
    seen = re.findall(r'name="seen" value="([^"]+)"', text)
    assert len(seen) == 1
    client.post(address, {"session": lecture.key, "seen": "yes"})
    assert states(lecture) == ["proposed"]
    client.post(address, {"session": lecture.key, "seen": seen})
    assert states(lecture) == ["asked"]


def test_asked_one_by_one_nothing_is_written_when_it_would_be_heard(term, team):
    workshop, lecture = noisy_and_quiet(term)
    with pytest.raises(Refused):
        ask_sessions(sessions=[workshop, lecture], by=team)
    assert states(workshop, lecture) == ["proposed", "proposed"]


def test_the_planner_is_told_through_which_walls_one_hears(term, team):
    noisy_and_quiet(term)
    quiet, hall = (Room.objects.get(name_fr=name) for name in ("Calme", "Grande"))
    brief = build_problem(term=term, preset=Preset.BALANCED)
    assert brief.beside.near[f"r{hall.pk}"] == {f"r{quiet.pk}"}
    assert brief.beside.quiet == {f"r{quiet.pk}"}


@pytest.mark.parametrize("step", ["ask", "move"])
def test_the_hours_of_the_house_are_read_once_before_the_lock(term, team, step):
    _workshop, lecture = noisy_and_quiet(term)
    with CaptureQueriesContext(connection) as read:
        if step == "ask":
            ask_sessions(sessions=[lecture], by=team)
        else:
            Session.objects.filter(pk=lecture.pk).update(state=SessionState.ASKED)
            hour = START + timedelta(days=7)
            move_session(session=lecture, start_at=hour, end_at=hour + timedelta(hours=1), by=team)
    statements = [one["sql"] for one in read.captured_queries]
    lock = next(n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    booked = next(n for n, sql in enumerate(statements) if 'INTO "hosting_booking"' in sql)
    rooms = [n for n, sql in enumerate(statements) if 'FROM "hosting_room_equipment"' in sql]
    rooms += [n for n, sql in enumerate(statements) if '"hub_openingprofile"' in sql]
    assert any(n < lock for n in rooms)
    assert [statements[n][:200] for n in rooms if lock < n < booked] == []
