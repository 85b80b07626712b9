"""The invoice of a room let to a customer, written before its month is over."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import Invoice
from elspace.billing.queries.due import room_due
from elspace.billing.queries.rates import billing_settings
from elspace.core.answers import Refused
from elspace.hosting.models import Booking

from .invoices import Item, draft_invoice


@transaction.atomic
def draft_booking(*, booking: Booking, by: Any) -> Invoice:
    """A draft of its own for what the customer agreed to; pressed twice it is the same draft. What
    stands on another invoice already is refused there."""
    booking = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("space__room", "customer")
        .get(pk=booking.pk)
    )
    due = room_due(booking, billing_settings().vat_class) if booking.customer else None
    if due is None or booking.customer is None or booking.state != Booking.State.BOOKED:
        raise Refused(_("Nothing is to be invoiced for this booking."))
    item = Item(due.words, due.quantity, due.unit_price, due.vat_class, due.source)
    return draft_invoice(payer=booking.customer, items=[item], key=booking.key, by=by)
