"""What is typed about a series: the room, the weekdays, the hours, from when until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import KeyedForm
from elspace.hosting.models import Room
from elspace.hosting.queries import MOST_DATES, Rule
from elspace.hub.enums import Weekday
from elspace.hub.forms.languages import Pills

from .bookings import LENGTHS, DayInput, HourSelect

WEEKS = [(1, _("every week")), (2, _("every two weeks")), (4, _("every four weeks"))]
LONGEST = timedelta(days=370)


class HoursFields(forms.Form):
    """Which room, from when, for how long, for what."""

    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), to_field_name="key", label=_("Room"), empty_label=None
    )
    starts = forms.TimeField(label=pgettext_lazy("hour", "From"), widget=HourSelect)
    minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=90)
    title = forms.CharField(label=_("For what"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minutes = self.initial.get("minutes")
        if minutes and minutes not in dict(LENGTHS):
            choices = [*LENGTHS, (minutes, _("%(n)s min") % {"n": minutes})]
            self.fields["minutes"].choices = sorted(choices)  # type: ignore[attr-defined]


class SeriesForm(HoursFields, KeyedForm):
    """A series to be previewed, then booked."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=Weekday.choices[:6], coerce=int, widget=Pills
    )
    every_weeks = forms.TypedChoiceField(label=_("How often"), choices=WEEKS, coerce=int, initial=1)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    until_on = forms.DateField(label=_("Last day"), widget=DayInput)
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=2000, required=False
    )

    field_order = (
        "room",
        "weekdays",
        "every_weeks",
        "starts_on",
        "until_on",
        "starts",
        "minutes",
        "people",
        "title",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("until_on")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("until_on", _("The last day comes before the first."))
            elif last - first > LONGEST or not 2000 <= first.year <= 2100:
                self.add_error("until_on", _("A series lasts a year at most."))
            elif not self.errors and len(self.rule().days()) > MOST_DATES:
                self.add_error(
                    "until_on",
                    _("A series has %(n)s days at most: end it earlier.") % {"n": MOST_DATES},
                )
        return data

    def rule(self) -> Rule:
        """The rule that was typed."""
        data = self.cleaned_data
        return Rule(
            room=data["room"],
            weekdays=tuple(data["weekdays"]),
            every_weeks=data["every_weeks"],
            starts_on=data["starts_on"],
            until_on=data["until_on"],
            starts=data["starts"],
            minutes=data["minutes"],
            people=data["people"],
        )
