"""Lets the sessions of `term.py` happen: proposed, asked, confirmed, announced, answered, held."""

from datetime import datetime, timedelta
from uuid import uuid4

from elspace.agenda.enums import Presence
from elspace.core.models import EnteredFrom
from elspace.support.actions.living import (
    answer_invitation,
    hold_session,
    mark_present,
    queue_calls,
    write_lines,
)
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    confirm_session,
    move_session,
    note_expert_cannot,
    propose_session,
    refuse_session,
)

from .cast import Cast
from .days import THIS_WEEK
from .keys import key_of
from .needs import settle
from .term import LATELY, SESSIONS, TODAY, Planned

# The lawyer called on the morning itself; a new date was found, and this morning she called again.
FIRST_CALL, NEW_DATE = "4 Thu 08:20", "4 Thu 08:45"
AGAIN, LATER = f"{THIS_WEEK} Thu", f"{THIS_WEEK + 2} Thu"
ANNOUNCED_AGO, CALLED_AGO, CALLS_AGO = 75, 100, 30  # minutes


def tell_sessions(cast: Cast) -> None:
    """Keep every session's proposal for its moment; each step keeps the next."""
    for line in SESSIONS:
        cast.story.at(cast.days.at(line.proposed), _proposed, cast, line)
    cast.story.at(cast.days.at(FIRST_CALL), _cannot, cast, "law")
    cast.story.at(cast.days.at(NEW_DATE), _moved, cast, "law")
    this_morning = cast.days.now.replace(hour=8, minute=20)
    if this_morning.date() != cast.days.today or this_morning > cast.days.now:
        this_morning = cast.days.lately(CALLED_AGO)
    cast.story.at(this_morning, _cannot, cast, "law-again")
    cast.story.at(cast.days.lately(CALLS_AGO), queue_calls)


def _proposed(cast: Cast, line: Planned) -> None:
    if line.day == TODAY:
        start_at, end_at = cast.days.next_slot()
    else:
        start_at, end_at = cast.days.slot(line.day, line.position)
    session = propose_session(
        term=cast.terms[0],
        discipline=cast.disciplines[line.discipline],
        format=cast.formats[line.format],
        expert=cast.experts[line.expert],
        room=cast.rooms[line.room],
        language=cast.languages[line.language],
        start_at=start_at,
        end_at=end_at,
        needs=[cast.need(code) for code in line.needs.split()],
        people=[cast.people[code] for code in line.along.split()],
        reason=line.reason,
        is_by_hand=True,
        key=key_of("session", line.code),
        by=cast.programme,
    )
    cast.sessions[line.code] = session
    if not line.asked:
        return
    ask_sessions(sessions=[session], by=cast.programme)
    if line.refused:
        cast.story.at(cast.days.at(line.refused), _refused, cast, line)
    if line.confirmed:
        cast.story.at(cast.days.at(line.confirmed), _confirmed, cast, line)
    if line.announced:
        announced_at = _when(cast, line.announced)
        cast.story.at(announced_at, _announced, cast, line, announced_at)
    if line.held:
        cast.story.at(end_at + timedelta(minutes=15), _held, cast, line, end_at)


def _when(cast: Cast, text: str) -> datetime:
    return cast.days.lately(ANNOUNCED_AGO) if text == LATELY else cast.days.at(text)


def _confirmed(cast: Cast, line: Planned) -> None:
    by = cast.programme if line.said_by == EnteredFrom.CALL else cast.people[line.expert]
    confirm_session(session=cast.session(line.code), by=by, entered_from=line.said_by)


def _refused(cast: Cast, line: Planned) -> None:
    refuse_session(session=cast.session(line.code), by=cast.people[line.expert])


def _announced(cast: Cast, line: Planned, moment: datetime) -> None:
    announce_sessions(sessions=[cast.session(line.code)], by=cast.programme)
    for place, (person, _reply) in enumerate(line.replies.items(), 1):
        when = moment + timedelta(hours=3 * place, minutes=7 * place)
        cast.story.at(when, _answered, cast, line, person)


def _answered(cast: Cast, line: Planned, code: str, session: str = "") -> None:
    person = cast.people[code]
    seat = cast.session(session or line.code).occasion.invitations.get(person=person)
    answer_invitation(invitation=seat, reply=line.replies[code], by=person)


def _held(cast: Cast, line: Planned, end_at: datetime) -> None:
    """The roll call from the door, closed after; then the expert's lines and the people's word."""
    session = cast.session(line.code)
    for seat in session.occasion.invitations.filter(is_dropped=False):
        code = _code_of(cast, seat.person_id)
        presence = line.missing.get(code, Presence.PRESENT)
        mark_present(
            session=session,
            key=key_of("mark", line.code, code),
            presence=presence,
            person=seat.person,
            at=end_at - timedelta(minutes=80),
            by=cast.reception,
        )
    for name in line.walk_ins:
        mark_present(
            session=session, key=uuid4(), presence=Presence.PRESENT, walk_in=name, by=cast.reception
        )
    hold_session(session=session, by=cast.programme)
    if line.lines:
        cast.story.at(end_at + timedelta(hours=4), _wrote, cast, line)
    for place, (code, settled) in enumerate(line.settled.items(), 1):
        need = next(need for need in line.needs.split() if need.startswith(f"{code}-"))
        cast.story.at(end_at + timedelta(hours=20 * place), settle, cast, need, settled)


def _wrote(cast: Cast, line: Planned) -> None:
    by = cast.people[line.expert]
    write_lines(session=cast.session(line.code), text=line.lines, by=by)


def _code_of(cast: Cast, person: int) -> str:
    return next(code for code, one in cast.people.items() if one.pk == person)


def _cannot(cast: Cast, code: str) -> None:
    note_expert_cannot(session=cast.session(code), by=cast.reception, entered_from=EnteredFrom.CALL)


def _moved(cast: Cast, code: str) -> None:
    """To this week's Thursday, unless that is today or over: then two weeks later, as she comes."""
    line = next(one for one in SESSIONS if one.code == code)
    day = AGAIN if cast.days.day(AGAIN) > cast.days.today else LATER
    start_at, end_at = cast.days.slot(day, line.position)
    cast.sessions[f"{code}-again"] = move_session(
        session=cast.session(code),
        start_at=start_at,
        end_at=end_at,
        key=key_of("session", code, "again"),
        by=cast.programme,
    )
    moment = cast.days.at(NEW_DATE)
    for place, person in enumerate(line.replies, 1):
        when = moment + timedelta(hours=5 * place)
        cast.story.at(when, _answered, cast, line, person, f"{code}-again")
