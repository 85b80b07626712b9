"""Marks of presence. The audit line names nobody who came: it would tell their hours."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.hosting.queries import own_bookings_to_come
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.people.desk import HubDevice
from elspace.people.models import Person
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceMark, key_of_undoing
from elspace.trust.actions import record

LONGEST_NAME = 80
ROOM_AHEAD = timedelta(hours=4)  # rooms booked for the hours somebody is here
TOLD_FOR = timedelta(minutes=20)  # after a longer cut the host has found their visit


def check_in(
    *,
    person: Person,
    key: uuid.UUID,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark:
    """Somebody is in. Nothing follows from it, and nothing from its absence."""
    if not person.is_active:
        raise Refused(_("This page is closed: nobody can be checked in with it."))
    mark = _mark(key=key, state=Whereabouts.IN, person=person, at=at, device=device, by=by)
    # Whoever is here uses the room they booked: it is not released. No line of its own says so,
    # since it would tell when somebody came.
    soon = timezone.now() + ROOM_AHEAD
    own_bookings_to_come(person).filter(confirmed_at=None, start_at__lte=soon).update(
        confirmed_at=timezone.now()
    )
    return mark


def check_out(
    *,
    key: uuid.UUID,
    person: Person | None = None,
    visit: uuid.UUID | None = None,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark:
    """Somebody left: a person, or a visit."""
    return _mark(
        key=key, state=Whereabouts.OUT, person=person, visit=visit, at=at, device=device, by=by
    )


def receive_visit(
    *,
    key: uuid.UUID,
    first_name: str = "",
    host: Person | None = None,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark:
    """Somebody came without an appointment: a first name, or nothing. The host, if one is named, is
    told, without the name: it goes tonight, the message stays."""
    mark = _mark(
        key=key,
        state=Whereabouts.IN,
        visit=key,
        first_name=first_name.strip()[:LONGEST_NAME],
        host=host,
        at=at,
        device=device,
        by=by,
    )
    if host is not None and timezone.now() - mark.at < TOLD_FOR:
        with written_for(host):
            title = _("Somebody is here for you")
            body = _("Somebody is waiting for you at the reception.")
        queue_message(
            kind="reception.visit",
            to=host,
            title=title,
            body=body,
            occurrence=str(mark.key),
            urgent=True,
            by=by,
        )
    return mark


def take_back(
    *,
    of: uuid.UUID,
    person: Person | None = None,
    visit: uuid.UUID | None = None,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark | None:
    """A mark made by mistake counts no more, as if it had never been said; it may still be on its
    way (then `person` or `visit` say whose it is). None: nobody knows of such a mark."""
    slip = PresenceMark.objects.filter(key=of).exclude(state=Whereabouts.BACK).first()
    if slip is not None:
        person, visit, at = slip.person, slip.visit, slip.at
    if person is None and visit is None:
        return None
    return _mark(
        key=key_of_undoing(of),
        state=Whereabouts.BACK,
        person=person,
        visit=None if person else visit,
        at=at,
        device=device,
        by=by,
    )


def _mark(*, key: uuid.UUID, at: datetime | None, by: Person | None, **said: Any) -> PresenceMark:
    """Add one mark; sent twice (same key), it is the first one."""
    same: dict[str, Any] = {
        "state": said["state"],
        "person_id": getattr(said.get("person"), "pk", None),
    }
    same["visit"] = said.get("visit")
    if known := known_by_key(PresenceMark, key, **same):
        return known
    now = timezone.now()
    try:
        with transaction.atomic():
            # A device whose clock runs ahead must not win over every later mark.
            mark = PresenceMark.objects.create(key=key, at=min(at or now, now), by=by, **said)
            own = by is not None and by == mark.person
            record("mark_presence", subject=None, actor=None if own else by)
    except IntegrityError:
        return PresenceMark.objects.get(key=key)
    return mark
