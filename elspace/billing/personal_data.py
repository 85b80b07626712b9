"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData
from elspace.hosting.models import Booking, Subscription

from .enums import InvoiceState
from .models import Invoice, LateReturn, Payment, Waiver


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Invoices and payments in the person's own name; for others than the person, only who may
    see invoices. Why something was waived stays in the house, as its page promises."""
    if reader != person and not reader.has_perm("billing.view_invoice"):
        return
    for row in Invoice.objects.issued().filter(payer__person=person).order_by("issued_on", "pk"):
        yield {
            _("number"): row.code,
            _("date"): row.issued_on,
            _("name"): row.payer_name,
            _("total"): str(row.total),
        }
    for waiver in Waiver.objects.filter(payer__person=person).order_by("waived_on", "pk"):
        yield {
            _("waived on"): waiver.waived_on,
            _("words"): waiver.words,
            _("amount"): str(waiver.amount),
        }
    for late in LateReturn.objects.filter(person=person).order_by("returned_on", "pk"):
        yield {_("date"): late.returned_on, _("words"): late.words, _("amount"): str(late.amount)}
    for pay in Payment.objects.filter(payer__person=person).order_by("received_on", "pk"):
        yield {
            _("received on"): pay.received_on,
            _("amount"): str(pay.amount),
            _("how"): pay.get_method_display(),
        }


def erase(person: Any) -> None:
    """Issued documents stay as they were given out, as long as the hub's rule of keeping says: they
    no longer point at the person, whose payer loses what is not on them."""
    LateReturn.objects.filter(person=person).update(person=None)
    payer = getattr(person, "payer", None)
    if payer is not None:
        Invoice.objects.filter(payer=payer, state=InvoiceState.DRAFT).delete()
        Waiver.objects.filter(payer=payer).update(reason="–")
        payer.email, payer.person = "", None
        payer.save(update_fields=["email", "person"])


def erase_waived(person: Any) -> None:
    """What was waived of what others pay for the person names them, and says why; it is found by
    their bookings, as long as these say whose they were."""
    late = LateReturn.objects.filter(person=person).values_list("source", flat=True)
    rooms = Booking.objects.filter(person=person).values_list("key", flat=True)
    plans = Subscription.objects.filter(person=person).values_list("key", flat=True)
    about = {*late, *(f"booking:{key}" for key in rooms)}
    starts = tuple(f"subscription:{key}:" for key in plans)
    found = [
        number
        for number, source in Waiver.objects.values_list("pk", "source")
        if source in about or source.startswith(starts)
    ]
    Waiver.objects.filter(pk__in=found).update(words="–", reason="–")


PERSONAL_DATA = PersonalData(
    gettext_lazy("Invoices and payments"),
    export,
    erase,
    module="invoices",
    erase_first=erase_waived,
)
