"""Giving a role, between two dates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.moments import today
from elspace.people.models import role_word, roles_here


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, in the browser's own calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **more
    )


class GrantForm(forms.Form):
    """A role from a day until a day; without an end it lasts until ended."""

    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [(role.value, role_word(role)) for role in roles_here()]
    )
    from_on = day_field(_("From"), initial=today)
    until_on = day_field(_("Until"), required=False)
