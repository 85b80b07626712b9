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
from elspace.hosting.forms.plans import PayerChoice

from .fields import AmountField

LINES, SHOWN = 5, 2


class InvoiceForm(KeyedForm):
    """A payer and up to five lines; empty lines are left out."""

    payer = PayerChoice(empty_label="")
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("Language of the paper"), widget=Segments, initial="fr"
    )

    shown, count = SHOWN, LINES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = billing_settings().vat_class
        for n in range(self.count):
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
        return [self._line(n) for n in range(self.shown)]

    @property
    def more_lines(self) -> list[list[Any]]:
        """The fields of the lines fewer people need."""
        return [self._line(n) for n in range(self.shown, self.count)]

    @property
    def first_more(self) -> int:
        """The number people read on the first of them."""
        return self.shown + 1

    @property
    def has_more(self) -> bool:
        """Whether something was typed there, so that they stand open."""
        return any(line[0].value() or line[2].value() for line in self.more_lines)

    def _line(self, n: int) -> list[Any]:
        return [self[f"{name}_{n}"] for name in ("words", "quantity", "price", "vat")]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for n in range(self.count):
            if self.errors.get(f"words_{n}") or self.errors.get(f"price_{n}"):
                continue
            if values.get(f"words_{n}") and values.get(f"price_{n}") is None:
                self.add_error(f"price_{n}", _("This line has no price."))
            if values.get(f"price_{n}") is not None and not values.get(f"words_{n}"):
                self.add_error(f"words_{n}", _("This line has no words."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {
            "payer": said["payer"],
            "language": said["language"],
            "items": self.items(),
            "key": said["key"],
        }

    def items(self) -> list[Item]:
        """The lines that say something."""
        said = self.cleaned_data
        return [
            Item(
                said[f"words_{n}"],
                Decimal(1) if said.get(f"quantity_{n}") is None else said[f"quantity_{n}"],
                said[f"price_{n}"],
                said.get(f"vat_{n}") or self.usual,
                self.source_of(n),
            )
            for n in range(self.count)
            if said.get(f"words_{n}")
        ]

    def source_of(self, n: int) -> str:
        """What a line invoices: nothing the run would find, when it is written by hand."""
        return ""


class CorrectionForm(InvoiceForm):
    """The lines of a draft as they stand, to be corrected; an emptied line goes."""

    def __init__(self, *args: Any, draft: Invoice, **kwargs: Any) -> None:
        lines = list(draft.lines.select_related("claim"))
        self.shown = max(SHOWN, len(lines))
        self.count = max(LINES, len(lines) + 2)
        self.sources = {
            line.pk: line.claim.source if hasattr(line, "claim") else "" for line in lines
        }
        initial: dict[str, Any] = {"language": draft.language}
        for n, line in enumerate(lines):
            initial |= {
                f"words_{n}": line.words,
                f"quantity_{n}": line.quantity,
                f"price_{n}": line.unit_price,
                f"vat_{n}": line.vat_class,
                f"line_{n}": line.pk,
            }
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["payer"]
        for n in range(self.count):
            self.fields[f"line_{n}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        for name in ("words_0", "price_0"):
            self.fields[name].required = False

    def source_of(self, n: int) -> str:
        """A line that stays goes on invoicing what it did."""
        return self.sources.get(self.cleaned_data.get(f"line_{n}"), "")

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        lines = [said.get(f"line_{n}") for n in range(self.count)]
        return {
            "language": said["language"],
            "items": self.items(),
            "seen": [line for line in lines if line is not None],
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
