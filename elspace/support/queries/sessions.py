"""Reads about sessions: what waits for whom, who may have a free seat, where each stands."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.core.moments import monday, today
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format, Hub
from elspace.hub.queries import current_hub
from elspace.needs.enums import Level
from elspace.needs.enums import State as NeedState
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.people.queries import people_speaking
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session, Term

REFUSALS = (Reply.NO, Reply.OTHER_DATE)
NO_ANSWER_AFTER = timedelta(hours=48)


def sessions_with_people() -> QuerySet[Session]:
    """Sessions with all a page shows of them, in a constant number of queries."""
    seats = Invitation.objects.select_related("person", "need").order_by("person__first_name")
    return Session.objects.select_related(
        "occasion",
        "discipline",
        "format",
        "expert__person",
        "room__place",
        "language",
    ).prefetch_related(Prefetch("occasion__invitations", queryset=seats))


def sessions_visible_to(user: Any) -> QuerySet[Session]:
    """The sessions whose title this person may read: for the team all but the confidential ones;
    those only for the programme role, the referent and their own people (`can_read_confidential`
    says the same of a loaded row)."""
    if not user.is_authenticated:
        return Session.objects.none()
    own = Q(expert__person=user) | Q(
        occasion__in=Invitation.objects.filter(Q(person=user) | Q(need__referent=user)).values(
            "occasion"
        )
    )
    if user.has_perm("needs.read_confidential_need"):
        own |= Q(is_confidential=True)
    if user.has_perm("support.view_programme"):
        own |= Q(is_confidential=False)
    return Session.objects.filter(own)


def rooms_at_stake() -> str:
    """How many sessions to come hold a room, for who is about to do without a programme."""
    coming = Session.objects.filter(
        state__in=COMING, occasion__booking__isnull=False, occasion__end_at__gt=timezone.now()
    ).count()
    if not coming:
        return ""
    return ngettext(
        "%(n)d session to come holds its room: cancel it first, or the room stays taken.",
        "%(n)d sessions to come hold their rooms: cancel them first, or the rooms stay taken.",
        coming,
    ) % {"n": coming}


def firm_until(day: date | None = None, hub: Hub | None = None) -> date:
    """The last day of the firm horizon: this week and the hub's firm weeks after it."""
    hub = hub or current_hub()
    weeks = hub.firm_weeks if hub else 3
    return monday(day or today()) + timedelta(days=7 * (weeks + 1) - 1)


def is_within_firm_horizon(session: Session) -> bool:
    """Whether a confirmed session may be announced now."""
    return timezone.localdate(session.occasion.start_at) <= firm_until()


def sessions_to_ask(term: Term) -> QuerySet[Session]:
    """Proposed sessions still to come, with a room, whose expert has not just said no."""
    return sessions_with_people().filter(
        term=term,
        state=SessionState.PROPOSED,
        cannot_at=None,
        room__isnull=False,
        occasion__start_at__gt=timezone.now(),
    )


def sessions_to_announce(term: Term, hub: Hub | None = None) -> QuerySet[Session]:
    """Confirmed sessions within the firm horizon."""
    return sessions_with_people().filter(
        term=term,
        state=SessionState.CONFIRMED,
        cannot_at=None,
        occasion__start_at__gt=timezone.now(),
        occasion__start_at__date__lte=firm_until(hub=hub),
    )


def asked_of(person: Person) -> QuerySet[Session]:
    """Dates a person has been asked for as an expert and has not answered."""
    return sessions_with_people().filter(
        expert__person=person, state=SessionState.ASKED, occasion__start_at__gt=timezone.now()
    )


def coming_of_expert(person: Person) -> QuerySet[Session]:
    """An expert's coming sessions, sure ones."""
    return sessions_with_people().filter(
        expert__person=person,
        state__in=(SessionState.CONFIRMED, SessionState.ANNOUNCED),
        occasion__end_at__gt=timezone.now(),
    )


def coming_of_person(person: Person) -> QuerySet[Session]:
    """Sessions a person sees as theirs: announced ones, and "planned, to confirm" ones."""
    return sessions_with_people().filter(
        state__in=(SessionState.CONFIRMED, SessionState.ANNOUNCED),
        occasion__end_at__gt=timezone.now(),
        occasion__invitations__in=Invitation.objects.filter(person=person, is_dropped=False),
    )


def without_answer(now: datetime | None = None) -> QuerySet[Invitation]:
    """Invitations nobody answered for 48 hours, to sessions still to come: these are called."""
    now = now or timezone.now()
    return Invitation.objects.filter(
        reply=Reply.NONE,
        is_dropped=False,
        sent_at__lte=now - NO_ANSWER_AFTER,
        occasion__session__state=SessionState.ANNOUNCED,
        occasion__start_at__gt=now,
    ).select_related("person", "occasion__session__discipline", "need")


def needs_reason(session: Session) -> bool:
    """Whether a reason has to be written: none is, and nobody in it is stopped or slowed down."""
    if session.reason:
        return False
    return not any(
        seat.need is not None and seat.need.level >= Level.IMPORTANT
        for seat in session.occasion.invitations.all()
        if not seat.is_dropped
    )


def formats_that_fit(session: Session) -> list[Format]:
    """Other ways of working that the session's people, and its expert, fit in."""
    people = sum(1 for _person in people_of(session))
    if session.is_confidential:
        return []
    forms = Format.objects.filter(min_people__lte=people, max_people__gte=people)
    if session.expert is None:
        forms = forms.filter(code=FormatCode.PEER_GROUP)
    elif session.expert.formats.exists():
        forms = forms.filter(pk__in=session.expert.formats.all())
    return list(forms.exclude(pk=session.format_id))


def free_seats(session: Session) -> int:
    """Places left, by the format and the room."""
    places = session.format.max_people
    if session.room is not None:
        places = min(places, session.room.capacity)
    taken = sum(1 for seat in session.occasion.invitations.all() if not seat.is_dropped)
    return max(0, places - taken)


def next_for_seat(session: Session, limit: int = 3) -> list[Need]:
    """Who may take a free seat, first in the queue first."""
    return list(waiting_for_seat(session)[:limit])


def waiting_for_seat(session: Session) -> QuerySet[Need]:
    """Confirmed needs of this discipline without another date, whose person speaks the session's
    language, accepts its format (a talk only when asked for) and has not refused this session."""
    seated = [
        seat.person_id
        for seat in session.occasion.invitations.all()
        if not seat.is_dropped or seat.reply in REFUSALS
    ]
    accepts = Q(formats=session.format)
    if session.format.code != FormatCode.LECTURE:
        accepts |= Q(chosen=0)
    return (
        Need.objects.filter(state=NeedState.CONFIRMED, discipline=session.discipline)
        .filter(is_confidential=session.is_confidential)
        .exclude(person__in=seated)
        .exclude(pk__in=needs_with_a_date().values("pk"))
        .filter(person__in=people_speaking(session.language.code))
        .filter(Q(speaks=None) | Q(speaks=session.language))
        .annotate(chosen=Count("formats"))
        .filter(accepts)
        .select_related("person", "venture")
        .order_by("-level", "-is_first", "stated_at", "pk")
        .distinct()
    )


def needs_with_a_date() -> QuerySet[Need]:
    """Needs with a seat in a session to come. One that was held is over: whoever was absent, or
    says "not yet", waits again."""
    return Need.objects.filter(
        invitations__is_dropped=False, invitations__occasion__session__state__in=COMING
    )


def rank_of(need: Need) -> int:
    """A need's place in the queue of its discipline, 1 = the next free seat: consequence, then
    "this one first", then the date it was said. Shown only to its owner and the team."""
    same = Q(level=need.level, is_first=need.is_first)
    before = (
        Q(level__gt=need.level)
        | same & Q(stated_at__lt=need.stated_at)
        | same & Q(stated_at=need.stated_at, pk__lt=need.pk)
    )
    if not need.is_first:
        before |= Q(level=need.level, is_first=True)
    waiting = Need.objects.filter(state=NeedState.CONFIRMED, discipline=need.discipline)
    return waiting.exclude(pk=need.pk).filter(before).count() + 1


def sessions_on(day: date) -> QuerySet[Session]:
    """Sessions of a day that hold, or were held."""
    return sessions_with_people().filter(
        state__in=(SessionState.CONFIRMED, SessionState.ANNOUNCED, SessionState.HELD),
        occasion__start_at__date=day,
    )


def replies_of(session: Session) -> dict[str, int]:
    """How many invited people answered what."""
    counts = {reply.value: 0 for reply in Reply}
    for seat in session.occasion.invitations.all():
        if not seat.is_dropped or seat.reply == Reply.NO:
            counts[seat.reply] += 1
    return counts


def people_of(session: Session) -> Iterable[Person]:
    """Who holds a seat."""
    return (seat.person for seat in session.occasion.invitations.all() if not seat.is_dropped)
