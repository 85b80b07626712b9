"""What a device kept through a cut arrives: each entry once, by its key, at the moment it was said.

An entry that cannot be taken is answered with its reason and does not hold the others up."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.agenda.enums import SEEN_STATES, Presence
from elspace.agenda.models import Occasion
from elspace.agenda.roll import take_tick
from elspace.core.answers import Refused
from elspace.core.keys import key_or_none
from elspace.core.moments import said_at
from elspace.people.desk import HubDevice
from elspace.people.models import Person
from elspace.reception.rules import MOST_AT_ONCE

from .cash import enter_cash
from .marking import check_in, check_out, receive_visit, take_back


@dataclass(frozen=True)
class Merged:
    """What became of one entry: `reason` says why it was not taken."""

    key: str
    reason: str = ""


@dataclass(frozen=True)
class Kept:
    """One entry as the device kept it."""

    key: uuid.UUID
    said: Mapping[str, str]
    at: datetime | None
    device: HubDevice | None
    by: Person | None

    def person(self) -> Person:
        """Whom it is about."""
        person = Person.objects.filter(key=key_or_none(self.said.get("person"))).first()
        if person is None:
            raise Refused(_("This person is no longer known here."))
        return person


def merge(
    *, entries: Iterable[Mapping[str, Any]], sent: str, device: HubDevice | None, by: Person | None
) -> list[Merged]:
    """Take what a device kept; `sent` is its own clock as it sends, so that a wrong one does not
    matter."""
    return [
        _taken(entry, sent, device, by)
        for entry in list(entries)[:MOST_AT_ONCE]
        if isinstance(entry, dict)
    ]


def _taken(
    entry: Mapping[str, Any], sent: str, device: HubDevice | None, by: Person | None
) -> Merged:
    said = {name: str(value) for name, value in entry.items()}
    key = key_or_none(said.get("key"))
    take = _TAKERS.get(said.get("kind", ""))
    if key is None or take is None:
        return Merged(said.get("key", ""), _("This line is damaged: please write it again."))
    kept = Kept(key, said, said_at({"sent": sent, "at": said.get("at", "")}, "at"), device, by)
    try:
        with transaction.atomic():
            take(kept)
    except Refused as refusal:
        return Merged(str(key), str(refusal.reason))
    return Merged(str(key))


def _in(kept: Kept) -> None:
    check_in(person=kept.person(), key=kept.key, at=kept.at, device=kept.device, by=kept.by)


def _out(kept: Kept) -> None:
    visit = key_or_none(kept.said.get("visit"))
    person = None if visit else kept.person()
    check_out(person=person, visit=visit, key=kept.key, at=kept.at, device=kept.device, by=kept.by)


def _back(kept: Kept) -> None:
    of = key_or_none(kept.said.get("of"))
    if of is None:
        return
    take_back(
        of=of,
        person=Person.objects.filter(key=key_or_none(kept.said.get("person"))).first(),
        visit=key_or_none(kept.said.get("visit")),
        at=kept.at,
        device=kept.device,
        by=kept.by,
    )


def _visit(kept: Kept) -> None:
    receive_visit(
        key=kept.key,
        first_name=kept.said.get("first_name", ""),
        host=Person.objects.filter(key=key_or_none(kept.said.get("host")), is_active=True).first(),
        at=kept.at,
        device=kept.device,
        by=kept.by,
    )


def _tick(kept: Kept) -> None:
    """A tick of the roll call of what is open: nothing confidential lies on a device."""
    key = key_or_none(kept.said.get("occasion"))
    named = Occasion.objects.exclude(session__is_confidential=True)
    occasion = named.filter(key=key, state__in=SEEN_STATES).first() if key else None
    presence = kept.said.get("presence", "")
    person = kept.person()
    if occasion is None or not occasion.invitations.filter(person=person).exists():
        raise Refused(_("This roll call is no longer open."))
    if presence not in Presence.values:
        raise Refused(_("This line is damaged: please write it again."))
    take_tick(
        occasion=occasion,
        key=kept.key,
        presence=Presence(presence),
        person=person,
        at=kept.at,
        device=kept.device.name if kept.device else "",
        by=kept.by,
    )


def _cash(kept: Kept) -> None:
    enter_cash(
        person=kept.person(),
        amount=kept.said.get("amount", ""),
        device=kept.said.get("device", ""),
        number=kept.said.get("number", ""),
        day=kept.said.get("day", ""),
        at=kept.at,
        key=kept.key,
        by=kept.by,
    )


_TAKERS: dict[str, Callable[[Kept], None]] = {
    "in": _in,
    "out": _out,
    "back": _back,
    "visit": _visit,
    "tick": _tick,
    "cash": _cash,
}
