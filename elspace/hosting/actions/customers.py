"""A room let to a customer from outside the house: who pays, and the price agreed."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from elspace.core.answers import Refused
from elspace.hosting import rules
from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Booking, Payer
from elspace.trust.actions import record

from .allowances import cover


@transaction.atomic
def let_room(*, booking: Booking, name: str, phone: str, price: Decimal, by: Any) -> Booking:
    """The booking is a customer's: nobody of the house holds it, no plan covers it, nobody is asked
    whether it is kept. Typed again, it is corrected. A customer who was here before is known by
    their name."""
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if not (answer := rules.can_let_booking(booking)):
        raise Refused(answer.reason)
    known = Payer.objects.select_for_update().filter(name=name, person=None, venture=None).first()
    payer = known or Payer(kind=PayerKind.ORGANISATION, name=name)
    payer.phone = phone or payer.phone
    payer.save()
    was = booking.price
    booking.customer, booking.person, booking.price = payer, None, price
    booking.title = booking.title or payer.name[:120]
    booking.confirmed_at = booking.confirmed_at or timezone.now()
    booking.covered_minutes = cover(booking, by=by)
    booking.save()
    if known is None:
        record("add_payer", subject=payer, actor=by)
    record(
        "let_room",
        subject=booking,
        actor=by,
        changes={"price": (None if was is None else str(was), str(price))},
    )
    return booking
