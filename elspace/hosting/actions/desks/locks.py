"""Desks are locked in the order of their numbers, then looked at, then given."""

from elspace.hosting.models import (
    Desk,
    Space,
)


def lock_desks(*desks: Desk) -> None:
    """Lock desks in the order of their numbers (see `lock_rooms`)."""
    numbers = sorted({desk.pk for desk in desks})
    list(Space.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk"))
