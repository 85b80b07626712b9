"""What is typed about a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm
from elspace.hub.models import Place

from .names import ARABIC, NamesFields, in_arabic, initial_of


def _way(**attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": 3, **attrs})


class PlaceForm(NamesFields, KeyedForm):
    """Names, address, how to come, where on earth."""

    address_fr = forms.CharField(label=_("Address in French"), max_length=200, required=False)
    address_ar = forms.CharField(
        label=_("Address in Arabic"), max_length=200, required=False, widget=in_arabic()
    )
    address_en = forms.CharField(label=_("Address in English"), max_length=200, required=False)
    way_fr = forms.CharField(
        label=_("How to come, in French"), max_length=1000, required=False, widget=_way()
    )
    way_ar = forms.CharField(
        label=_("How to come, in Arabic"), max_length=1000, required=False, widget=_way(**ARABIC)
    )
    way_en = forms.CharField(
        label=_("How to come, in English"), max_length=1000, required=False, widget=_way()
    )
    # Nearer to the poles the sun does not set every day.
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-60, max_value=60, initial=36.80, help_text=_("Tunis: 36.80")
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        initial=10.18,
        help_text=_("Tunis: 10.18"),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    TOLD = (
        "address_fr", "address_ar", "address_en", "way_fr", "way_ar", "way_en", "latitude",
        "longitude", "is_active",
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        if place is not None:
            kwargs["initial"] = initial_of(place, (*self.NAMES, *self.TOLD))
        super().__init__(*args, **kwargs)
        if place is None:
            del self.fields["is_active"]

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        names = (*self.NAMES, *self.TOLD)
        return {name: self.cleaned_data[name] for name in names if name in self.fields}
