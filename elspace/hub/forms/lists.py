"""What is typed about the hub's short lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, ManyChoices
from elspace.hub.models import Discipline, Equipment, Format
from elspace.hub.queries.lists import equipment_offered

from .names import NamesFields, initial_of


class NamesForm(NamesFields, KeyedForm):
    """A new line of a list: three names."""

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class DisciplineForm(NamesForm):
    """A discipline's names, and whether it is still offered."""

    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Out of use, it is offered no longer; what was taught keeps its name."),
    )

    @classmethod
    def of(cls, discipline: Discipline, sent: Any) -> "DisciplineForm":
        """The form filled with a discipline."""
        return cls(sent, initial=initial_of(discipline, (*cls.NAMES, "is_active")))

    def values(self) -> dict[str, Any]:
        return super().values() | {"is_active": self.cleaned_data["is_active"]}


class EquipmentForm(NamesForm):
    """The names of something a room has, and whether it is still offered."""

    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Out of use, it is offered no longer; rooms that have it keep it."),
    )

    @classmethod
    def of(cls, equipment: Equipment, sent: Any) -> "EquipmentForm":
        """The form filled with a piece of equipment."""
        return cls(sent, initial=initial_of(equipment, (*cls.NAMES, "is_active")))

    def values(self) -> dict[str, Any]:
        return super().values() | {"is_active": self.cleaned_data["is_active"]}


class FormatForm(NamesFields):
    """A format's names, how many people it takes, what it needs."""

    min_people = forms.IntegerField(label=_("At least"), min_value=1, max_value=500)
    max_people = forms.IntegerField(label=_("At most"), min_value=1, max_value=500)
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.all(), label=_("Equipment it needs"), required=False, widget=ManyChoices
    )

    @classmethod
    def of(cls, found: Format, sent: Any) -> "FormatForm":
        """The form filled with a format."""
        initial = initial_of(found, (*cls.NAMES, "min_people", "max_people"))
        form = cls(sent, initial={**initial, "equipment": found.equipment.all()})
        form.fields["equipment"].queryset = equipment_offered(found.equipment.all())  # type: ignore[attr-defined]
        return form

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("min_people"), cleaned.get("max_people")
        if low and high and high < low:
            self.add_error("max_people", _("“At most” is less than “at least”."))
        return cleaned
