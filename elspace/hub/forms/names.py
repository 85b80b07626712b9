"""Names in three languages, as every row of the hub's lists has them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ARABIC = {"lang": "ar", "dir": "rtl", "placeholder": " "}


def in_arabic(**attrs: Any) -> forms.TextInput:
    """A line of Arabic."""
    return forms.TextInput({**ARABIC, **attrs})


class NamesFields(forms.Form):
    """One name a language, all three."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=120, widget=in_arabic())
    name_en = forms.CharField(label=_("Name in English"), max_length=120)

    NAMES = ("name_fr", "name_ar", "name_en")


def initial_of(row: Any, names: Any) -> dict[str, Any]:
    """What a form shows of a row."""
    return {name: getattr(row, name) for name in names if hasattr(row, name)}
