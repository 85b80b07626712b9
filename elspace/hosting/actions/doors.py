"""The address of the page at a room's door, and of the room's calendar: given, renewed, revoked."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from elspace.hosting.models import DoorLink, Room
from elspace.trust.actions import record


@transaction.atomic
def give_door_link(*, room: Room, by: Any) -> DoorLink:
    """The live address of a room's door, else a new one."""
    Room.objects.select_for_update().get(pk=room.pk)
    live = DoorLink.objects.filter(room=room, revoked_at=None).first()
    if live is not None:
        return live
    link = DoorLink.objects.create(room=room)
    record("give_door_link", subject=room, actor=by)
    return link


@transaction.atomic
def revoke_door_link(*, room: Room, by: Any) -> None:
    """The door's address answers no more, nor does the room's calendar."""
    for link in DoorLink.objects.select_for_update().filter(room=room, revoked_at=None):
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record("revoke_door_link", subject=room, actor=by)
