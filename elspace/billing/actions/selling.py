"""A day or a book of days sold at the reception: its invoice and its receipt in the same press."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.enums import Method, PaymentState
from elspace.billing.models import Claim, Invoice, Payment
from elspace.billing.queries.closing import first_of_month
from elspace.billing.queries.due import due_of, priced_subscriptions
from elspace.core.answers import Refused
from elspace.hosting.actions.passes import begin_pass
from elspace.hosting.models import Desk, MembershipPlan, Subscription
from elspace.hosting.queries.plans import amount_on
from elspace.hub.enums import Half
from elspace.hub.parts import uses
from elspace.people.models import Person

from .books import lock_books
from .invoices import Item, draft_invoice, issue_invoice
from .monthly import payer_of
from .payments import receive_cash


@dataclass(frozen=True)
class Sale:
    """What was sold, and the money taken for it, if any was."""

    subscription: Subscription
    payment: Payment | None = None


@transaction.atomic
def sell_pass(
    *,
    person: Person,
    plan: MembershipPlan,
    desk: Desk | None = None,
    halves: Iterable[Half] = (),
    is_paid: bool,
    key: uuid.UUID,
    by: Any,
) -> Sale:
    """Sell it at the price of the list. Paid in cash: it stands on an invoice of its own, paid by
    a numbered receipt. Else it stands on the next invoice of the month."""
    takes_money = is_paid and uses("invoices")
    if takes_money:
        lock_books()
    begun = begin_pass(person=person, plan=plan, desk=desk, halves=halves, key=key, by=by)
    return Sale(begun, _paid(begun, by) if takes_money else None)


def _paid(begun: Subscription, by: Any) -> Payment | None:
    row = priced_subscriptions().get(pk=begun.pk)
    if amount_on(row, row.from_on) is None:
        raise Refused(_("This plan has no price yet: whoever keeps the plans can set it."))
    due = due_of(row, first_of_month(row.from_on))
    if due is None:  # nothing is asked for it
        return None
    if known := Claim.objects.filter(source=due.source).first():  # a second press
        return _taken_for(known)
    payer = payer_of(due)
    item = Item(due.words, due.quantity, due.unit_price, due.vat_class, due.source)
    draft = draft_invoice(payer=payer, items=[item], by=by)
    invoice = issue_invoice(invoice=draft, by=by)
    # What was paid ahead has paid its part by now; the page said so.
    left = Invoice.objects.unpaid().filter(pk=invoice.pk).first()
    if left is None:
        return None
    return receive_cash(payer=payer, amount=left.owed, invoices=[invoice], by=by)  # type: ignore[attr-defined]


def _taken_for(claim: Claim) -> Payment | None:
    """The cash taken for what is invoiced already; None when it was paid otherwise, refused while
    it waits to be paid."""
    invoice = claim.line.invoice if claim.line else None
    if (
        invoice is None
        or not invoice.is_issued
        or Invoice.objects.unpaid().filter(pk=invoice.pk).exists()
    ):
        raise Refused(_("This stands on an invoice already: the payment is noted there."))
    return Payment.objects.filter(
        method=Method.CASH, state=PaymentState.RECEIVED, shares__invoice=invoice
    ).first()
