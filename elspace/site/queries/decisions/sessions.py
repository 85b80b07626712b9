"""What sessions want decided: an expert who cannot, a closed day, too few people, a free place."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.templatetags.elspace import format_day
from elspace.hub.enums import Certainty
from elspace.hub.models import Place
from elspace.hub.queries import Calendar
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.site.queries.at_hand import EXPERT_ANSWERS_IN, MINIMUM_KNOWN, AtHand
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.gone import why_cannot, why_gone
from elspace.support.queries.next_in_line import next_in_line
from elspace.support.queries.sessions import (
    free_seats,
    people_of,
    sessions_to_announce,
)
from elspace.support.queries.terms import current_term
from elspace.support.subjects import may_read_session

from .decision import Decision


def about_sessions(user: Person, day: AtHand) -> Iterator[Decision]:
    """Every decision about sessions this person may read."""
    sessions = day.to_come
    next_needs = next_in_line([one for one in sessions if _has_freed_seat(one)])
    for session in sessions:
        if may_read_session(session, user):
            yield from _about_session(session, day, next_needs.get(session.pk))
    for session in day.left_open:
        if may_read_session(session, user):
            was_asked = session.state == SessionState.ASKED
            yield _unanswered(session) if was_asked else _roll_call_open(session)
    if user.has_perm("support.announce_session"):
        yield from _to_announce(day)
    if user.has_perm("support.propose_programme"):
        yield from _to_plan_again(user, day)


def _to_announce(day: AtHand) -> Iterator[Decision]:
    """Sure dates of the firm weeks that nobody has been told of, and that can be held."""
    term = current_term(terms=day.terms)
    sure = sessions_to_announce(term, day.hub) if term else Session.objects.none()
    rows = sure.values_list("pk", "occasion__start_at")
    dates = [row for row in rows if not (row[0] in day.where and day.where[row[0]].cannot_stay)]
    if dates:
        soonest = min(start_at for _pk, start_at in dates)
        yield Decision(
            fact="announce",
            order=(1 if soonest - day.now < MINIMUM_KNOWN else 3, soonest),
            title=ngettext(
                "%(n)d sure session to announce", "%(n)d sure sessions to announce", len(dates)
            )
            % {"n": len(dates)},
            reason=_("The soonest is on %(day)s; its people know nothing yet.")
            % {"day": format_day(soonest)},
            url=reverse("support:programme-announce"),
            button=_("Look and announce"),
            facts=tuple(sorted(pk for pk, _start_at in dates)),
        )


def _to_plan_again(user: Person, day: AtHand) -> Iterator[Decision]:
    """Dates of a proposal whose expert or room can no longer be there."""
    term = current_term(terms=day.terms)
    adrift = [
        one
        for one in day.adrift
        if term is not None and one.term_id == term.pk and may_read_session(one, user)
    ]
    if term is None or not adrift:
        return
    first = min(adrift, key=lambda one: one.occasion.start_at)
    yield Decision(
        fact=f"replan:{term.key}",
        order=(3, first.occasion.start_at),
        title=ngettext(
            "%(n)d proposed session cannot take place as planned",
            "%(n)d proposed sessions cannot take place as planned",
            len(adrift),
        )
        % {"n": len(adrift)},
        reason=_("%(name)s, %(day)s: %(why)s Planning again moves as little as possible.")
        % {**_what(first), "why": why_gone(first, day.where[first.pk], day.calendar)},
        url=reverse("support:programme-propose"),
        button=_("Plan again"),
        facts=tuple(sorted(one.pk for one in adrift)),
    )


def _about_session(session: Session, day: AtHand, next_need: Need | None) -> Iterator[Decision]:
    start = session.occasion.start_at
    if session.cannot_at is not None:
        yield _expert_cannot(session)
        return
    if not day.calendar.is_open(start, session.occasion.end_at, _place_of(session)):
        yield _closed(session, day.calendar)
    if session.state == SessionState.ASKED and session.asked_at:
        if session.asked_at < day.now - EXPERT_ANSWERS_IN:
            yield _expert_silent(session)
        return
    coming = sum(1 for _ in people_of(session))
    if start - day.now < MINIMUM_KNOWN and coming < session.format.min_people:
        yield _too_few(session, coming)
    elif next_need is not None:
        yield _seat_free(session, next_need)


def _place_of(session: Session) -> Place | None:
    return session.room.place if session.room else None


def _has_freed_seat(session: Session) -> bool:
    is_freed = any(seat.is_dropped for seat in session.occasion.invitations.all())
    return session.state == SessionState.ANNOUNCED and is_freed and free_seats(session) > 0


def _expert_cannot(session: Session) -> Decision:
    people = sum(1 for _ in people_of(session))
    reason = why_cannot(session)
    if people:
        reason += " " + ngettext(
            "%(n)d person is waiting.", "%(n)d people are waiting.", people
        ) % {"n": people}
    return Decision(
        fact=f"cannot:{session.key}",
        order=(0, session.occasion.start_at),
        title=_("%(name)s, %(day)s: find a solution") % _what(session),
        reason=reason,
        url=reverse("support:session-cannot", kwargs={"key": session.key}),
        button=_("See the solutions"),
        facts=(session.cannot_at, session.expert_id, people),
    )


def _closed(session: Session, calendar: Calendar) -> Decision:
    day = timezone.localdate(session.occasion.start_at)
    holiday = calendar.holiday_on(day)
    hours = (session.occasion.start_at, session.occasion.end_at)
    elsewise = _("iftar") if calendar.falls_on_iftar(*hours) else _("outside the opening hours")
    why = calendar.why_closed(*hours, _place_of(session)) or elsewise
    if holiday is not None and holiday.certainty == Certainty.PROVISIONAL:
        why = _("%(why)s (provisional)") % {"why": why}
    return Decision(
        fact=f"closed:{session.key}",
        order=(1, session.occasion.start_at),
        title=_("%(name)s, %(day)s: the hub is closed") % _what(session),
        reason=_("That day: %(why)s. Nothing moves by itself.") % {"why": why},
        url=reverse("support:session-cannot", kwargs={"key": session.key}),
        button=_("See the solutions"),
        facts=(session.occasion.start_at, holiday.pk if holiday else 0),
    )


def _expert_silent(session: Session) -> Decision:
    name = session.expert.person.name if session.expert else ""
    return Decision(
        fact=f"silent:{session.key}",
        order=(3, session.occasion.start_at),
        title=_("%(name)s, %(day)s: no answer from the expert") % _what(session),
        reason=_("%(name)s was asked on %(day)s. A call often settles it.")
        % {"name": name, "day": format_day(session.asked_at or timezone.now(), "date")},
        url=reverse("support:session", kwargs={"key": session.key}),
        button=_("Open the session"),
        facts=(session.asked_at, session.expert_id),
    )


def _unanswered(session: Session) -> Decision:
    name = session.expert.person.name if session.expert else ""
    asked = {"name": name, "day": format_day(session.asked_at or timezone.now(), "date")}
    return Decision(
        fact=f"unanswered:{session.key}",
        order=(2, session.occasion.start_at),
        title=_("%(name)s, %(day)s: did it take place?") % _what(session),
        reason=_("%(name)s was asked on %(day)s and nobody noted an answer before the date.")
        % asked,
        url=reverse("support:session", kwargs={"key": session.key}),
        button=_("Open the session"),
        facts=(session.occasion.start_at, session.expert_id),
    )


def _too_few(session: Session, coming: int) -> Decision:
    return Decision(
        fact=f"few:{session.key}",
        order=(2, session.occasion.start_at),
        title=_("%(name)s, %(day)s") % _what(session)
        + _(": ")
        + ngettext("%(n)d person comes", "%(n)d people come", coming) % {"n": coming},
        reason=ngettext(
            "This way of working takes at least %(n)d person.",
            "This way of working takes at least %(n)d people.",
            session.format.min_people,
        )
        % {"n": session.format.min_people},
        url=reverse("support:session-cannot", kwargs={"key": session.key}),
        button=_("See the solutions"),
        facts=(session.occasion.start_at, coming),
    )


def _seat_free(session: Session, need: Need) -> Decision:
    return Decision(
        fact=f"seat:{session.key}",
        order=(4, session.occasion.start_at),
        title=_("%(name)s, %(day)s: a place is free") % _what(session),
        reason=_("%(name)s is next in line.") % {"name": need.person.name},
        url=reverse("support:session", kwargs={"key": session.key}),
        button=_("Open the session"),
        facts=(need.pk,),
    )


def _roll_call_open(session: Session) -> Decision:
    return Decision(
        fact=f"roll-call:{session.key}",
        order=(2, session.occasion.start_at),
        title=_("%(name)s, %(day)s: who came?") % _what(session),
        reason=_("The needs of those who came go on once the roll call is closed."),
        url=reverse("support:roll-call", kwargs={"key": session.key}),
        button=_("Call the roll"),
        facts=(session.occasion.start_at,),
    )


def _what(session: Session) -> dict[str, str]:
    return {"name": session.name, "day": format_day(session.occasion.start_at)}
