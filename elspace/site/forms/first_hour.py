"""Where are you? The start of a term, or some week of one that has begun."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import monday, today
from elspace.core.templatetags.elspace import format_day

WEEKS = 12


class WhereForm(KeyedForm):
    """One choice; for a term that has begun, which week this is."""

    where = forms.ChoiceField(
        label=_("Where are you?"),
        choices=[("start", _("at the start of a term")), ("middle", _("in the middle of one"))],
        widget=Segments,
        initial="start",
    )
    week = forms.IntegerField(
        label=_("In the middle: this is week"),
        min_value=1,
        max_value=WEEKS,
        initial=1,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_middle = cleaned.get("where") == "middle"
        if is_middle and "week" not in self.errors and not cleaned.get("week"):
            self.add_error("week", _("Which week is it, from 1 to 12?"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What opening a term takes: its first Monday and a name that can be changed later."""
        starts_on = self._first_monday()
        return {
            "starts_on": starts_on,
            "weeks": WEEKS,
            "name": _name(starts_on, "fr"),
            "name_ar": _name(starts_on, "ar"),
            "key": self.cleaned_data["key"],
        }

    def _first_monday(self) -> date:
        this_monday = monday(today())
        if self.cleaned_data["where"] == "middle":
            return this_monday - timedelta(weeks=self.cleaned_data["week"] - 1)
        # From Friday on, nobody can be asked any more for this week.
        return this_monday if today().weekday() < 4 else this_monday + timedelta(weeks=1)


def _name(starts_on: date, language: str) -> str:
    """The month it begins in, as a term is called in that language."""
    month = format_day(starts_on, "month", language)
    return f"{month.capitalize()} {starts_on.year}"
