"""Cash taken during a cut: numbered on a device that has a number itself, entered once."""

import re
import uuid
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.billing.actions.payers import add_payer
from elspace.billing.actions.payments import receive_cash
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.moments import local, today
from elspace.hosting.enums import PayerKind, PriceKind
from elspace.hosting.models import Payer, SubscriptionTerms
from elspace.hub.parts import uses
from elspace.people.models import Person
from elspace.reception.models import ReceiptDevice
from elspace.reception.rules import LATE
from elspace.trust.actions import record

_CODE = re.compile(r"[0-9a-z]{1,20}")
MOST = Decimal(100_000)  # dinars; more is a slip of the finger


@once_per_key(ReceiptDevice)
@transaction.atomic
def number_device(*, key: uuid.UUID, by: Person) -> ReceiptDevice:
    """Give a browser its number, once: receipts it writes without network carry it."""
    device = ReceiptDevice.objects.create(key=key)
    record("number_receipt_device", subject=device, actor=by)
    return device


def enter_cash(
    *,
    person: Person,
    amount: str,
    device: str,
    number: str,
    day: str,
    at: datetime | None,
    key: uuid.UUID,
    by: Person | None,
) -> None:
    """Enter a receipt as the device gave it, on the day printed on it; it goes to the account of
    whoever pays for the person."""
    if not uses("invoices"):
        raise Refused(_("Payments are switched off here: write this receipt down."))
    if by is not None and not by.has_perm("billing.receive_payment"):
        raise Refused(_("Only who may take payments enters this receipt."))
    try:
        dinars = Decimal(amount)
    except InvalidOperation as error:
        raise Refused(_("This amount cannot be read.")) from error
    if not (dinars.is_finite() and 0 < dinars <= MOST):
        raise Refused(_("This amount cannot be read."))
    if not (_CODE.fullmatch(device) and number.isascii() and number.isdecimal()):
        raise Refused(_("This line is damaged: please write it again."))
    receive_cash(
        payer=payer_for(person, by=by),
        amount=dinars,
        device=device,
        number_on_device=min(int(number), 9999),
        taken_at=_on_its_day(at or timezone.now(), day),
        key=key,
        by=by,
    )


def _on_its_day(at: datetime, printed: str) -> datetime:
    """When it was given, on the day printed on it: a device's clock may have been set right between
    the receipt and its sending. A day that cannot be is not believed."""
    try:
        day = date.fromisoformat(printed)
    except ValueError:
        return at
    if timezone.localdate(at) == day or not today() - LATE <= day <= today():
        return at
    return local(day, time() if timezone.localdate(at) < day else time(23, 59))


def payer_for(person: Person, *, by: Person | None) -> Payer:
    """Whoever pays for somebody today; themselves where a programme pays, or nobody yet."""
    day = timezone.localdate()
    terms = (
        SubscriptionTerms.objects.filter(subscription__person=person, from_on__lte=day)
        .exclude(subscription__until_on__lt=day)
        .select_related("payer")
        .order_by("from_on", "pk")
        .last()
    )
    if terms is not None and terms.kind in (PriceKind.FULL, PriceKind.SOLIDARITY):
        return terms.payer
    own = Payer.objects.filter(person=person).first()
    return own or add_payer(
        kind=PayerKind.PERSON,
        person=person,
        name=person.name,
        language=person.language,
        by=by,
    )
