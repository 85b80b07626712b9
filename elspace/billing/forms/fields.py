"""Fields of billing: an amount in dinars as people type it, a day, a tax id."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.billing.tax_ids import normalised
from elspace.core.amounts import amount_typed

DAY = {"type": "date"}


class AmountField(forms.DecimalField):
    """Dinars: "1 234,500", "1234.5", "12 DT" and "١٢٫٥" are all understood."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 3)
        kwargs.setdefault("min_value", 0)
        attrs = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As people here write it: "1035,882", a quantity without empty decimals."""
        if not isinstance(value, Decimal):
            return value
        places = self.decimal_places or 0
        text = f"{value:.{places}f}"
        if places < 3:
            text = text.rstrip("0").rstrip(".")
        return text if (get_language() or "")[:2] == "en" else text.replace(".", ",")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = amount_typed(value)
        return super().to_python(value)


class DayField(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class TaxIdField(forms.CharField):
    """A tax id in its usual form; its key letter is looked at elsewhere, and only warns."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "ltr"}))
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        tax_id = normalised(text)
        if not tax_id:
            raise forms.ValidationError(
                _("A tax id has seven digits, a letter, then for example A/M/000.")
            )
        return tax_id
