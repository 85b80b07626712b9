"""What a list was worked out from: told apart from what the planner would be given today."""

from datetime import date, time

import pytest

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hub.enums import FormatCode, Half
from elspace.hub.models import Closure, Equipment, OpeningHours
from elspace.people.enums import Free
from elspace.people.models import Away
from elspace.support.actions.sessions import ask_sessions, confirm_session
from elspace.support.queries.standing_now import mark_of
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 3)


@pytest.fixture
def board(hub, programme):
    """A proposed session for one person; a second need waits."""
    leila, zitoun = factories.expert("Leïla"), factories.room("Zitoun", 8)
    session = factories.session(by=leila, where=zitoun, on=DAY, needs=[factories.need()])
    need = factories.need()
    return {
        "session": session, "expert": leila, "room": zitoun, "need": need, "person": need.person,
        "by": programme, "term": session.term,
    }  # fmt: skip


def give_equipment(on):
    on["room"].equipment.add(
        Equipment.objects.create(name_fr="Écran", name_ar="شاشة", name_en="Screen")
    )


CHANGES = {
    "away": lambda on: Away.objects.create(person=on["person"], from_on=DAY, until_on=DAY),
    "half_day": lambda on: factories.half_days(on["person"], (1, Half.MORNING), free=Free.NO),
    "no": lambda on: Invitation.objects.update(reply=Reply.NO),
    "speaks": lambda on: on["person"].speaks.add(factories.language("en")),
    "need_speaks": lambda on: on["need"].speaks.add(factories.language("en")),
    "expert_format": lambda on: on["expert"].formats.set([factories.format(FormatCode.INDIVIDUAL)]),
    "closure": lambda on: Closure.objects.create(
        starts_at=local(DAY, time(9)), ends_at=local(DAY, time(12))
    ),
    "hours": lambda on: OpeningHours.objects.filter(weekday=1).delete(),
    "booking": lambda on: book_room(
        room=on["room"], start_at=local(DAY, time(13)), end_at=local(DAY, time(14)), by=on["by"]
    ),
    "equipment": give_equipment,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_planner_reads_is_told(board, change):
    before = mark_of(board["term"])
    assert mark_of(board["term"]) == before
    CHANGES[change](board)
    assert mark_of(board["term"]) != before


def test_asking_and_confirming_leave_it_as_it_is(board):
    before = mark_of(board["term"])
    ask_sessions(sessions=[board["session"]], by=board["by"])
    assert mark_of(board["term"]) == before
    confirm_session(session=board["session"], by=board["expert"].person)
    assert mark_of(board["term"]) == before
