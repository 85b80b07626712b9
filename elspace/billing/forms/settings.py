"""Forms of the dated settings, of what stands on invoices, of closing a month."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.billing.models import BillingSettings
from elspace.core.moments import today
from elspace.hosting.enums import VatClass

from .fields import AmountField, DayField, TaxIdField


class VatRateForm(forms.Form):
    """A rate from a day on, and where it comes from."""

    prefix = "vat"
    vat_class = forms.ChoiceField(choices=VatClass.choices, label=_("VAT"))
    rate = AmountField(label=_("Rate in percent"), max_digits=5, decimal_places=2, max_value=100)
    from_on = DayField(label=_("From"), initial=today)
    source = forms.CharField(max_length=200, label=_("Where it comes from"))


class StampForm(forms.Form):
    """A stamp duty from a day on."""

    prefix = "stamp"
    amount = AmountField(label=_("Amount in dinars"))
    from_on = DayField(label=_("From"), initial=today)
    source = forms.CharField(max_length=200, label=_("Where it comes from"))


class LateFeeForm(forms.Form):
    """What a room given back late costs, from a day on."""

    prefix = "late"
    hours = forms.IntegerField(
        min_value=1,
        max_value=336,
        initial=24,
        label=_("Given back so many hours before it begins, or less"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    percent = AmountField(
        label=_("Percent of its price (0: nothing)"), max_digits=5, decimal_places=2, max_value=100
    )
    from_on = DayField(label=_("From"), initial=today)
    source = forms.CharField(max_length=200, label=_("Where it comes from"))


class SettingsForm(forms.Form):
    """What the hub says of itself on invoices, and its limits."""

    prefix = "hub"
    legal_name = forms.CharField(max_length=160, required=False, label=_("Legal name"))
    legal_name_ar = forms.CharField(max_length=160, required=False, label=_("Legal name in Arabic"))
    tax_id = TaxIdField(required=False, label=_("Tax id"))
    address = forms.CharField(
        required=False, label=_("Address"), widget=forms.Textarea(attrs={"rows": 2})
    )
    address_ar = forms.CharField(
        required=False, label=_("Address in Arabic"), widget=forms.Textarea(attrs={"rows": 2})
    )
    bank_account = forms.CharField(
        max_length=60,
        required=False,
        label=_("Bank account"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    note = forms.CharField(max_length=240, required=False, label=_("Line at the foot of invoices"))
    vat_class = forms.ChoiceField(
        choices=VatClass.choices, label=_("VAT of rooms and of lines, unless they say otherwise")
    )
    days_to_pay = forms.IntegerField(min_value=0, max_value=120, label=_("Days to pay"))
    second_over = AmountField(label=_("A second person counts when the till holds more than"))
    difference_over = AmountField(label=_("or when the difference is more than"))

    def __init__(self, *args: Any, row: BillingSettings, **kwargs: Any) -> None:
        names = self.base_fields
        super().__init__(*args, initial={name: getattr(row, name) for name in names}, **kwargs)


class ClosingForm(forms.Form):
    """Which month to close."""

    month = forms.DateField(widget=forms.HiddenInput)
