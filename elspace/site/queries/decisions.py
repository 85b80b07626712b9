"""What the team has to decide today: a list that can be emptied.

Each decision is a fact of the hub, never a guess about a person. It has a name (`fact`) and a
fingerprint of what it says, so that one put aside returns only when it has changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.agenda.models import Invitation
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hub.enums import Certainty
from elspace.hub.models import Place
from elspace.hub.queries import Calendar, feasts_from
from elspace.needs.enums import OPEN_STATES
from elspace.needs.enums import State as NeedState
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.people.models import Person
from elspace.site.models import SetAside
from elspace.site.queries.ramadan import (
    evenings,
    has_evenings,
    is_moon_awaited,
    is_time_to_ask,
    ramadan_ahead,
    silent_experts,
)
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session
from elspace.support.queries.closed_hours import sessions_on_closed_hours
from elspace.support.queries.next_in_line import next_in_line
from elspace.support.queries.sessions import (
    free_seats,
    people_of,
    sessions_with_people,
    to_close,
    unanswered_dates,
)
from elspace.support.queries.thanks import given_in, term_to_thank
from elspace.support.subjects import may_read_session

MINIMUM_KNOWN = timedelta(hours=72)  # from then on too few people is a decision
EXPERT_ANSWERS_IN = timedelta(hours=48)
EVE = timedelta(days=2)  # before a date that follows the moon
FIRST_DAYS = timedelta(days=7)  # of Ramadan, while missing answers are a decision


@dataclass(frozen=True)
class Decision:
    """One thing to decide: what, why, where to do it. `order` sorts: most pressing first; `facts`
    are the figures and moments behind it, the same in every language."""

    fact: str
    order: tuple[int, datetime]
    title: str
    reason: str
    url: str
    button: str
    facts: tuple[object, ...] = ()
    handed_by: Person | None = None

    @cached_property
    def fingerprint(self) -> str:
        """What it says, shortened: colleagues who read it in two languages mean the same thing."""
        said = "|".join([self.fact, *(str(one) for one in self.facts)])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def decisions_for(
    user: Person, now: datetime | None = None, calendar: Calendar | None = None
) -> list[Decision]:
    """What `user` has to decide, most pressing first; put-aside ones left out."""
    now = now or timezone.now()
    found = _all(user, calendar or Calendar.load(), now)
    return _without_set_aside(sorted(found, key=lambda one: one.order), user)


def _all(user: Person, calendar: Calendar, now: datetime) -> Iterator[Decision]:
    sessions = list(_to_look_at(calendar, now))
    next_needs = next_in_line([one for one in sessions if _has_freed_seat(one)])
    for session in sessions:
        if may_read_session(session, user):
            yield from _about_session(session, calendar, next_needs.get(session.pk), now)
    for session in unanswered_dates(now):
        if may_read_session(session, user):
            yield _unanswered(session)
    for session in to_close(now):
        if may_read_session(session, user):
            yield _roll_call_open(session)
    yield from _about_needs(user, now)
    yield from _about_the_moon(now)
    yield from _about_ramadan(now)
    yield from _about_thanks(now)


def _to_look_at(calendar: Calendar, now: datetime) -> QuerySet[Session]:
    """Sessions to come, however far, that may want a decision; the others are not even read."""
    closed = {one.pk for one in sessions_on_closed_hours(calendar)}
    freed = Invitation.objects.filter(occasion=OuterRef("occasion"), is_dropped=True)
    is_near = Q(occasion__start_at__lt=now + MINIMUM_KNOWN)
    is_silent = Q(state=SessionState.ASKED, asked_at__lt=now - EXPERT_ANSWERS_IN)
    has_freed = Q(Exists(freed), state=SessionState.ANNOUNCED)
    coming = Q(state__in=COMING) & (is_near | is_silent | has_freed | Q(pk__in=closed))
    waits = Q(cannot_at__isnull=False, state__in=(SessionState.PROPOSED, *COMING))
    return sessions_with_people().filter(coming | waits, occasion__end_at__gt=now)


def _about_session(
    session: Session, calendar: Calendar, next_need: Need | None, now: datetime
) -> Iterator[Decision]:
    start = session.occasion.start_at
    if session.cannot_at is not None:
        yield _expert_cannot(session)
        return
    if not calendar.is_open(start, session.occasion.end_at, _place_of(session)):
        yield _closed(session, calendar)
    if session.state == SessionState.ASKED and session.asked_at:
        if session.asked_at < now - EXPERT_ANSWERS_IN:
            yield _expert_silent(session)
        return
    coming = sum(1 for _ in people_of(session))
    if start - now < MINIMUM_KNOWN and coming < session.format.min_people:
        yield _too_few(session, coming)
    elif next_need is not None:
        yield _seat_free(session, next_need)


def _place_of(session: Session) -> Place | None:
    return session.room.place if session.room else None


def _has_freed_seat(session: Session) -> bool:
    is_freed = any(seat.is_dropped for seat in session.occasion.invitations.all())
    return session.state == SessionState.ANNOUNCED and is_freed and free_seats(session) > 0


def _expert_cannot(session: Session) -> Decision:
    name = session.expert.person.name if session.expert else ""
    at = timezone.localtime(session.cannot_at)
    people = sum(1 for _ in people_of(session))
    reason = _("%(name)s cannot come (said %(day)s at %(hour)s).") % {
        "name": name,
        "day": format_day(at, "date"),
        "hour": format_hour(at),
    }
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


def _about_needs(user: Person, now: datetime) -> Iterator[Decision]:
    day = timezone.localdate(now)
    needs = needs_visible_to(user)
    overdue = Q(state=NeedState.STATED, reply_due_on__lt=day)
    numbers = needs.aggregate(
        late=Count("pk", filter=overdue),
        unclassified=Count("pk", filter=Q(state__in=OPEN_STATES, discipline=None)),
    )
    late, unclassified = numbers["late"], numbers["unclassified"]
    board = reverse("site:needs")
    if late:
        yield Decision(
            fact="needs-late",
            order=(1, now),
            title=ngettext(
                "%(n)d need waits for an answer longer than promised",
                "%(n)d needs wait for an answer longer than promised",
                late,
            )
            % {"n": late},
            reason=_("An answer was promised within three working days."),
            url=board,
            button=_("Open the needs"),
            facts=(late,),
        )
    elif unclassified:
        yield Decision(
            fact="needs-unclassified",
            order=(5, now),
            title=ngettext("%(n)d need to sort", "%(n)d needs to sort", unclassified)
            % {"n": unclassified},
            reason=_("A need without a discipline cannot be planned."),
            url=board,
            button=_("Open the needs"),
            facts=(unclassified,),
        )


def _about_the_moon(now: datetime) -> Iterator[Decision]:
    """On the eve of a feast: is it announced?"""
    day = timezone.localdate(now)
    for feast in feasts_from(day, most=3):
        if feast.is_provisional and not feast.ramadan and feast.first - day <= EVE:
            yield Decision(
                fact=f"moon:{feast.days[0].key}",
                order=(0, now),
                title=_("%(name)s, %(day)s: is it announced?")
                % {"name": feast.name, "day": format_day(feast.first)},
                reason=_("One click confirms the date or moves it by a day, with whom to tell."),
                url=reverse("hub:calendar"),
                button=_("Decide"),
                facts=(feast.first,),
            )


def _about_ramadan(now: datetime) -> Iterator[Decision]:
    """The eve's decision, and who has still to be asked."""
    day, ramadan = timezone.localdate(now), ramadan_ahead()
    if ramadan is None or ramadan.starts_on is None or not is_time_to_ask(ramadan):
        return
    url = reverse("site:ramadan")
    if is_moon_awaited(ramadan):
        yield Decision(
            fact=f"moon:{ramadan.key}",
            order=(0, now),
            title=_("Ramadan, %(day)s: is it announced?") % {"day": format_day(ramadan.starts_on)},
            reason=_("One click confirms the date or moves it by a day, with whom to tell."),
            url=url,
            button=_("Decide"),
            facts=(ramadan.starts_on,),
        )
    if day > ramadan.starts_on + FIRST_DAYS:  # later, it is said before each proposal
        return
    silent = silent_experts().count()
    unasked = len(evenings().unasked) if has_evenings(ramadan) else 0
    if silent or unasked:
        yield Decision(
            fact=f"ramadan:{ramadan.key}",
            order=(4, now),
            title=_("Ramadan: some answers are missing"),
            reason=_("Experts without half-days: %(experts)d. Evenings not known: %(people)d.")
            % {"experts": silent, "people": unasked},
            url=url,
            button=_("See who"),
            facts=(silent > 0, unasked > 0),  # not again at every single answer
        )


def _about_thanks(now: datetime) -> Iterator[Decision]:
    """The term ends: its experts are thanked with their true hours."""
    term = term_to_thank()
    waiting = sum(not one.is_thanked for one in given_in(term)) if term else 0
    if term is not None and waiting:
        yield Decision(
            fact=f"thanks:{term.key}",
            order=(6, now),
            title=_("%(name)s ends: thank the experts") % {"name": term.shown_name},
            reason=ngettext(
                "%(n)d person held sessions; the letter says the true hours.",
                "%(n)d people held sessions; the letters say the true hours.",
                waiting,
            )
            % {"n": waiting},
            url=reverse("support:thanks", kwargs={"key": term.key}),
            button=_("Thank the experts"),
            facts=(term.pk,),
        )


def _what(session: Session) -> dict[str, str]:
    return {"name": session.name, "day": format_day(session.occasion.start_at)}


def _without_set_aside(found: list[Decision], user: Person) -> list[Decision]:
    """Leave out what was settled, put off or handed to somebody else."""
    last: dict[str, SetAside] = {}
    rows = SetAside.objects.filter(fact__in=[one.fact for one in found]).select_related("by")
    for row in rows.order_by("at", "pk"):
        last[row.fact] = row
    shown = []
    for one in found:
        aside = last.get(one.fact)
        if aside is None or _returns(aside, one, today()):
            shown.append(one)
        elif aside.how == SetAside.How.HANDED and aside.to_id == user.pk:
            shown.append(replace(one, handed_by=aside.by))
    return shown


def _returns(aside: SetAside, decision: Decision, day: date) -> bool:
    """Whether a put-aside decision is shown again to everybody."""
    if aside.fingerprint != decision.fingerprint:
        return True
    return aside.how == SetAside.How.LATER and aside.until_on is not None and aside.until_on <= day
