"""Invoices and credit notes with their lines. What is issued is frozen, whoever writes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Round
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.billing.enums import InvoiceKind, InvoiceState, PaymentState
from elspace.core.fields import MoneyField
from elspace.core.models import Keyed
from elspace.hosting.enums import VatClass
from elspace.hosting.models import Payer

# All that may still be written on an issued row: what others answered, and who pressed.
MAY_CHANGE = frozenset({"external_ref", "issued_by", "issued_by_id"})
ZERO = Decimal("0.000")


class Frozen(Exception):  # noqa: N818  (it names a state, as Refused does)
    """Somebody tried to change an issued document; a credit note corrects it instead."""


def _sum_of(rows: models.QuerySet[Any], column: str, by: str) -> Coalesce:
    """One subquery: the sum of a column over the rows of each invoice."""
    summed = Round(models.Sum(column), precision=3)
    total = rows.order_by().values(by).annotate(sum=summed).values("sum")
    money = MoneyField()
    return Coalesce(models.Subquery(total, output_field=money), ZERO, output_field=money)


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Chainable reads, and the guard of what is issued."""

    def issued(self) -> "InvoiceQuerySet":
        """Documents that have their number."""
        return self.filter(state=InvoiceState.ISSUED)

    def with_owed(self) -> "InvoiceQuerySet":
        """Each with what was `paid`, `credited`, and what is `owed` of it."""
        from .payments import PaymentShare

        shares = PaymentShare.objects.filter(
            invoice=models.OuterRef("pk"), payment__state=PaymentState.RECEIVED
        )
        notes = Invoice.objects.issued().filter(corrects=models.OuterRef("pk"))
        return self.annotate(
            paid=_sum_of(shares, "amount", "invoice"), credited=_sum_of(notes, "total", "corrects")
        ).annotate(
            owed=models.Case(
                models.When(
                    kind=InvoiceKind.INVOICE,
                    state=InvoiceState.ISSUED,
                    # Rounded: SQLite adds and subtracts in floating point.
                    then=Round(
                        models.F("total") - models.F("paid") - models.F("credited"), precision=3
                    ),
                ),
                default=ZERO,
                output_field=MoneyField(),
            )
        )

    def unpaid(self) -> "InvoiceQuerySet":
        """Invoices of which something is owed."""
        return self.with_owed().filter(owed__gt=0)  # type: ignore[misc]

    def update(self, **fields: Any) -> int:
        if not MAY_CHANGE.issuperset(fields) and self.filter(state=InvoiceState.ISSUED).exists():
            raise Frozen("An issued invoice never changes.")
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(state=InvoiceState.ISSUED).exists():
            raise Frozen("An issued invoice is never deleted.")
        return super().delete()


class Invoice(Keyed):
    """An invoice, or a credit note that corrects one. Amounts are positive on both; numbers are
    given at issue, unbroken in each year. Payer and issuer are copied at issue and stay."""

    kind = models.CharField(max_length=12, choices=InvoiceKind, default=InvoiceKind.INVOICE)
    state = models.CharField(max_length=8, choices=InvoiceState, default=InvoiceState.DRAFT)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="invoices")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    month = models.DateField(_("month"), null=True)  # its first day, when a monthly run wrote it
    # A draft somebody corrected: the run that wrote it keeps its lines as they are.
    is_corrected = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="credit_notes"
    )
    reason = models.CharField(_("why"), max_length=160, blank=True)  # of a credit note
    drafted_at = models.DateTimeField(default=timezone.now)
    issued_on = models.DateField(_("date"), null=True)
    due_on = models.DateField(_("to be paid by"), null=True)
    net = MoneyField(default=ZERO)
    vat = MoneyField(default=ZERO)
    stamp = MoneyField(_("stamp duty"), default=ZERO)
    total = MoneyField(_("total"), default=ZERO)
    # As they stood at issue.
    payer_name = models.CharField(max_length=160, blank=True)
    payer_tax_id = models.CharField(max_length=20, blank=True)
    payer_address = models.TextField(blank=True)
    issuer_name = models.CharField(max_length=160, blank=True)
    issuer_tax_id = models.CharField(max_length=20, blank=True)
    issuer_address = models.TextField(blank=True)
    issuer_bank = models.CharField(max_length=60, blank=True)
    issuer_note = models.CharField(max_length=240, blank=True)
    external_ref = models.CharField(_("reference of the e-invoice"), max_length=80, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_on", "-year", "-number", "-pk"]
        indexes = [models.Index(fields=["payer", "state"]), models.Index(fields=["issued_on"])]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="one_invoice_a_number"),
            models.CheckConstraint(
                condition=models.Q(state="draft", number=None, year=None)
                | models.Q(state="issued", number__isnull=False, year__isnull=False),
                name="numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=models.Q(total__gte=0, net__gte=0, vat__gte=0, stamp__gte=0),
                name="invoice_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="invoice", corrects=None)
                | models.Q(kind="credit_note", corrects__isnull=False),
                name="credit_note_corrects_an_invoice",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Its number as people write it: 2027-0042, credit notes A2027-0003; "" of a draft."""
        if self.number is None:
            return ""
        letter = "A" if self.kind == InvoiceKind.CREDIT_NOTE else ""
        return f"{letter}{self.year}-{self.number:04d}"

    @property
    def is_issued(self) -> bool:
        """Whether it has its number, and never changes again."""
        return self.state == InvoiceState.ISSUED

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives back instead of asking."""
        return self.kind == InvoiceKind.CREDIT_NOTE

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or not MAY_CHANGE.issuperset(fields):
            self._stay_as_issued()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._stay_as_issued()
        return super().delete(*args, **kwargs)

    def _stay_as_issued(self) -> None:
        if self.pk and Invoice.objects.issued().filter(pk=self.pk).exists():
            raise Frozen("An issued invoice never changes.")


class InvoiceLineQuerySet(models.QuerySet["InvoiceLine"]):
    """The guard of lines of what is issued."""

    def update(self, **fields: Any) -> int:
        self._stay_as_issued()
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._stay_as_issued()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        rows: list[Any] = list(objs)
        if Invoice.objects.issued().filter(pk__in={row.invoice_id for row in rows}).exists():
            raise Frozen("An issued invoice gets no further line.")
        return super().bulk_create(rows, *args, **kwargs)

    def _stay_as_issued(self) -> None:
        if self.filter(invoice__state=InvoiceState.ISSUED).exists():
            raise Frozen("The lines of an issued invoice never change.")


class InvoiceLine(models.Model):
    """One line: net = quantity × unit price, VAT on that net, each rounded to the millime, halves
    up. Totals are sums of lines, never rounded again."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(_("words"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2, default=1)
    unit_price = MoneyField(_("unit price"))
    vat_class = models.CharField(_("VAT"), max_length=10, choices=VatClass)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    net = MoneyField()
    vat = MoneyField()

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, unit_price__gte=0, net__gte=0, vat__gte=0),
                name="invoice_line_is_not_negative",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._stay_as_issued()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._stay_as_issued()
        return super().delete(*args, **kwargs)

    def _stay_as_issued(self) -> None:
        if Invoice.objects.issued().filter(pk=self.invoice_id).exists():
            raise Frozen("The lines of an issued invoice never change.")


class Claim(models.Model):
    """What a line invoices ("subscription:KEY:2027-02"): nothing stands on two invoices. A credit
    note may let it go, and it can be invoiced again. Without a line: invoiced by the installation
    the hub came from."""

    source = models.CharField(_("what is invoiced"), max_length=100, unique=True)
    line = models.OneToOneField(
        InvoiceLine, null=True, on_delete=models.CASCADE, related_name="claim"
    )

    class Meta:
        verbose_name = _("what a line invoices")
        verbose_name_plural = _("what lines invoice")
