"""What is owed for desks: two months of invoices, what was paid of them, today's till."""

from datetime import date, timedelta
from decimal import Decimal

from elspace.billing.actions import (
    Cheque,
    Item,
    change_settings,
    draft_invoice,
    issue_invoice,
    move_till,
    receive_cash,
    receive_payment,
)
from elspace.billing.models import Invoice
from elspace.billing.queries.closing import first_of_month
from elspace.billing.queries.due import due_and_unclaimed
from elspace.core.moments import today

from .cast import Cast
from .keys import key_of
from .payers import RIVES, payer_of

FIRST, SECOND = "1 Tue 09:00", "5 Mon 09:30"
# Whose invoices were written; the others wait for the month to be prepared.
INVOICED = ["R25", "R09", "R18", "R29", "V02", "V04", "V13", RIVES]
# Who paid the first invoices, and the second; how.
PAID_FIRST = {"R09": "cash", "R18": "cash", "V02": "transfer", "V04": "transfer",
              "V13": "cheque", RIVES: "transfer", "R29": "cash"}  # fmt: skip
PAID_SECOND = {"V02": "cheque", "V04": "transfer", "V13": "transfer"}


def tell_billing(cast: Cast) -> None:
    """Keep each fact for its moment."""
    story, days = cast.story, cast.days
    this = first_of_month(days.today)
    before = first_of_month(this - timedelta(days=1))
    story.at(days.at(FIRST), open_books, cast)
    story.at(days.at(FIRST), issue, cast, before, "first")
    story.at(days.at("2 Tue 11:00"), receive, cast, "first", PAID_FIRST)
    story.at(days.at(SECOND), issue, cast, this, "second")
    story.at(days.lately(330), receive, cast, "second", PAID_SECOND)
    story.at(days.lately(300), fill_till, cast)
    story.at(days.lately(90), receive, cast, "second", {"R18": "cash"})


def open_books(cast: Cast) -> None:
    """Who issues, and who pays."""
    change_settings(
        legal_name="Association El Space",
        legal_name_ar="جمعيّة الفضاء",
        tax_id="0000028N/N/N/000",
        address="Rue du Jasmin, Tunis",
        address_ar="نهج الياسمين، تونس",
        bank_account="00 000 0000000000000 00",
        by=cast.director,
    )
    for code in INVOICED:
        payer_of(cast, code)


def issue(cast: Cast, month: date, which: str) -> None:
    """What is due for a month, an invoice for each payer."""
    due = due_and_unclaimed(month)
    for code in INVOICED:
        payer = payer_of(cast, code)
        items = [
            Item(row.words, row.quantity, row.unit_price, row.vat_class, row.source)
            for row in due
            if row.payer == payer
        ]
        if items:
            draft = draft_invoice(
                payer=payer, items=items, key=key_of("invoice", code, which), by=cast.programme
            )
            issue_invoice(invoice=draft, by=cast.programme)


def receive(cast: Cast, which: str, paid: dict[str, str]) -> None:
    """Payments of the invoices of a month."""
    for code, method in paid.items():
        invoice = Invoice.objects.filter(key=key_of("invoice", code, which)).first()
        if invoice is None:  # a month whose day has not come yet
            continue
        key = key_of("payment", code, which)
        if method == "cash":
            receive_cash(
                payer=invoice.payer,
                amount=invoice.total,
                invoices=[invoice],
                key=key,
                by=cast.reception,
            )
            continue
        receive_payment(
            payer=invoice.payer,
            method=method,
            amount=invoice.total,
            invoices=[invoice],
            cheque=_cheque(invoice) if method == "cheque" else None,
            key=key,
            by=cast.programme,
        )


def _cheque(invoice: Invoice) -> Cheque:
    number = f"{1_000_000 + (invoice.number or 0)}"
    return Cheque("Banque du Jasmin", number, Decimal("500.000"), today() + timedelta(days=60))


def fill_till(cast: Cast) -> None:
    """Change for the day."""
    move_till(
        kind="put_in",
        amount=Decimal("50.000"),
        note="Monnaie du matin",
        key=key_of("till", "change"),
        by=cast.reception,
    )
