"""Which rooms the timeline shows; what was asked for stays in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import ManyChoices
from elspace.hub.models import Equipment, Place


class RoomsForm(forms.Form):
    """Rooms of a place, for so many people, with what they need."""

    place = forms.ModelChoiceField(
        Place.objects.filter(is_active=True),
        to_field_name="key",
        label=_("Place"),
        required=False,
        empty_label=_("All places"),
    )
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=2000, required=False
    )
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.filter(is_active=True),
        to_field_name="key",
        label=_("Equipment"),
        required=False,
        widget=ManyChoices,
    )

    def asked(self) -> dict[str, Any]:
        """What is asked for; nothing of what is not understood."""
        return {} if not self.is_valid() else {k: v for k, v in self.cleaned_data.items() if v}

    def address(self) -> str:
        """The same as part of an address, ended by "&" unless empty."""
        found: list[tuple[str, Any]] = []
        for name, value in self.asked().items():
            if name == "equipment":
                found += [(name, item.key) for item in value]
            else:
                found.append((name, getattr(value, "key", value)))
        return urlencode(found) + "&" if found else ""
