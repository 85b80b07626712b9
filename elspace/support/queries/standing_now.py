"""What a list of changes was worked out from: the same mark while nothing of it has changed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from elspace.agenda.models import Invitation
from elspace.hosting.models import Room
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.models import Away, HalfDay
from elspace.support.models import Expert, Session, Term

from .programme import GIVING_A_DATE


def mark_of(term: Term) -> str:
    """A mark of the board, its needs, experts and rooms: numbers only, in a constant number of
    queries. Steps that move nothing (asked, confirmed) leave it as it is."""
    told = [list(rows) for rows in _rows(term)]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:32]


def _rows(term: Term) -> Iterable[Iterable[Any]]:
    sessions = Session.objects.filter(term=term, state__in=GIVING_A_DATE)
    yield sessions.order_by("pk").values_list(
        "pk", "occasion__start_at", "expert", "room", "format", "language", "cannot_at"
    )
    seats = Invitation.objects.filter(occasion__session__in=sessions, is_dropped=False)
    yield seats.order_by("pk").values_list("pk", "occasion", "need")
    needs = Need.objects.filter(
        state__in=(State.CONFIRMED, State.PLANNED), discipline__isnull=False, person__is_active=True
    )
    yield needs.order_by("pk").values_list(
        "pk", "discipline", "level", "before_on", "is_confidential"
    )
    formats = Need.formats.through.objects.filter(need__in=needs)
    yield formats.order_by("need", "format").values_list("need", "format")
    experts = Expert.objects.filter(is_active=True, person__is_active=True)
    yield experts.order_by("pk").values_list(
        "pk", "times_a_month", "hours_a_month", "hours_a_term", "max_per_week"
    )
    subjects = Expert.disciplines.through.objects.filter(expert__in=experts)
    yield subjects.order_by("expert", "discipline").values_list("expert", "discipline")
    half_days = HalfDay.objects.filter(person__expert__in=experts)
    yield half_days.order_by("pk").values_list("pk", "free")
    away = Away.objects.filter(person__expert__in=experts)
    yield away.order_by("pk").values_list("pk", "from_on", "until_on")
    yield Room.objects.filter(is_active=True).order_by("pk").values_list("pk", "capacity")
