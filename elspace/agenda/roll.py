"""How a tick that was kept on a device is taken: by the app whose occasion it is."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .actions import mark_attendance
from .enums import OccasionKind, Presence
from .models import Occasion

# (occasion, key, presence, person, at, device, by); filled in `AppConfig.ready()` of higher apps.
takers: dict[str, Callable[..., None]] = {}


def take_tick(
    *,
    occasion: Occasion,
    key: uuid.UUID,
    presence: Presence,
    person: Any,
    at: datetime | None,
    device: str,
    by: Any,
) -> None:
    """One tick; sent twice, it counts once. `by` None: a device of the hub says it."""
    take = takers.get(OccasionKind(occasion.kind), mark_attendance)
    take(
        occasion=occasion,
        key=key,
        presence=presence,
        person=person,
        at=at,
        device=device,
        by=by,
    )
