"""What is typed about a customer from outside the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.people.phones import parse_phone

from .plans import PriceField


class CustomerForm(forms.Form):
    """Who rents a room from outside the house, and for how much."""

    name = forms.CharField(label=_("Customer"), max_length=160)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"dir": "ltr"})
    )
    price = PriceField(label=_("Price agreed, before tax"))

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])
