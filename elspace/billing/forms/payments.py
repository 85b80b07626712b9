"""Forms of payments: one received, one that came back, an agreement to pay in parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.billing.actions import Cheque
from elspace.billing.enums import Method
from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import today
from elspace.hosting.models import Payer

from .fields import AmountField, DayField

LTR = {"dir": "ltr"}


class PaymentForm(KeyedForm):
    """Who paid, how much, how; what a cheque says when it is one."""

    payer = forms.ModelChoiceField(
        Payer.objects.all(), to_field_name="key", label=_("Who pays"), empty_label=""
    )
    amount = AmountField(label=_("Amount in dinars"))
    method = forms.ChoiceField(
        choices=Method.choices, label=_("How"), widget=Segments, initial=Method.CASH
    )
    received_on = DayField(label=_("Received on"), initial=today)
    reference = forms.CharField(
        max_length=80,
        required=False,
        label=_("Reference of the transfer"),
        widget=forms.TextInput(attrs=LTR),
    )
    bank = forms.CharField(max_length=80, required=False, label=_("Bank"))
    cheque_number = forms.CharField(
        max_length=20,
        required=False,
        label=_("Number of the cheque"),
        widget=forms.TextInput(attrs={**LTR, "inputmode": "numeric"}),
    )
    cheque_cap = AmountField(required=False, label=_("Cap printed on it"))
    valid_until = DayField(required=False, label=_("Valid until"))
    is_checked = forms.BooleanField(required=False, label=_("Checked with the bank’s service"))

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        cheque = Cheque(
            said["bank"],
            said["cheque_number"],
            said["cheque_cap"],
            said["valid_until"],
            said["is_checked"],
        )
        return {
            "payer": said["payer"],
            "method": said["method"],
            "amount": said["amount"],
            "received_on": said["received_on"],
            "reference": said["reference"],
            "cheque": cheque if said["method"] == Method.CHEQUE else None,
            "key": said["key"],
        }


class EndForm(forms.Form):
    """Why a payment does not count any more."""

    why = forms.CharField(max_length=160, required=False, label=_("What happened"))


class PartsForm(KeyedForm):
    """Into how many parts, and from when."""

    count = forms.IntegerField(
        min_value=2,
        max_value=24,
        initial=3,
        label=_("How many parts"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    first_on = DayField(label=_("The first by"), initial=today)
