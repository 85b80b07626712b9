"""A venture as the team writes it down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm
from elspace.ventures.models import Stage


class VentureForm(KeyedForm):
    """Only the name is asked for."""

    name = forms.CharField(
        label=_("Name of the project"),
        max_length=120,
        help_text=_("A working name is enough."),
    )
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=120, required=False)
    activity = forms.CharField(label=_("What it does"), max_length=200, required=False)
    governorate = forms.CharField(label=_("Governorate"), max_length=40, required=False)
    stage = forms.ChoiceField(
        label=_("How far it is"),
        choices=[("", _("not known")), *Stage.choices],
        required=False,
    )

    def facts(self) -> dict[str, str]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "key"}


class JoinForm(forms.Form):
    """Somebody of the hub joins a venture."""

    name = forms.CharField(
        label=_("Who joins?"), max_length=80, help_text=_("Part of a name is enough.")
    )
    chosen = forms.UUIDField(required=False, widget=forms.HiddenInput)
