"""Which payments pay which invoices."""

from collections.abc import Sequence

from elspace.billing.models import Invoice, Payment, PaymentShare
from elspace.billing.money import shares_of, to_millime
from elspace.billing.queries.owed import unpaid_of, unused_payments
from elspace.hosting.models import Payer


def share_out(payment: Payment, chosen: Sequence[Invoice] = ()) -> None:
    """Let a payment pay what is owed: the invoices chosen, then the others, first due first."""
    first = {invoice.pk for invoice in chosen}
    owed = sorted(unpaid_of(payment.payer), key=lambda one: one.pk not in first)
    used = sum((share.amount for share in payment.shares.all()), start=payment.amount * 0)
    amounts = shares_of(
        payment.amount - used,
        [to_millime(one.owed) for one in owed],  # type: ignore[attr-defined]
    )
    for invoice, amount in zip(owed, amounts, strict=True):
        if amount:
            share, made = PaymentShare.objects.get_or_create(
                payment=payment, invoice=invoice, defaults={"amount": amount}
            )
            if not made:
                share.amount += amount
                share.save(update_fields=["amount"])


def use_advance(payer: Payer) -> None:
    """Let what a payer paid too much pay what they owe now."""
    for payment in unused_payments(payer):
        share_out(payment)


def free_overpaid(invoice: Invoice) -> None:
    """An invoice corrected below what was paid lets the rest go, the latest payment first; it pays
    the payer's other invoices, or waits for the next one."""
    row = Invoice.objects.with_owed().get(pk=invoice.pk)
    too_much = to_millime(-row.owed)  # type: ignore[attr-defined]
    for share in invoice.shares.filter(payment__state="received").order_by("-pk"):
        if too_much <= 0:
            break
        less = min(share.amount, too_much)
        too_much -= less
        share.amount -= less
        if share.amount:
            share.save(update_fields=["amount"])
        else:
            share.delete()
    use_advance(invoice.payer)
