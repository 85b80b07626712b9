"""The sessions of a full house: each expert's half-days, for whoever waits then."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from elspace.agenda.enums import Presence, Reply
from elspace.core.answers import Refused
from elspace.hub.enums import FormatCode
from elspace.needs.actions import verify_need
from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.site.demo.cast import Cast
from elspace.site.demo.days import THIS_WEEK, WEEKDAYS, WEEKS
from elspace.site.demo.keys import key_of
from elspace.support.actions.living import (
    answer_invitation,
    hold_session,
    mark_present,
    write_lines,
)
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    cancel_session,
    confirm_session,
    move_session,
    propose_session,
)
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session

from .people import EXPERTS
from .words import CANCELLED, LINES, WALK_INS

FIRST_WEEK = 2
AHEAD = timedelta(days=9)  # sessions are proposed so long before
LAST_DAYS = 12  # those of the weeks to come were proposed over so many days
LATELY = 50  # minutes: a whole lot was announced then
ANNOUNCED_BEFORE, ANNOUNCED_LATELY = timedelta(days=5), timedelta(days=10)
NOT_HELD = (17, 43)  # of a hundred: cancelled, moved
SPOKEN = {"fr": "fr", "ar": "aeb"}


class Place(NamedTuple):
    """A slot of an expert: which session it would be, who gives it, when."""

    number: int
    expert: str
    disciplines: tuple[str, ...]
    start_at: datetime
    end_at: datetime

    @property
    def code(self) -> str:
        return f"month-{self.number:03d}"


def tell_more_sessions(cast: Cast) -> None:
    """Keep each proposal for its moment; each step keeps the next."""
    for place in _places(cast):
        cast.story.at(_proposed_at(cast, place), _proposed, cast, place)


def _places(cast: Cast) -> Iterator[Place]:
    number = 0
    for week in range(FIRST_WEEK, WEEKS + 1):
        for expert, _first, _last, _arabic, disciplines, _spoken, hours in EXPERTS:
            for text in hours.split(", "):
                number += 1
                if number % 5 in (0, 3) and week > THIS_WEEK:
                    continue  # the weeks to come are not full yet
                weekday, half = text.split()
                position = {"morning": number % 2, "afternoon": 2 + number % 2}[half]
                start_at, end_at = cast.days.slot(f"{week} {weekday}", position)
                if start_at.weekday() == WEEKDAYS.index(weekday):
                    taught = disciplines.split()
                    turn = number // 2 % len(taught)
                    order = (*taught[turn:], *taught[:turn])
                    yield Place(number, expert, order, start_at, end_at)


def _proposed_at(cast: Cast, place: Place) -> datetime:
    moment = place.start_at - AHEAD
    latest = cast.days.now - timedelta(days=place.number % LAST_DAYS, hours=2)
    return max(min(moment, latest), cast.days.at("1 Tue 15:00"))


def _waiting(cast: Cast, discipline: str) -> list[Need]:
    """Whoever has waited longest, those it stops first; a confidential need comes alone. The needs
    of the story go their own way."""
    ours = [need.pk for code, need in cast.needs.items() if code.startswith("month-")]
    needs = Need.objects.filter(pk__in=ours, discipline__code=discipline, state=State.CONFIRMED)
    free = needs.exclude(
        invitations__is_dropped=False,
        invitations__occasion__session__state__in=(SessionState.PROPOSED, *COMING),
    )
    found: dict[int, Need] = {}
    for need in free.select_related("person", "discipline").order_by("-level", "stated_at", "pk"):
        if need.is_confidential:
            return [need] if not found else list(found.values())
        found.setdefault(need.person_id, need)
        if len(found) == 3:
            break
    return list(found.values())


def _proposed(cast: Cast, place: Place) -> None:
    """A session for the first of the expert's disciplines somebody waits for; none where nobody
    does, or where those who wait are busy then."""
    for discipline in place.disciplines:
        needs = _waiting(cast, discipline)
        if any(need.level >= Level.IMPORTANT for need in needs):
            break
    else:
        return
    try:
        with transaction.atomic():
            cast.sessions[place.code] = session = _asked(cast, place, discipline, needs)
    except Refused:
        return
    is_to_come = place.start_at > cast.days.now + timedelta(weeks=2)
    if is_to_come and place.number % 4 == 0:
        return  # its expert has not answered
    at = _proposed_at(cast, place) + timedelta(hours=9 + place.number % 12)
    cast.story.at(at, _confirmed, cast, place)
    announced = max(at + timedelta(hours=14), place.start_at - ANNOUNCED_BEFORE)
    if cast.days.now < place.start_at < cast.days.now + ANNOUNCED_LATELY:
        announced = min(announced, cast.days.lately(LATELY))
    cast.story.at(announced, _announced, cast, place)
    percent = session.pk * 29 % 100
    if percent < NOT_HELD[0] and place.number % 2:
        cast.story.at(place.start_at - timedelta(days=2, hours=3), _cancelled, cast, place)
    elif percent in range(*NOT_HELD) and place.number % 3 == 0:
        cast.story.at(place.start_at - timedelta(days=3, hours=2), _moved, cast, place)
    cast.story.at(place.end_at + timedelta(minutes=15), _held, cast, place)


def _asked(cast: Cast, place: Place, discipline: str, needs: list[Need]) -> Session:
    is_alone = needs[0].is_confidential
    code = FormatCode.WORKSHOP if len(needs) > 2 else FormatCode.ROTA
    session = propose_session(
        term=cast.terms[0],
        discipline=cast.disciplines[discipline],
        format=cast.formats[code],
        expert=cast.experts[place.expert],
        room=cast.rooms["Habaq" if is_alone else ("Louz", "Fell")[place.number % 2]],
        language=cast.languages[SPOKEN.get(needs[0].person.language, "fr")],
        start_at=place.start_at,
        end_at=place.end_at,
        needs=needs,
        is_by_hand=True,
        key=key_of("month", "session", place.code),
        by=cast.programme,
    )
    ask_sessions(sessions=[session], by=cast.programme)
    return session


def _confirmed(cast: Cast, place: Place) -> None:
    confirm_session(session=cast.session(place.code), by=cast.people[place.expert])


def _announced(cast: Cast, place: Place) -> None:
    session = cast.session(place.code)
    if session.state != SessionState.CONFIRMED:
        return
    announce_sessions(sessions=[session], by=cast.programme)
    for turn, seat in enumerate(session.occasion.invitations.select_related("person"), 1):
        if (place.number + turn) % 5:  # one of five has not answered
            when = place.start_at - timedelta(days=4, hours=2 * turn)
            reply = Reply.OTHER_DATE if (place.number + turn) % 17 == 0 else Reply.YES
            cast.story.at(when, _answered, cast, place, seat.person, reply)


def _answered(cast: Cast, place: Place, person: Person, reply: Reply) -> None:
    session = cast.session(place.code)
    if session.state == SessionState.ANNOUNCED:
        seat = session.occasion.invitations.get(person=person)
        answer_invitation(invitation=seat, reply=reply, by=person)


def _cancelled(cast: Cast, place: Place) -> None:
    session = cast.session(place.code)
    if session.state in COMING:
        cancel_session(session=session, reason=CANCELLED, by=cast.programme)


def _moved(cast: Cast, place: Place) -> None:
    """A week later at the same hour, where everybody can."""
    session = cast.session(place.code)
    if session.state not in COMING:
        return
    week = timedelta(weeks=1)
    try:
        with transaction.atomic():
            cast.sessions[place.code] = move_session(
                session=session,
                start_at=place.start_at + week,
                end_at=place.end_at + week,
                key=key_of("month", "session", place.code, "again"),
                by=cast.programme,
            )
    except Refused:
        return
    cast.story.at(place.end_at + week + timedelta(minutes=15), _held, cast, place)


def _held(cast: Cast, place: Place) -> None:
    """The roll call, the expert's lines, and what its people said of their needs since."""
    session = cast.session(place.code)
    is_over = session.occasion.end_at < cast.days.now
    if session.state not in (SessionState.CONFIRMED, SessionState.ANNOUNCED) or not is_over:
        return
    if session.occasion.end_at - timedelta(minutes=15) > place.end_at + timedelta(minutes=15):
        return  # it was moved: its own roll call comes
    end_at = session.occasion.end_at
    seats = session.occasion.invitations.filter(is_dropped=False).select_related("person", "need")
    for turn, seat in enumerate(seats):
        missing = (place.number * 3 + turn) % 11
        presence = {4: Presence.ABSENT, 9: Presence.EXCUSED}.get(missing, Presence.PRESENT)
        mark_present(
            session=session,
            key=key_of("month", "mark", place.code, str(turn)),
            presence=presence,
            person=seat.person,
            at=end_at - timedelta(minutes=70),
            by=cast.reception,
        )
        if presence == Presence.PRESENT and seat.need and (place.number + turn) % 6:
            told_at = end_at + timedelta(hours=26 + 20 * turn)
            cast.story.at(told_at, _settled, cast, seat.need, (place.number + turn) % 7 != 2)
    if place.number % 14 == 0 and not session.is_confidential:
        mark_present(
            session=session,
            key=key_of("month", "mark", place.code, "door"),
            presence=Presence.PRESENT,
            walk_in=WALK_INS[place.number % len(WALK_INS)],
            by=cast.reception,
        )
    hold_session(session=session, by=cast.programme)
    text = LINES[place.number % len(LINES)]
    if text:
        by = cast.people[place.expert]
        cast.story.at(end_at + timedelta(hours=5), _wrote, cast, place, text, by)


def _wrote(cast: Cast, place: Place, text: str, by: Person) -> None:
    write_lines(session=cast.session(place.code), text=text, by=by)


def _settled(cast: Cast, need: Need, settled: bool) -> None:
    need = Need.objects.select_related("person").get(pk=need.pk)
    if need.state == State.ADDRESSED:
        verify_need(need=need, settled=settled, by=need.person)
