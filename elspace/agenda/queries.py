"""Reads about occasions: who is expected, who came, who is busy, what happens on a day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from elspace.core.moments import local
from elspace.core.registries import parts_off

from .enums import (
    BUSY_STATES,
    SEEN_STATES,
    Audience,
    OccasionKind,
    OccasionState,
    Presence,
    Reply,
)
from .models import AttendanceMark, CalendarLink, Invitation, Occasion
from .naming import led_by


def in_use(occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    """Those of `occasions` this hub shows: sessions belong to a part that may be switched off."""
    return occasions.exclude(kind=OccasionKind.SESSION) if "programme" in parts_off() else occasions


def seats(occasion: Occasion) -> QuerySet[Invitation]:
    """Invitations that still hold a seat, with their people and needs, in the order they came."""
    return (
        occasion.invitations.filter(is_dropped=False)
        .select_related("person", "need")
        .order_by("pk")
    )


def expected_at(occasion: Occasion) -> list[Invitation]:
    """Who may come: a seat, and no refusal."""
    return list(seats(occasion).exclude(reply__in=[Reply.NO, Reply.OTHER_DATE]))


def busy(person: Any, start_at: datetime, end_at: datetime) -> list[Occasion]:
    """Occasions that already keep this person between two instants."""
    return busy_people([person.pk], start_at, end_at).get(person.pk, [])


def busy_people(
    people: Iterable[int], start_at: datetime, end_at: datetime
) -> dict[int, list[Occasion]]:
    """By person's number, the occasions that keep them between two instants: those they are
    invited to and have not refused, and those they lead. Constant number of queries."""
    people = list(people)
    found: dict[int, list[Occasion]] = {}
    kept = Occasion.objects.filter(state__in=BUSY_STATES, start_at__lt=end_at, end_at__gt=start_at)
    by_number = {occasion.pk: occasion for occasion in kept}
    for person, occasion in led_by(people, kept):
        found.setdefault(person, []).append(by_number[occasion])
    for seat in (
        Invitation.objects.filter(
            person__in=people,
            is_dropped=False,
            occasion__state__in=BUSY_STATES,
            occasion__start_at__lt=end_at,
            occasion__end_at__gt=start_at,
        )
        .exclude(reply__in=[Reply.NO, Reply.OTHER_DATE])
        .select_related("occasion")
        .order_by("occasion__start_at")
    ):
        found.setdefault(seat.person_id, []).append(seat.occasion)
    return found


def presence_at(occasion: Occasion) -> dict[int, Presence]:
    """By person's number, whether they came: their last mark wins, by the moment it was made."""
    return presence_at_all([occasion.pk]).get(occasion.pk, {})


def presence_at_all(occasions: Iterable[int]) -> dict[int, dict[int, Presence]]:
    """By occasion and person, whether they came (one query)."""
    found: dict[int, dict[int, Presence]] = {}
    for mark in AttendanceMark.objects.filter(
        occasion__in=list(occasions), person__isnull=False
    ).order_by("at", "pk"):
        if mark.person_id is not None:
            found.setdefault(mark.occasion_id, {})[mark.person_id] = Presence(mark.presence)
    return found


def walk_ins_at(occasion: Occasion) -> list[AttendanceMark]:
    """People who came without being expected: a first name, or nobody's."""
    return list(occasion.marks.filter(person=None, presence=Presence.PRESENT))


def to_count(now: datetime) -> QuerySet[Occasion]:
    """What was open to all and has begun, of today, or of the last week without its number."""
    open_to_all = Occasion.objects.filter(
        audience=Audience.PUBLIC,
        state__in=(OccasionState.ANNOUNCED, OccasionState.HELD),
        start_at__lte=now,
    ).exclude(kind=OccasionKind.SESSION)
    day = timezone.localdate(now)
    uncounted = Q(came=None, start_at__gte=local(day - timedelta(days=7), time()))
    return open_to_all.filter(uncounted | Q(start_at__gte=local(day, time())))


def occasions_between(start: date, end: date) -> QuerySet[Occasion]:
    """Occasions that keep somebody busy and begin on local days `start` to `end`, both included."""
    return in_use(
        Occasion.objects.filter(
            state__in=BUSY_STATES,
            start_at__gte=local(start, time()),
            start_at__lt=local(end + timedelta(days=1), time()),
        )
    ).select_related("booking__space")


def occasions_on(day: date) -> QuerySet[Occasion]:
    """Occasions of a day."""
    return occasions_between(day, day)


def week_of(person: Any, monday: date) -> list[Occasion]:
    """What a person may know of her days from a Monday to its Sunday, what she refused left out."""
    week = occasions_between(monday, monday + timedelta(days=6)).filter(state__in=SEEN_STATES)
    return list(_concerning(person, week).order_by("start_at", "pk"))


def occasions_of(person: Any, since: datetime) -> QuerySet[Occasion]:
    """For her calendar: what she is invited to or leads, cancelled ones too so that calendars drop
    them."""
    return _for_calendars(_concerning(person, Occasion.objects.filter(end_at__gte=since)))


def public_calendar(since: datetime) -> QuerySet[Occasion]:
    """What is open to everybody, cancelled ones too, for the public calendar."""
    return _for_calendars(
        Occasion.objects.filter(end_at__gte=since, audience=Audience.PUBLIC).exclude(
            state=OccasionState.PLANNED
        )
    )


def occasion_for(person: Any, key: UUID) -> Occasion | None:
    """One occasion this person may put in her calendar: hers, or one the team sees."""
    occasions = _for_calendars(Occasion.objects.filter(key=key))
    if not person.has_perm("agenda.view_day"):
        occasions = _concerning(person, occasions)
    return occasions.first()


def live_calendar_link(person: Any) -> CalendarLink | None:
    """The address of her calendar that still answers."""
    return CalendarLink.objects.filter(person=person, revoked_at=None).first()


def person_of_calendar(token: str) -> Any:
    """Whose calendar a private address opens; None when it was revoked or its person has left."""
    link = (
        CalendarLink.objects.filter(token=token, revoked_at=None, person__is_active=True)
        .select_related("person")
        .first()
    )
    return link.person if link else None


def _for_calendars(occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    return (
        in_use(occasions)
        .filter(state__in=[*SEEN_STATES, OccasionState.CANCELLED])
        .select_related("booking__space__place")
        .order_by("start_at", "pk")
    )


def _concerning(person: Any, occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    """Those of `occasions` this person is invited to and has not refused, or leads."""
    led = [occasion for _person, occasion in led_by([person.pk], occasions)]
    return occasions.filter(Q(pk__in=led) | Q(pk__in=_seats_of(person).values("occasion")))


def _seats_of(person: Any) -> QuerySet[Invitation]:
    return Invitation.objects.filter(person=person, is_dropped=False).exclude(
        reply__in=[Reply.NO, Reply.OTHER_DATE]
    )


def public_occasions(now: datetime) -> QuerySet[Occasion]:
    """Announced occasions open to everybody that are not over, soonest first, with session and
    room; never a confidential session."""
    return (
        in_use(Occasion.objects.all())
        .filter(audience=Audience.PUBLIC, state=OccasionState.ANNOUNCED, end_at__gt=now)
        .exclude(session__is_confidential=True)
        .select_related("session__discipline", "booking__space")
        .order_by("start_at", "pk")
    )
