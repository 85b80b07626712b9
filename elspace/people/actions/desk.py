"""Devices of the hub: registered and closed by the direction; opened by six digits."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import YES, Answer, Refused, no
from elspace.people.desk import (
    DeskCode,
    HubDevice,
    device_hash,
    is_too_easy,
    new_device_token,
)
from elspace.people.models import Person
from elspace.trust.actions import record

DIGITS = 6
MOST_OF_A_PERSON, MOST_OF_A_DEVICE = 5, 20
LOCKED_FOR = timedelta(minutes=15)


@transaction.atomic
def register_device(*, name: str, by: Person) -> str:
    """A browser of the hub becomes one of its devices; returns the token its cookie keeps."""
    token = new_device_token()
    device = HubDevice.objects.create(
        name=name.strip()[:60], token_hash=device_hash(token), registered_by=by
    )
    record("register_device", subject=device, actor=by)
    return token


@transaction.atomic
def revoke_device(*, device: HubDevice, by: Person) -> None:
    """Nobody opens it any more; whoever is at it now is shown out at their next click."""
    device = HubDevice.objects.select_for_update().get(pk=device.pk)
    if device.revoked_at is None:
        device.revoked_at = timezone.now()
        device.save(update_fields=["revoked_at"])
        record("revoke_device", subject=device, actor=by)


@transaction.atomic
def set_desk_code(*, person: Person, code: str) -> None:
    """Choose or change one's own six digits."""
    if not person.is_team:
        raise Refused(_("Only the team opens devices of the hub."))
    if len(code) != DIGITS or not (code.isascii() and code.isdecimal()):
        raise Refused(_("Six digits, nothing else."))
    if is_too_easy(code):
        raise Refused(_("These digits are too easy to guess: choose others."))
    DeskCode.objects.update_or_create(
        person=person,
        defaults={
            "code": make_password(code),
            "set_at": timezone.now(),
            "wrong_tries": 0,
            "locked_until": None,
        },
    )
    record("set_device_code", subject=person, actor=person)


@transaction.atomic
def try_code(*, device: HubDevice, person: Person | None, code: str) -> Answer:
    """Whether these digits open this device for this person. A wrong try is counted, on both: that
    is why this answers and does not raise. Too many in a row: nothing is heard for a while."""
    device = HubDevice.objects.select_for_update().get(pk=device.pk)
    known = DeskCode.objects.select_for_update().filter(person=person).first() if person else None
    if device.revoked_at is not None:
        return no(_("This computer is no longer a device of the hub."))
    if device.is_locked or (known is not None and known.is_locked):
        return no(_("Too many tries. Wait a quarter of an hour, or sign in with your password."))
    may = person is not None and person.is_active and person.is_team and person.invited_at
    if known is not None and may and check_password(code, known.code):
        known.wrong_tries, device.wrong_tries = 0, 0
        known.save(update_fields=["wrong_tries"])
        device.used_at = timezone.now()
        device.save(update_fields=["wrong_tries", "used_at"])
        record("sign_in_on_device", subject=device, actor=person)
        return YES
    for counted, most in ((known, MOST_OF_A_PERSON), (device, MOST_OF_A_DEVICE)):
        if counted is not None:
            _count(counted, most)
    return no(_("These are not the six digits of this person."))


def _count(counted: DeskCode | HubDevice, most: int) -> None:
    counted.wrong_tries += 1
    if counted.wrong_tries >= most:
        counted.wrong_tries, counted.locked_until = 0, timezone.now() + LOCKED_FOR
        record("lock_device_code", subject=counted)
    counted.save(update_fields=["wrong_tries", "locked_until"])
