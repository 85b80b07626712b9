"""Addresses that open one booking, or one place in the waiting list, without signing in."""

import uuid

from django.core import signing

from elspace.core.addresses import whole_address

from .models import Booking, RoomWait

BOOKING, WAIT = "hosting.booking", "hosting.wait"


def booking_link(booking: Booking) -> str:
    """The page on which its person confirms or cancels a booking."""
    return whole_address("hosting:answer", signed=signing.dumps(str(booking.key), salt=BOOKING))


def wait_link(wait: RoomWait) -> str:
    """The page on which who waited takes the room held for them."""
    return whole_address("hosting:offered", signed=signing.dumps(str(wait.key), salt=WAIT))


def key_in(signed: str, salt: str) -> uuid.UUID | None:
    """The key in a signed address; None when it was not ours."""
    try:
        return uuid.UUID(signing.loads(signed, salt=salt))
    except (signing.BadSignature, ValueError, TypeError):
        return None
