"""Forms of payments: one received, one that came back, an agreement to pay in parts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.billing.actions import CASH_IS_OF_TODAY, Cheque
from elspace.billing.enums import Method
from elspace.billing.money import MUCH_MORE, ZERO
from elspace.billing.queries.owed import unpaid_of
from elspace.billing.spelling import in_words
from elspace.core.amounts import may_be_thousands
from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_dinars
from elspace.hosting.forms.plans import PayerChoice
from elspace.hosting.models import Payer

from .fields import AmountField, DayField

LTR = {"dir": "ltr"}
THOUSAND = 1000
OF_A_CHEQUE = ("bank", "cheque_number")


class PaymentForm(KeyedForm):
    """Who paid, how much, how; what a cheque says when it is one."""

    payer = PayerChoice(empty_label="")
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
    # The far too large amount this page asked about: pressed again, it is meant.
    sure = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_A_CHEQUE:
            self.fields[name].asked = _("asked of a cheque")  # type: ignore[attr-defined]

    @property
    def is_unfolded(self) -> bool:
        """Whether what stands on a cheque or a transfer is to be seen."""
        shown = ("received_on", "reference", *OF_A_CHEQUE, "cheque_cap", "valid_until")
        is_paper = self["method"].value() in {Method.CHEQUE, Method.TRANSFER}
        return is_paper or any(self.errors.get(name) for name in shown)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        day, method = said.get("received_on"), said.get("method")
        if day and day > today():
            self.add_error("received_on", _("This day has not come yet."))
        elif day and method == Method.CASH and day != today():
            self.add_error("received_on", CASH_IS_OF_TODAY)
        if method == Method.CHEQUE:
            for name in OF_A_CHEQUE:
                if not said.get(name):
                    self.add_error(name, _("A cheque has a bank and a number."))
        if said.get("payer") and said.get("amount") is not None:
            self._ask_about(said["payer"], said["amount"])
        return said

    def _ask_about(self, payer: Payer, amount: Decimal) -> None:
        """An amount far above what is owed is asked about once, on the same page; and so is one
        whose point may have parted thousands, when so much is owed."""
        owed: Decimal = sum((one.owed for one in unpaid_of(payer)), ZERO)  # type: ignore[attr-defined]
        is_doubtful = (
            may_be_thousands(self.data.get("amount", "")) and amount * THOUSAND <= 2 * owed
        )
        is_too_much = amount > owed + MUCH_MORE
        if not (is_doubtful or is_too_much) or self.data.get("sure") == f"{amount:.3f}":
            return
        self.data = {**self.data.dict(), "sure": f"{amount:.3f}"}
        if is_doubtful:
            asked = _(
                "This was read as %(words)s; %(owed)s are owed. If so, press once more; else write "
                "%(thousands)s."
            )
        else:
            asked = _("Is it really %(amount)s? %(owed)s are owed. If so, press once more.")
        said = {
            "amount": format_dinars(amount),
            "owed": format_dinars(owed),
            "words": in_words(amount, get_language() or "") or format_dinars(amount),
            "thousands": f"{amount * THOUSAND:.0f}",
        }
        self.add_error("amount", asked % said)

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


class TakeBackForm(forms.Form):
    """Why a payment was entered by mistake: asked, because its number stays in the books."""

    why = forms.CharField(max_length=160, label=_("What happened"))


class WaiveForm(KeyedForm):
    """Why something due is asked of nobody."""

    reason = forms.CharField(max_length=160, label=_("Why"))


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
