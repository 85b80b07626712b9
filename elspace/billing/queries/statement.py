"""The statement of a payer: every document and payment in order, with what was owed after each."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F

from elspace.billing.enums import PaymentState
from elspace.billing.models import Invoice, Payment, Waiver
from elspace.hosting.models import Payer

ZERO = Decimal("0.000")


@dataclass(frozen=True)
class Line:
    """One line: the day, what it is, how much was asked or received, what was owed then."""

    on: date
    kind: str  # invoice, credit_note, payment, ended, waived
    code: str
    asked: Decimal
    received: Decimal
    owed: Decimal
    invoice: Invoice | None = None
    payment: Payment | None = None
    waiver: Waiver | None = None


def statement_of(payer: Payer) -> list[Line]:
    """All that happened between a payer and the hub. What was found mistaken on its own day never
    happened; later, a statement may have told it: it stands, and is taken back on its day."""
    found: list[Line] = []
    for one in Invoice.objects.issued().filter(payer=payer):
        asked, received = (ZERO, one.total) if one.is_credit_note else (one.total, ZERO)
        day = one.issued_on or date.min
        found.append(Line(day, one.kind, one.code, asked, received, ZERO, invoice=one))
    payments = Payment.objects.filter(payer=payer)
    for pay in payments.exclude(state=PaymentState.MISTAKEN, ended_on=F("received_on")):
        found.append(
            Line(pay.received_on, "payment", pay.code, ZERO, pay.amount, ZERO, payment=pay)
        )
        if not pay.is_received and pay.ended_on:
            found.append(Line(pay.ended_on, "ended", "", pay.amount, ZERO, ZERO, payment=pay))
    for waiver in Waiver.objects.filter(payer=payer, ended_on=None):
        found.append(Line(waiver.waived_on, "waived", "", ZERO, ZERO, ZERO, waiver=waiver))
    found.sort(key=lambda line: (line.on, line.kind != "invoice", line.code))
    owed, lines = ZERO, []
    for line in found:
        owed += line.asked - line.received
        lines.append(replace(line, owed=owed))
    return lines
