"""Payments received: cash with its receipt, cheques, transfers; a cheque that comes back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.billing.enums import Method, PaymentState
from elspace.billing.models import Invoice, NumberSeries, Payment
from elspace.billing.queries.closing import closed_until
from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.hosting.models import Payer
from elspace.trust.actions import record

from .books import check_date, lock_books, next_number
from .shares import share_out, use_advance

RECEIPT = "receipt"
CASH_IS_OF_TODAY = gettext_lazy("Cash is dated on the day it is received: today.")


@dataclass(frozen=True)
class Cheque:
    """What is written on a cheque, and whether the bank's service was asked about it."""

    bank: str
    number: str
    cap: Decimal | None = None
    valid_until: date | None = None
    is_checked: bool = False


@transaction.atomic
def receive_payment(
    *,
    payer: Payer,
    method: Method | str,
    amount: Decimal,
    received_on: date | None = None,
    invoices: Sequence[Invoice] = (),
    reference: str = "",
    cheque: Cheque | None = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> Payment:
    """Note a payment; it pays the invoices chosen, then what is longest due. More than is owed
    waits for the next invoice."""
    if method == Method.CASH:
        if received_on not in (None, today()):
            raise Refused(CASH_IS_OF_TODAY)
        return receive_cash(payer=payer, amount=amount, invoices=invoices, key=key, by=by)
    lock_books()
    if first := known_by_key(Payment, key, payer_id=payer.pk, amount=amount, method=method):
        return first
    day = received_on or today()
    check_date(day)
    _check_amount(amount)
    if method == Method.CHEQUE:
        _check_cheque(cheque, amount, day)
    on_it = cheque if method == Method.CHEQUE and cheque else Cheque("", "")
    payment = Payment.objects.create(
        key=key or uuid.uuid4(),
        payer=payer,
        method=method,
        amount=amount,
        received_on=day,
        reference=reference,
        bank=on_it.bank,
        cheque_number=on_it.number,
        cheque_cap=on_it.cap,
        cheque_valid_until=on_it.valid_until,
        is_checked=on_it.is_checked,
        received_by=by,
    )
    return _kept(payment, invoices, by)


@transaction.atomic
def receive_cash(
    *,
    payer: Payer,
    amount: Decimal,
    invoices: Sequence[Invoice] = (),
    device: str = "",
    number_on_device: int | None = None,
    taken_at: datetime | None = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> Payment:
    """Take cash and number its receipt, for each device and day. The same key is the same receipt,
    however often a device sends it. A number that another receipt holds already (a device that was
    emptied) never loses the money: it gets the next one, and the number printed is kept beside it.
    Cash of a month closed in between is dated today; when it was taken stays written."""
    lock_books()
    # Of a device: who pays for the person may have changed since it first sent this receipt.
    whose = {"device": device} if device else {"payer_id": payer.pk}
    if first := known_by_key(Payment, key, amount=amount, method=Method.CASH, **whose):
        return first
    _check_amount(amount)
    taken_at = min(taken_at or timezone.now(), timezone.now())
    day = timezone.localdate(taken_at)
    number = _receipt_number(day, device, number_on_device)
    until = closed_until()
    payment = Payment.objects.create(
        key=key or uuid.uuid4(),
        payer=payer,
        method=Method.CASH,
        amount=amount,
        received_on=today() if until is not None and day <= until else day,
        taken_at=taken_at,
        device=device,
        receipt_on=day,
        receipt_number=number,
        printed_number=number_on_device if number_on_device not in (None, number) else None,
        received_by=by,
    )
    return _kept(payment, invoices, by)


def _receipt_number(day: date, device: str, asked: int | None) -> int:
    """The number a device printed, if it is free; else the next one of its day."""
    used = Payment.objects.filter(device=device, receipt_on=day, receipt_number=asked)
    if asked is None or asked < 1 or used.exists():
        return next_number(RECEIPT, day.isoformat(), device)
    series, _made = NumberSeries.objects.get_or_create(
        kind=RECEIPT, period=day.isoformat(), device=device
    )
    if series.last < asked:
        series.last = asked
        series.save(update_fields=["last"])
    return asked


def _kept(payment: Payment, invoices: Sequence[Invoice], by: Any) -> Payment:
    share_out(payment, invoices)
    record("receive_payment", subject=payment, actor=by, changes={"how": (None, payment.method)})
    return payment


def _check_amount(amount: Decimal) -> None:
    if amount <= 0:
        raise Refused(_("A payment is more than nothing."))
    if amount != amount.quantize(Decimal("0.001")):
        raise Refused(_("An amount has three decimals at most."))


def _check_cheque(cheque: Cheque | None, amount: Decimal, day: date) -> None:
    if cheque is None or not cheque.bank or not cheque.number:
        raise Refused(_("A cheque has a bank and a number."))
    if cheque.cap is not None and amount > cheque.cap:
        raise Refused(_("The amount is more than the cap printed on the cheque."))
    if cheque.valid_until is not None and cheque.valid_until < day:
        raise Refused(_("This cheque is no longer valid on that day."))


@transaction.atomic
def bounce_payment(*, payment: Payment, why: str = "", on: date | None = None, by: Any) -> Payment:
    """A cheque came back unpaid: what it had paid is owed again, from the day it came back."""
    lock_books()
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.state == PaymentState.BOUNCED:  # a second press
        return payment
    if not payment.is_cheque or not payment.is_received:
        raise Refused(_("Only a cheque that was received can come back unpaid."))
    day = on or today()
    check_date(day)
    if day < payment.received_on:
        raise Refused(_("It cannot come back before it was received."))
    return _ended(payment, PaymentState.BOUNCED, day, why, by)


@transaction.atomic
def take_back_payment(*, payment: Payment, why: str, by: Any) -> Payment:
    """A payment entered by mistake counts no more from today on; its line and its receipt's number
    stay, also where its month is closed."""
    lock_books()
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.state == PaymentState.MISTAKEN:
        return payment
    if not payment.is_received:
        raise Refused(_("This payment does not count any more already."))
    check_date(today())
    if not why.strip():
        raise Refused(_("A word about what happened is needed."))
    return _ended(payment, PaymentState.MISTAKEN, today(), why, by)


def _ended(payment: Payment, state: PaymentState, day: date, why: str, by: Any) -> Payment:
    payment.state, payment.ended_on, payment.ended_why = state, day, why.strip()[:160]
    payment.ended_at = timezone.now()
    payment.save(update_fields=["state", "ended_on", "ended_at", "ended_why"])
    record("end_payment", subject=payment, actor=by, changes={"state": ("received", state.value)})
    use_advance(payment.payer)
    return payment
