"""What is typed about a room: its name, what it holds, its own hours, its terms."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, ManyChoices
from elspace.core.templatetags.elspace import listed
from elspace.hosting.models import Room, Space
from elspace.hub.enums import Weekday
from elspace.hub.forms.languages import Pills
from elspace.hub.forms.names import NamesFields
from elspace.hub.models import Equipment, Place
from elspace.hub.queries.lists import equipment_offered

from .bookings import HourSelect

WORKING_DAYS = list(Weekday)[:6]


class RoomForm(NamesFields, KeyedForm):
    """A room: its name, what it holds, its own hours."""

    capacity = forms.IntegerField(label=_("How many people"), min_value=1, max_value=2000)
    place = forms.ModelChoiceField(
        Place.objects.filter(is_active=True), label=_("Place"), empty_label=None
    )
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.all(), label=_("Equipment"), required=False, widget=Pills
    )
    is_quiet = forms.BooleanField(label=_("Quiet"), required=False)
    is_confidential = forms.BooleanField(label=_("Nobody sees or hears"), required=False)
    parts = forms.ModelMultipleChoiceField(
        Space.objects.filter(is_active=True),
        label=_("Made of these rooms"),
        required=False,
        widget=ManyChoices,
        help_text=_("Booking it takes them all; booking one of them takes it too."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, room: Room | None = None, **kwargs: Any) -> None:
        if room is not None:
            kwargs.setdefault("initial", self._initial(room))
        super().__init__(*args, **kwargs)
        self.fields["equipment"].queryset = equipment_offered(  # type: ignore[attr-defined]
            room.equipment.all() if room else None
        )
        self.fields["parts"].queryset = (  # type: ignore[attr-defined]
            Space.objects.filter(is_active=True).exclude(pk=room.pk if room else 0)
        )
        self.has_others = self.fields["parts"].queryset.exists()  # type: ignore[attr-defined]
        if room is None:
            del self.fields["is_active"]
        if Place.objects.filter(is_active=True).count() == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = Place.objects.filter(is_active=True).first()
        for weekday in WORKING_DAYS:
            for edge in ("opens", "closes"):
                self.fields[f"{edge}_{weekday.value}"] = forms.TimeField(
                    label=self._edge_label(weekday, edge),
                    widget=HourSelect(is_optional=True),
                    required=False,
                )

    def _initial(self, room: Room) -> dict[str, Any]:
        names = ("name_fr", "name_ar", "name_en", "capacity", "place", "is_quiet")
        more = ("is_confidential", "note", "is_active", "key")
        found = {name: getattr(room, name) for name in (*names, *more)}
        found["equipment"], found["parts"] = room.equipment.all(), room.parts.all()
        for hours in room.hours.all():
            found[f"opens_{hours.weekday}"] = hours.opens
            found[f"closes_{hours.weekday}"] = hours.closes
        return found

    def _edge_label(self, weekday: Weekday, edge: str) -> str:
        return listed([weekday.label, _("opens") if edge == "opens" else _("closes")])

    def hours_rows(self) -> Iterable[dict[str, Any]]:
        """The two fields of each day, for the page."""
        for weekday in WORKING_DAYS:
            yield {
                "label": weekday.label,
                "opens": self[f"opens_{weekday.value}"],
                "closes": self[f"closes_{weekday.value}"],
            }

    @property
    def has_own_hours(self) -> bool:
        """Whether hours were typed, so that they stand open."""
        return any(row["opens"].value() or row["closes"].value() for row in self.hours_rows())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for weekday in WORKING_DAYS:
            opens, closes = data.get(f"opens_{weekday.value}"), data.get(f"closes_{weekday.value}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{weekday.value}", _("Both hours, or none of them."))
            elif opens is not None and closes is not None and closes <= opens:
                self.add_error(f"closes_{weekday.value}", _("It closes before it opens."))
        return data

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        hours: dict[int, list[tuple[time, time]]] = {}
        data = dict(self.cleaned_data)
        for weekday in WORKING_DAYS:
            opens = data.pop(f"opens_{weekday.value}", None)
            closes = data.pop(f"closes_{weekday.value}", None)
            if opens is not None and closes is not None:
                hours[weekday.value] = [(opens, closes)]
        return data | {"hours": hours}
