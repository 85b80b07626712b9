"""Rooms: add one, change one; bookings already made never move by it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.models import Occupancy, Room, RoomHours, Space
from elspace.hosting.queries import indivisible_spaces, spaces_below
from elspace.hub.models import Equipment, Place
from elspace.trust.actions import record

from .taking import lock_rooms

OwnHours = Mapping[int, Sequence[tuple[time, time]]]  # by weekday


@transaction.atomic
def add_room(
    *,
    place: Place,
    name_fr: str,
    name_ar: str,
    name_en: str,
    capacity: int,
    equipment: Iterable[Equipment] = (),
    is_quiet: bool = False,
    is_confidential: bool = False,
    note: str = "",
    hours: OwnHours | None = None,
    parts: Iterable[Space] = (),
    beside: Iterable[Room] = (),
    key: uuid.UUID | None = None,
    by: Any,
    **terms: Any,
) -> Room:
    """Add a room; with `parts` it is taken by taking all of them. `terms`: who books it, limits,
    buffers, prices (fields of `Room`)."""
    parts = list(parts)
    _check_shared(terms.get("is_shared", False), parts)
    if key is not None and (first := Room.objects.filter(key=key).first()):
        return first
    room = Room.objects.create(
        key=key or uuid.uuid4(),
        place=place,
        name_fr=name_fr,
        name_ar=name_ar,
        name_en=name_en,
        capacity=capacity,
        is_quiet=is_quiet,
        is_confidential=is_confidential,
        note=note,
        position=Space.objects.count(),
        **terms,
    )
    room.beside.set(beside)
    room.equipment.set(equipment)
    room.parts.set(parts)
    _write_hours(room, hours or {})
    record("add_room", subject=room, actor=by, changes={"capacity": (None, capacity)})
    return room


@transaction.atomic
def change_room(
    *,
    room: Room,
    hours: OwnHours,
    equipment: Iterable[Equipment],
    parts: Iterable[Space],
    by: Any,
    beside: Iterable[Room] | None = None,
    **fields: Any,
) -> Room:
    """Change a room. Bookings made stay as they are; what a room is made of, and the seats that
    several share, change only while nothing to come is booked in it, because occupancy stands on
    its parts and seats."""
    lock_rooms([room])
    room = Room.objects.get(pk=room.pk)
    old_parts, new_parts = set(room.parts.all()), set(parts)
    _check_shared(fields.get("is_shared", room.is_shared), new_parts)
    is_made_anew = old_parts != new_parts or _seats(room) != _seats(room, fields)
    if is_made_anew and (day := _last_day_booked(room)):
        raise Refused(
            _("%(room)s is booked until %(day)s: what it is made of can change after that day.")
            % {"room": room.name, "day": format_day(day, "full")}
        )
    if any(room.pk in spaces_below(part) for part in new_parts):
        raise Refused(_("A room cannot be a part of itself."))
    changes = {
        name: (getattr(room, name), value)
        for name, value in fields.items()
        if name in {"capacity", "is_quiet", "is_confidential", "is_active"}
        and getattr(room, name) != value
    }
    for name, value in fields.items():
        setattr(room, name, value)
    room.save()
    room.equipment.set(equipment)
    room.parts.set(new_parts)
    if beside is not None:
        room.beside.set(beside)
    room.hours.all().delete()
    _write_hours(room, hours)
    record("change_room", subject=room, actor=by, changes=changes)
    return room


@transaction.atomic
def remove_room(*, room: Room, by: Any) -> None:
    """Take away a room nothing was ever held in; another one is taken out of use."""
    found = Room.objects.filter(pk=room.pk).first()
    if found is None:  # a second press
        return
    lock_rooms([found])
    used = Refused(
        _("%(room)s was booked or planned: take it out of use instead, its past keeps its name.")
        % {"room": found.name}
    )
    if found.part_of.exists():
        raise Refused(_("%(room)s is a part of another room.") % {"room": found.name})
    record("remove_room", subject=found, actor=by)
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError as error:
        raise used from error


def _check_shared(is_shared: bool, parts: Iterable[Space]) -> None:
    if is_shared and list(parts):
        raise Refused(_("A room made of others is taken as a whole: its parts can be shared."))


def _seats(room: Room, fields: Mapping[str, Any] | None = None) -> int:
    """How many seats occupancy counts: of a shared room its capacity, else one."""
    fields = fields or {}
    is_shared = fields.get("is_shared", room.is_shared)
    return fields.get("capacity", room.capacity) if is_shared else 1


def _last_day_booked(room: Room) -> date | None:
    """The last day on which something to come blocks the room or a part of it."""
    spaces = {room.pk} | indivisible_spaces().get(room.pk, frozenset())
    last = (
        Occupancy.objects.filter(space__in=spaces, is_active=True, blocked_until__gt=timezone.now())
        .order_by("-blocked_until")
        .first()
    )
    return timezone.localdate(last.blocked_until) if last else None


def _write_hours(room: Room, hours: OwnHours) -> None:
    RoomHours.objects.bulk_create(
        RoomHours(room=room, weekday=weekday, opens=opens, closes=closes)
        for weekday, stretches in hours.items()
        for opens, closes in stretches
    )
