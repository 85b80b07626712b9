"""The quiet rule: what would be heard through a wall, said before a room is booked."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from elspace.hosting.models import Occupancy, Room, Space

from .rooms import indivisible_spaces


def noise_between(room: Room, start_at: datetime, end_at: datetime, *, is_noisy: bool) -> str:
    """What is heard when this room is used in the stretch, in a sentence that names rooms and
    nothing of what happens in them; "" when nothing is. Two or three queries."""
    quiet = Q(is_quiet=True) | Q(is_confidential=True)
    asks_quiet = room.is_quiet or room.is_confidential
    if not is_noisy and not asks_quiet:
        return ""
    beside = list(_beside(room).filter(is_active=True).filter(quiet if is_noisy else Q()))
    if not beside:
        return ""
    parts = indivisible_spaces()
    spaces = {other.pk: parts.get(other.pk, frozenset({other.pk})) for other in beside}
    then = Occupancy.objects.filter(
        is_active=True,
        space__in=set().union(*spaces.values()),
        booking__start_at__lt=end_at,
        booking__end_at__gt=start_at,
    )
    if not is_noisy:
        then = then.filter(booking__is_noisy=True)
    taken = set(then.values_list("space_id", flat=True))
    heard = [other.name for other in beside if spaces[other.pk] & taken]
    if not heard:
        return ""
    names = {"rooms": _(", ").join(heard), "room": room.name}
    if is_noisy:
        return (
            _("The noise is heard in %(rooms)s, which must stay quiet and is taken then.") % names
        )
    return _("%(room)s must stay quiet, and there is noise then beside it, in %(rooms)s.") % names


def _beside(room: Room) -> QuerySet[Room]:
    """Rooms beside it, beside its parts, or beside a room it is a part of."""
    family = Space.objects.filter(Q(pk=room.pk) | Q(part_of=room.pk) | Q(parts=room.pk))
    return Room.objects.filter(beside__in=family.values("pk")).exclude(pk__in=family).distinct()
