"""Trusting a device, and taking the trust back."""

import secrets
import uuid

from django.db import transaction

from elspace.people.devices import hashed, security_of
from elspace.people.models import Person, TrustedDevice
from elspace.trust.actions import record


@transaction.atomic
def trust_device(*, person: Person, name: str) -> str:
    """No second code on this device for 30 days; returns the token its cookie keeps."""
    token = secrets.token_urlsafe(32)
    TrustedDevice.objects.create(
        person=person, token_hash=hashed(token), made_under=security_of(person), name=name
    )
    record("trust_device", subject=person, actor=person)
    return token


@transaction.atomic
def forget_device(*, person: Person, key: uuid.UUID) -> bool:
    """The next sign-in there asks for the second code; False when it was forgotten before."""
    gone, _rows = TrustedDevice.objects.filter(person=person, key=key).delete()
    if gone:
        record("forget_device", subject=person, actor=person)
    return bool(gone)


@transaction.atomic
def forget_devices(*, person: Person) -> int:
    """Every device asks again."""
    gone, _rows = TrustedDevice.objects.filter(person=person).delete()
    if gone:
        record("forget_devices", subject=person, actor=person, changes={"count": (gone, 0)})
    return gone
