"""Names in three languages, as every row of the hub's lists has them."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ARABIC = {"lang": "ar", "dir": "rtl", "placeholder": " "}


def in_arabic(**attrs: Any) -> forms.TextInput:
    """A line of Arabic."""
    return forms.TextInput({**ARABIC, **attrs})


class NamesFields(forms.Form):
    """A name a language; one is enough, the others show it until they are said."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=120, required=False)
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=120, required=False, widget=in_arabic()
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)

    NAMES = ("name_fr", "name_ar", "name_en")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.NAMES):
            first = f"name_{(get_language() or 'fr')[:2]}"
            self.add_error(first, _("A name in one language is enough."))
        return cleaned


def initial_of(row: Any, names: Any) -> dict[str, Any]:
    """What a form shows of a row."""
    return {name: getattr(row, name) for name in names if hasattr(row, name)}
