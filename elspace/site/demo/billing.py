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
from elspace.billing.queries.due import month_name
from elspace.core.moments import today
from elspace.hosting.enums import PayerKind, VatClass
from elspace.hosting.models import Payer

from .cast import Cast
from .keys import key_of

FIRST, SECOND = "1 Tue 09:00", "5 Mon 09:30"
FLEXIBLE, FIXED, INCUBATED = Decimal("120.000"), Decimal("200.000"), Decimal("50.000")
RIVES = "Programme Rives"
# who pays, what for, price before tax, how many
DESKS: list[tuple[str, str, Decimal, int]] = [
    ("R25", "Bureau flexible", FLEXIBLE, 1),
    ("R09", "Bureau flexible", FLEXIBLE, 1),
    ("R18", "Bureau flexible", FLEXIBLE, 1),
    ("R29", "مكتب مرن", FLEXIBLE, 1),
    ("V02", "Bureau fixe", FIXED, 1),
    ("V04", "Bureaux fixes", FIXED, 2),
    ("V13", "Bureau fixe", FIXED, 1),
    (RIVES, "Bureaux incubés", INCUBATED, 8),
]
TAX_IDS = {"V02": "0000011D/A/M/000", "V04": "0000012E/A/M/000", "V13": "0000014G/A/M/000"}
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
    for code, _words, _price, _count in DESKS:
        _payer(cast, code)


def _payer(cast: Cast, code: str) -> Payer:
    if code in cast.people:
        person = cast.people[code]
        row, _made = Payer.objects.get_or_create(
            person=person,
            defaults={
                "key": key_of("payer", code),
                "kind": PayerKind.PERSON,
                "name": person.name_in(person.language),
                "language": person.language,
            },
        )
    elif code in cast.ventures:
        venture = cast.ventures[code]
        row, _made = Payer.objects.get_or_create(
            venture=venture,
            defaults={
                "key": key_of("payer", code),
                "kind": PayerKind.VENTURE,
                "name": venture.name,
                "tax_id": TAX_IDS.get(code, ""),
            },
        )
    else:
        row, _made = Payer.objects.get_or_create(
            name=code,
            kind=PayerKind.ORGANISATION,
            defaults={"key": key_of("payer", code)},
        )
    return row


def issue(cast: Cast, month: date, which: str) -> None:
    """An invoice for each payer, for a month."""
    for code, words, price, count in DESKS:
        item = Item(f"{words} · {month_name(month)}", Decimal(count), price, VatClass.NORMAL.value)
        draft = draft_invoice(
            payer=_payer(cast, code),
            items=[item],
            key=key_of("invoice", code, which),
            by=cast.programme,
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
