"""What a person may hold of rooms: asked with their row locked."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.hosting import rules
from elspace.hosting.models import Room
from elspace.hosting.queries import limit_against, own_bookings_to_come
from elspace.hub.queries import current_hub
from elspace.people.models import Person


def check_limits_of(
    person: Person, room: Room, start_at: datetime, end_at: datetime, seen: Collection[str]
) -> None:
    """Raise `BeyondLimits` where the person could not book this themselves, unless what stands
    against it was `seen`. The team itself, and whoever is hosted nowhere, has no limits of their
    own."""
    if person.has_perm("hosting.book_room") or not rules.can_book_own_room(person):
        return
    reason = limit_against(room, person, start_at, end_at)
    if reason and reason not in seen:
        raise rules.BeyondLimits(reason)
    hub = current_hub()
    most = hub.rooms_each if hub else 0
    if most and own_bookings_to_come(person).count() >= most:
        reason = ngettext(
            "%(person)s holds %(n)s room already, as many as each may.",
            "%(person)s holds %(n)s rooms already, as many as each may.",
            most,
        ) % {"person": person.short_name, "n": most}
        if reason not in seen:
            raise rules.BeyondLimits(reason)


def lock_person(person: Person) -> None:
    """Two tabs of one person wait for each other."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def check_own(person: Person, more: int = 1) -> None:
    """Raise `Refused` when the person may not hold so many more rooms ahead."""
    if not (answer := rules.can_book_own_room(person)):
        raise Refused(answer.reason)
    hub = current_hub()
    most = hub.rooms_each if hub else 0
    if not most:
        raise Refused(_("Here the team books the rooms: ask at the reception."))
    left = most - own_bookings_to_come(person).count()
    if 0 < left < more:
        raise Refused(
            ngettext(
                "%(n)s date can still be yours: skip the others, or ask the team.",
                "%(n)s dates can still be yours: skip the others, or ask the team.",
                left,
            )
            % {"n": left}
        )
    if left <= 0:
        raise Refused(
            ngettext(
                "You hold %(n)s room already: give it back first, or ask the team.",
                "You hold %(n)s rooms already: give one back first, or ask the team.",
                most,
            )
            % {"n": most}
        )
