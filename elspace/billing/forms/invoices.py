"""Forms of invoices: a new one with its lines, a credit note, a reference."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from elspace.billing.actions import Item
from elspace.billing.models import Invoice
from elspace.billing.queries.rates import billing_settings
from elspace.core.forms import KeyedForm, Segments
from elspace.hosting.enums import VatClass
from elspace.hosting.models import Payer

from .fields import AmountField

LINES, SHOWN = 5, 2


class InvoiceForm(KeyedForm):
    """A payer and up to five lines; empty lines are left out."""

    payer = forms.ModelChoiceField(
        Payer.objects.all(), to_field_name="key", label=_("Who pays"), empty_label=""
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("Language of the paper"), widget=Segments, initial="fr"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = billing_settings().vat_class
        for n in range(LINES):
            optional = {"required": False}
            self.fields[f"words_{n}"] = forms.CharField(
                max_length=200, label=_("What for"), required=n == 0
            )
            self.fields[f"quantity_{n}"] = AmountField(
                label=_("Quantity"), decimal_places=2, max_digits=9, initial="1", **optional
            )
            self.fields[f"price_{n}"] = AmountField(
                label=_("Unit price, before tax"), required=n == 0
            )
            self.fields[f"vat_{n}"] = forms.ChoiceField(
                choices=VatClass.choices, label=_("VAT"), initial=self.usual, **optional
            )

    @property
    def first_lines(self) -> list[list[Any]]:
        """The fields of the first lines."""
        return [self._line(n) for n in range(SHOWN)]

    @property
    def more_lines(self) -> list[list[Any]]:
        """The fields of the lines fewer people need."""
        return [self._line(n) for n in range(SHOWN, LINES)]

    @property
    def has_more(self) -> bool:
        """Whether something was typed there, so that they stand open."""
        return any(line[0].value() or line[2].value() for line in self.more_lines)

    def _line(self, n: int) -> list[Any]:
        return [self[f"{name}_{n}"] for name in ("words", "quantity", "price", "vat")]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for n in range(1, LINES):
            if values.get(f"words_{n}") and values.get(f"price_{n}") is None:
                self.add_error(f"price_{n}", _("This line has no price."))
            if values.get(f"price_{n}") is not None and not values.get(f"words_{n}"):
                self.add_error(f"words_{n}", _("This line has no words."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        items = [
            Item(
                said[f"words_{n}"],
                Decimal(1) if said.get(f"quantity_{n}") is None else said[f"quantity_{n}"],
                said[f"price_{n}"],
                said.get(f"vat_{n}") or self.usual,
            )
            for n in range(LINES)
            if said.get(f"words_{n}")
        ]
        return {
            "payer": said["payer"],
            "language": said["language"],
            "items": items,
            "key": said["key"],
        }


class CreditForm(KeyedForm):
    """How much of each line a credit note gives back, and why."""

    reason = forms.CharField(max_length=160, label=_("Why"))
    with_stamp = forms.BooleanField(required=False, label=_("Give the stamp duty back too"))
    lets_go = forms.BooleanField(
        required=False, label=_("What it invoiced may be invoiced again, corrected")
    )

    def __init__(
        self, *args: Any, invoice: Invoice, done: dict[int, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(invoice.lines.all())
        for line in self.lines:
            rest = line.quantity - (done or {}).get(line.position, (Decimal(0),))[0]
            self.fields[f"line_{line.pk}"] = AmountField(
                label=_("Quantity given back"),
                decimal_places=2,
                max_digits=9,
                required=False,
                initial=rest,
            )

    def rows(self) -> Iterator[tuple[Any, Any]]:
        """Each line with its field."""
        for line in self.lines:
            yield line, self[f"line_{line.pk}"]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {
            "quantities": {
                line.pk: said.get(f"line_{line.pk}") or Decimal(0) for line in self.lines
            },
            "reason": said["reason"],
            "with_stamp": said["with_stamp"],
            "lets_go": said["lets_go"],
            "key": said["key"],
        }


class ReferenceForm(forms.Form):
    """The reference of the e-invoice platform."""

    reference = forms.CharField(
        max_length=80,
        required=False,
        label=_("Reference of the e-invoice"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
