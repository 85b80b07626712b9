"""Marks of presence. The audit line names nobody who came: it would tell their hours."""

import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.people.desk import HubDevice
from elspace.people.models import Person
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceMark, key_of_undoing
from elspace.trust.actions import record

from .following import keep_rooms, let_rooms_go, tell_host, tell_host_no_more

LONGEST_NAME = 80


@transaction.atomic
def check_in(
    *,
    person: Person,
    key: uuid.UUID,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark:
    """Somebody is in: the room they booked for now is kept. Nothing follows from its absence."""
    if not person.is_active:
        raise Refused(_("This page is closed: nobody can be checked in with it."))
    _hold(person)
    mark = _mark(key=key, state=Whereabouts.IN, person=person, at=at, device=device, by=by)
    if _stands(mark):
        keep_rooms(mark)
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


@transaction.atomic
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
    told."""
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
    if host is not None and _stands(mark):
        tell_host(mark, host, by=by)
    return mark


@transaction.atomic
def take_back(
    *,
    of: uuid.UUID,
    person: Person | None = None,
    visit: uuid.UUID | None = None,
    at: datetime | None = None,
    device: HubDevice | None = None,
    by: Person | None,
) -> PresenceMark | None:
    """A mark made by mistake counts no more, as if it had never been said, and what it caused goes
    with it; it may still be on its way (then `person` or `visit` say whose it is). None: nobody
    knows of such a mark."""
    said = PresenceMark.objects.filter(key=of).exclude(state=Whereabouts.BACK)
    if slip := said.first():
        person, visit, at = slip.person, slip.visit, slip.at
    if person is None and visit is None:
        return None
    if person is not None:
        _hold(person)
        slip = said.first()  # it may have come meanwhile
    mark = _mark(
        key=key_of_undoing(of),
        state=Whereabouts.BACK,
        person=person,
        visit=None if person else visit,
        at=at,
        device=device,
        by=by,
    )
    if slip is not None and slip.state == Whereabouts.IN:
        let_rooms_go(slip) if slip.person else tell_host_no_more(slip, by=by)
    return mark


def _hold(person: Person) -> None:
    """One mark of a person at a time, so that a mark and its undoing see each other."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _stands(mark: PresenceMark) -> bool:
    """Whether nobody took this mark back; a slip may arrive after its undoing."""
    return not PresenceMark.objects.filter(key=key_of_undoing(mark.key)).exists()


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
