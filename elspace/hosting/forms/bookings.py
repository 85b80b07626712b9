"""What is typed to book a room: when, how many, for what."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import local, today
from elspace.core.templatetags.elspace import format_hour
from elspace.hosting.models import Room
from elspace.people.forms.who import WhoForm

LENGTHS = [(30, _("30 min")), (60, _("1 h")), (90, _("1 h 30")), (120, _("2 h")), (240, _("4 h"))]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this century: dates far off are slips of the hand, and calendars end."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Which year? Between 2000 and 2100."))
        return day


LAST_TO_COME = 20  # o'clock; later one thinks of tomorrow
QUARTERS = [f"{hour}:{minute:02d}" for hour in range(7, 24) for minute in (0, 15, 30, 45)]


class HourSelect(forms.Select):
    """Quarters of an hour from 7:00 on: browsers draw their own clock with AM and PM, we do not."""

    def __init__(self) -> None:
        choices = [(hour, hour) for hour in QUARTERS]
        super().__init__({"class": "short", "dir": "ltr"}, choices=choices)

    def format_value(self, value: Any) -> list[str]:
        if isinstance(value, time):
            value = format_hour(value)
        elif isinstance(value, str):
            value = value.removeprefix("0")
        return super().format_value(value)


def _soon() -> datetime:
    """The next half hour people come at: what the form begins with."""
    now = timezone.localtime()
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(
        minutes=30 if now.minute < 30 else 60
    )
    if 7 <= soon.hour < LAST_TO_COME and soon.date() == now.date():
        return soon
    day = now.date() + timedelta(days=1) if now.hour >= 7 else now.date()
    return local(day, time(9))


def next_quarter() -> datetime:
    """The next quarter of an hour at which a room may begin, tomorrow's first at night."""
    now = timezone.localtime()
    start = now.replace(minute=0, second=0, microsecond=0)
    while start < now:
        start += timedelta(minutes=15)
    day = start.date()
    if format_hour(start) in QUARTERS:
        return start
    late = start.hour > 12
    return local(day + timedelta(days=1) if late else day, time(7))


class WhenForm(forms.Form):
    """When a room is wanted, for how many."""

    day = forms.DateField(label=_("Day"), widget=DayInput, initial=lambda: _soon().date())
    starts = forms.TimeField(
        label=pgettext_lazy("hour", "From"), widget=HourSelect, initial=lambda: _soon().time()
    )
    minutes = forms.TypedChoiceField(
        label=_("How long"), choices=LENGTHS, coerce=int, widget=Segments, initial=90
    )
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=2000, required=False
    )

    def stretch(self) -> tuple[datetime, datetime]:
        """The instants asked for."""
        start = local(self.cleaned_data["day"], self.cleaned_data["starts"])
        return start, start + timedelta(minutes=self.cleaned_data["minutes"])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Which year? Between 2000 and 2100."))
        if day < today():
            raise ValidationError(_("This day is over: rooms are booked from today on."))
        return day


class BookingForm(KeyedForm):
    """Which of the free rooms, for what."""

    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), to_field_name="key", label=_("Room")
    )
    title = forms.CharField(
        label=_("For what"),
        max_length=120,
        required=False,
        help_text=_("Everybody on the team reads it: no name of somebody who wants discretion."),
    )
    is_noisy = forms.BooleanField(
        label=_("It will be heard: music, games, many voices"), required=False
    )


class WhomForm(WhoForm):
    """For whom the team books; nobody named: for whoever is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        who.label, who.required = _("For whom, if not for you"), False


class WaitForm(KeyedForm):
    """Which of the taken rooms one waits for."""

    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), to_field_name="key", label=_("Room")
    )
