"""What a list of changes was worked out from: the same mark while nothing of it has changed."""

import hashlib
import json
from collections.abc import Iterable
from datetime import time
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.core.moments import local
from elspace.hosting.models import Occupancy, Room, RoomHours
from elspace.hub.models import (
    Closure,
    DaySlot,
    Format,
    Holiday,
    OpeningHours,
    OpeningProfile,
)
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.models import Away, HalfDay, Person
from elspace.support.models import Expert, Session, Term

from .programme import GIVING_A_DATE

HOUSE = (OpeningProfile, OpeningHours, DaySlot, Holiday, Closure, RoomHours)


def mark_of(term: Term) -> str:
    """A mark of the board, its needs, people, experts, rooms and hours: numbers, days and codes
    only, in a constant number of queries. Steps that move nothing (asked, confirmed) leave it as
    it is."""
    needs = Need.objects.filter(
        state__in=(State.CONFIRMED, State.PLANNED), discipline__isnull=False, person__is_active=True
    )
    experts = Expert.objects.filter(is_active=True, person__is_active=True)
    people = Person.objects.filter(
        Q(pk__in=needs.values("person")) | Q(pk__in=experts.values("person"))
    )
    told = [
        list(rows)
        for part in (
            _board(term),
            _asked(needs),
            _given(experts),
            _when(people, term),
            _house(term),
        )
        for rows in part
    ]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:32]


def _board(term: Term) -> Iterable[Iterable[Any]]:
    sessions = Session.objects.filter(term=term, state__in=GIVING_A_DATE)
    yield sessions.order_by("pk").values_list(
        "pk", "occasion__start_at", "expert", "room", "format", "language", "cannot_at"
    )
    seats = Invitation.objects.filter(occasion__session__in=sessions, is_dropped=False)
    yield seats.order_by("pk").values_list("pk", "occasion", "need")


def _asked(needs: QuerySet[Need]) -> Iterable[Iterable[Any]]:
    yield needs.order_by("pk").values_list(
        "pk", "discipline", "level", "is_first", "before_on", "is_confidential"
    )
    yield _links(Need.formats, need__in=needs)
    yield _links(Need.speaks, need__in=needs)
    yield _links(Need.after, from_need__in=needs)


def _given(experts: QuerySet[Expert]) -> Iterable[Iterable[Any]]:
    yield experts.order_by("pk").values_list(
        "pk", "times_a_month", "hours_a_month", "hours_a_term", "max_per_week"
    )
    yield _links(Expert.disciplines, expert__in=experts)
    yield _links(Expert.formats, expert__in=experts)


def _when(people: QuerySet[Person], term: Term) -> Iterable[Iterable[Any]]:
    """What experts and residents speak, and when they cannot come."""
    yield people.order_by("pk").values_list("pk", "language")
    yield _links(Person.speaks, person__in=people)
    half_days = HalfDay.objects.filter(person__in=people).order_by("pk")
    yield half_days.values_list("pk", "season", "weekday", "half", "free")
    away = Away.objects.filter(person__in=people).order_by("pk")
    yield away.values_list("pk", "from_on", "until_on")
    said_no = Invitation.objects.filter(
        person__in=people, reply__in=(Reply.NO, Reply.OTHER_DATE), occasion__session__term=term
    )
    yield said_no.order_by("pk").values_list("pk", "occasion__start_at")


def _house(term: Term) -> Iterable[Iterable[Any]]:
    """Rooms, what is in them, who else has them, and the hours of the house."""
    rooms = Room.objects.filter(is_active=True)
    yield rooms.order_by("pk").values_list("pk", "capacity", "is_quiet", "is_confidential")
    yield _links(Room.equipment)
    yield _links(Room.parts)
    yield _links(Room.beside)
    yield Format.objects.order_by("pk").values_list("pk", "min_people", "max_people")
    yield _links(Format.equipment)
    for model in HOUSE:
        yield model._default_manager.order_by("pk").values_list()
    others = Occupancy.objects.filter(
        is_active=True,
        blocked_until__gt=local(term.starts_on, time.min),
        blocked_from__lt=local(term.ends_on, time.max),
    ).exclude(booking__subject_kind="support.session")
    # Rows are made anew when a booking moves: their number and sum tell.
    yield others.aggregate(Count("pk"), Sum("pk")).values()


def _links(field: Any, **of: Any) -> Iterable[Any]:
    """The pairs of a list of choices."""
    through: type[Model] = field.through
    names = [one.attname for one in through._meta.fields if one.is_relation]
    return through._default_manager.filter(**of).order_by(*names).values_list(*names)
