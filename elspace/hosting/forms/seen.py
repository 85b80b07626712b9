"""What the team read on a refused page before it books all the same: good for that wish alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core import signing

from elspace.hosting.models import Room
from elspace.people.models import Person

SALT = "hosting.seen"


def _wish(
    room: Room, person: Person | None, start_at: datetime, end_at: datetime, **more: Any
) -> list[Any]:
    hours = [start_at.isoformat(), end_at.isoformat()]
    return [room.pk, person.pk if person else None, *hours, more.get("people"), more["is_noisy"]]


def seen_value(reason: str, **wish: Any) -> str:
    """The refusal as the page sends it back."""
    return signing.dumps([_wish(**wish), reason], salt=SALT)


def seen_in(values: Iterable[str], **wish: Any) -> dict[str, str]:
    """The refusals that were read for this very wish (the same room, person, hours, people), by the
    values that say so; what was read for another one passes over nothing."""
    found = {}
    for value in values:
        try:
            read, reason = signing.loads(value, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        if read == _wish(**wish):
            found[value] = str(reason)
    return found
