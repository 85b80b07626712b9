"""What is typed at a device of the hub: who, six digits; a name for the device."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.folding import latin_digits
from elspace.people.models import Person

from .sign_in import MARKS


class DigitsField(forms.CharField):
    """Six digits, typed unseen; Arabic digits are digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return MARKS.sub("", latin_digits(super().to_python(value) or ""))


class OpenForm(forms.Form):
    """Who sits down here, and their six digits."""

    person = forms.ModelChoiceField(
        label=_("Who are you?"),
        queryset=Person.objects.none(),
        to_field_name="key",
        empty_label=None,
        widget=forms.RadioSelect({"class": "segments"}),
    )
    code = DigitsField(label=_("Your six digits"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.team().exclude(desk_code=None).exclude(invited_at=None)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.has_people = people.exists()
        self.fields["person"].label_from_instance = lambda one: one.given_name  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """One's own digits, chosen."""

    code = DigitsField(
        label=_("Six digits of your own"),
        help_text=_("Not a birthday, not 123456. They open the hub's shared computers alone."),
    )
    again = DigitsField(label=_("The same once more"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("code") and cleaned.get("again") and cleaned["code"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class DeviceForm(forms.Form):
    """What the team calls this computer."""

    name = forms.CharField(
        label=_("What this computer is called"), max_length=60, initial=_("Reception")
    )
