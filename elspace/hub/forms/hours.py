"""Hours as people write them: "8:30–12:30, 14–19", in any of three languages' habits."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elspace.core.folding import latin_digits
from elspace.core.templatetags.elspace import format_hour
from elspace.hub.rules import Stretch, can_stand

HOUR = r"(\d{1,2})\s*(?:[:h.]\s*(\d{2})?)?"
STRETCH = re.compile(rf"{HOUR}\s*(?:-|–|—|à|to|إلى)\s*{HOUR}", re.I)
BETWEEN = re.compile(r"^(?:[\s,;،؛/+&]|et|and|و)*$", re.I)
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HOW = _("Write hours like this: 8:30–12:30, 14:00–19:00.")


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of our years."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DayInput(), **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Which year? Between 2000 and 2100."))
        return day


class HoursInput(forms.TextInput):
    """Hours read from left to right, also on an Arabic page."""

    def __init__(self, placeholder: str = "–") -> None:
        super().__init__({"dir": "ltr", "placeholder": placeholder, "autocomplete": "off"})


def _plain(text: str) -> str:
    return MARKS.sub("", latin_digits(text)).strip()


def _hour(hours: str, minutes: str | None) -> time:
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError as error:
        raise ValidationError(_("An hour lies between 0:00 and 23:59.")) from error


class HourField(forms.CharField):
    """One hour of the day; None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=HoursInput("9:00"), **kwargs)

    def clean(self, value: Any) -> Any:
        text = _plain(super().clean(value))
        if not text:
            return None
        found = re.fullmatch(HOUR, text, re.I)
        if found is None:
            raise ValidationError(_("Write an hour like this: 14:30."))
        return _hour(*found.groups())

    def prepare_value(self, value: Any) -> Any:
        return format_hour(value) if isinstance(value, time) else value


class StretchesField(forms.CharField):
    """Stretches of a day, in their order; none when empty."""

    def __init__(self, *, most: int = 6, **kwargs: Any) -> None:
        self.most = most
        super().__init__(max_length=120, required=False, widget=HoursInput(), **kwargs)

    def clean(self, value: Any) -> list[Stretch]:
        text = _plain(super().clean(value))
        found = list(STRETCH.finditer(text))
        if not all(BETWEEN.match(rest) for rest in STRETCH.sub("\0", text).split("\0")):
            raise ValidationError(HOW)
        stretches = sorted((_hour(*m.group(1, 2)), _hour(*m.group(3, 4))) for m in found)
        if len(stretches) > self.most:
            raise ValidationError(_("One stretch only.") if self.most == 1 else HOW)
        if not (answer := can_stand(stretches)):
            raise ValidationError(answer.reason)
        return stretches

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(f"{format_hour(a)}–{format_hour(b)}" for a, b in value)
        return value
