"""Forms of the till."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.billing.enums import TillMoveKind
from elspace.core.forms import KeyedForm, Segments
from elspace.people.enums import TEAM
from elspace.people.models import Person, RoleGrant

from .fields import AmountField


class MoveForm(KeyedForm):
    """Change put in, or cash taken to the bank."""

    kind = forms.ChoiceField(
        choices=TillMoveKind.choices,
        label=_("What happens"),
        widget=Segments,
        initial=TillMoveKind.TO_BANK,
    )
    amount = AmountField(label=_("Amount in dinars"))
    note = forms.CharField(max_length=120, required=False, label=_("Note"))


class CountForm(KeyedForm):
    """What lies in the till."""

    counted = AmountField(label=_("Counted, in dinars"))
    explanation = forms.CharField(
        max_length=240, required=False, label=_("What explains a difference")
    )
    second = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="key",
        required=False,
        label=_("Counted again by"),
        empty_label="",
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].asked = _("asked when it differs")  # type: ignore[attr-defined]
        self.fields["second"].asked = _("asked of large sums")  # type: ignore[attr-defined]
        team = RoleGrant.objects.filter(role__in=TEAM, until_on=None).values("person")
        self.fields["second"].queryset = Person.objects.filter(pk__in=team, is_active=True).exclude(
            pk=by.pk
        )
        self.fields["second"].label_from_instance = lambda person: person.name
