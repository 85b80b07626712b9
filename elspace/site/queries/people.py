"""Reads for the pages about people: the list, one page with its three columns, likely twins."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from elspace.agenda.enums import BUSY_STATES, Presence, Reply
from elspace.agenda.models import AttendanceMark, Invitation
from elspace.core.moments import today
from elspace.hosting.models import Booking
from elspace.hub.parts import uses
from elspace.needs.enums import OPEN_STATES, State
from elspace.needs.models import Need
from elspace.needs.queries import my_needs, needs_visible_to, words_visible_to
from elspace.people.enums import TEAM, Role
from elspace.people.models import Person, RoleGrant
from elspace.people.queries import heard_as, is_called_alike, people_matching
from elspace.trust.models import Reading
from elspace.ventures.models import Membership
from elspace.ventures.queries import current_memberships

GROUPS: dict[str, tuple[Role, ...]] = {
    "residents": (Role.RESIDENT, Role.MEMBER),
    "experts": (Role.EXPERT,),
    "team": TEAM,
}


def people_rows(text: str, group: str) -> QuerySet[Person]:
    """People by search and group, with what a row shows: roles, ventures of today, languages."""
    people = people_matching(text)
    if group in GROUPS:
        people = people.filter(pk__in=_holders(GROUPS[group]))
    return people.prefetch_related(
        "grants",
        "speaks",
        Prefetch("memberships", current_memberships(), to_attr="current_memberships"),
    )


def group_counts() -> dict[str, int]:
    """How many active people there are, and in each group today (one query)."""
    return Person.objects.filter(is_active=True).aggregate(
        everyone=Count("pk", distinct=True),
        **{
            name: Count("pk", filter=Q(pk__in=_holders(roles)), distinct=True)
            for name, roles in GROUPS.items()
        },
    )


def _holders(roles: tuple[Role, ...]) -> QuerySet[Any, Any]:
    day = today()
    return (
        RoleGrant.objects.filter(role__in=roles, from_on__lte=day)
        .filter(Q(until_on=None) | Q(until_on__gte=day))
        .values("person")
    )


@dataclass(frozen=True)
class Facts:
    """What happened with a person so far, in the three pillars, and what is next; no judgement."""

    needs_open: int
    needs_settled: int
    sessions_came: int
    next_session: Invitation | None
    next_bookings: list[Booking]
    met: int
    partners: list[Person]


def facts_of(person: Person, user: Any) -> Facts:
    """Counts and next dates of a person, as far as this user may know them: confidential needs and
    their appointments leave no trace for anybody else, not even in a number."""
    now = timezone.now()
    seen = _open_to(person, user)
    current = current_memberships().order_by()
    needs = (
        needs_visible_to(user)
        .filter(person=person)
        .aggregate(
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            settled=Count("pk", filter=Q(state=State.VERIFIED)),
        )
    )
    came = _occasions_attended(person, seen)
    seats = Invitation.objects.filter(
        seen, person=person, is_dropped=False, occasion__state__in=BUSY_STATES
    ).exclude(reply__in=[Reply.NO, Reply.OTHER_DATE])
    return Facts(
        needs_open=needs["open"],
        needs_settled=needs["settled"],
        sessions_came=len(came),
        next_session=seats.filter(occasion__end_at__gte=now)
        .select_related("occasion")
        .order_by("occasion__start_at")
        .first(),
        next_bookings=_next_bookings(person, now),
        met=_people_met(person, came),
        partners=list(
            Person.objects.filter(
                memberships__in=current.filter(
                    venture__in=current.filter(person=person).values("venture")
                )
            )
            .exclude(pk=person.pk)
            .distinct()
        ),
    )


def _open_to(person: Person, user: Any) -> Q:
    """Occasions this user may connect with the person's name."""
    if user == person or user.has_perm("needs.read_confidential_need"):
        return Q()
    return ~Q(occasion__session__is_confidential=True)


def _next_bookings(person: Person, now: datetime) -> list[Booking]:
    """Rooms booked by the person; rooms of sessions stand with the session."""
    return list(
        Booking.objects.filter(
            person=person, subject_kind="", state=Booking.State.BOOKED, end_at__gte=now
        )
        .select_related("space")
        .order_by("start_at")[:3]
    )


def _occasions_attended(person: Person, seen: Q) -> list[int]:
    """Occasions where the person's last mark says present."""
    last: dict[int, str] = {}
    marks = AttendanceMark.objects.filter(seen, person=person).order_by("at", "pk")
    for occasion, presence in marks.values_list("occasion_id", "presence"):
        last[occasion] = presence
    return [occasion for occasion, presence in last.items() if presence == Presence.PRESENT]


def _people_met(person: Person, occasions: list[int]) -> int:
    """How many others came to the same occasions."""
    last: dict[tuple[int, int], str] = {}
    marks = AttendanceMark.objects.filter(occasion__in=occasions).exclude(person=None)
    rows = marks.order_by("at", "pk").values_list("occasion_id", "person_id", "presence")
    for occasion, other, presence in rows:
        last[occasion, other] = presence
    met = {other for (_o, other), presence in last.items() if presence == Presence.PRESENT}
    return len(met - {person.pk})


def needs_to_read(person: Person, user: Any) -> list[Need]:
    """The person's needs whose words this user may read."""
    return [need for need in my_needs(person) if words_visible_to(user, need)]


def readings_about(person: Person) -> list[tuple[Need, list[Reading]]]:
    """Each of the person's needs with who has read it, first readers first; the person apart."""
    needs = list(my_needs(person))
    readings = Reading.objects.filter(
        subject_kind="needs.need", subject_id__in=[need.pk for need in needs]
    )
    by_need: dict[int, list[Reading]] = defaultdict(list)
    rows = (
        readings.exclude(reader=person).select_related("reader").prefetch_related("reader__grants")
    )
    for reading in rows.order_by("first_at"):
        by_need[reading.subject_id].append(reading)
    return [(need, by_need[need.pk]) for need in needs]


@dataclass(frozen=True)
class Twins:
    """Two pages that may be one person: the same name by sound and a second fact, or the very same
    full name when nothing tells them apart."""

    one: Person
    other: Person
    same_phone: bool
    same_venture: bool

    @property
    def is_name_alone(self) -> bool:
        """Whether only the name speaks for it: shown last, and said."""
        return not (self.same_phone or self.same_venture)


def likely_twins() -> list[Twins]:
    """Pairs of active people with the same name in any spelling and the same phone or venture; then
    those with the same first and family name of whom one has no phone to tell them apart by."""
    ventures: dict[int, set[int]] = defaultdict(set)
    for person, venture in _belonging():
        ventures[person].add(venture)
    by_sound: dict[frozenset[str], list[Person]] = defaultdict(list)
    for person in Person.objects.filter(is_active=True, is_alias=False).order_by("pk"):
        for sounds in heard_as(person):
            by_sound[sounds].append(person)
    heard = {
        (one.pk, other.pk): (one, other)
        for people in by_sound.values()
        for place, one in enumerate(people)
        for other in people[place + 1 :]
    }
    pairs = [
        Twins(
            one,
            other,
            same_phone=bool(one.phone) and one.phone == other.phone,
            same_venture=bool(ventures[one.pk] & ventures[other.pk]),
        )
        for one, other in heard.values()
        if is_called_alike(one, other)
    ]
    found = [pair for pair in pairs if not pair.is_name_alone or _same_name(pair)]
    return sorted(found, key=lambda pair: pair.is_name_alone)


def _belonging() -> QuerySet[Any, Any]:
    """Who belongs or belonged to which venture, where the hub uses projects."""
    rows = Membership.objects.all() if uses("projects") else Membership.objects.none()
    return rows.values_list("person_id", "venture_id")


def _same_name(pair: Twins) -> bool:
    one, other = pair.one, pair.other
    return bool(one.last_name) and one.folded == other.folded and not (one.phone and other.phone)
