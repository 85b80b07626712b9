"""Half-days and days away, as the person said them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import StateGrid, StateGridField
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season, Weekday
from elspace.hub.queries import halves_with_slots
from elspace.people.enums import Free, Role
from elspace.people.models import Person
from elspace.people.queries import HalfDays

from .persons import FOR_SOMEONE
from .roles import day_field

DAYS = [(day.value, day.label) for day in Weekday if day != Weekday.SUNDAY]
UNKNOWN = ("", pgettext_lazy("half-day", "possible"), "unknown")
# For residents only what is impossible counts; experts say when they can come.
IMPOSSIBLE = [("no", pgettext_lazy("half-day", "impossible"), "no"), UNKNOWN]
ALL_STATES = [
    *((free.value, free.label, free.value) for free in Free),
    ("", pgettext_lazy("half-day", "not asked"), "unknown"),
]


class HalfDaysForm(forms.Form):
    """One season's half-days."""

    entered_from = forms.ChoiceField(
        label=_("You type this from"), choices=FOR_SOMEONE, initial=EnteredFrom.MEETING
    )

    def __init__(
        self, *args: Any, person: Person, season: Season, known: HalfDays, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # An evening of Ramadan is asked about: there, nothing said is not “possible”.
        is_asked = Role.EXPERT in person.roles or season == Season.RAMADAN
        states = ALL_STATES if is_asked else IMPOSSIBLE
        self.known = known
        said = {half for _day, half in known}
        asked = [half for half in Half if half in halves_with_slots(season) or half in said]
        columns = [(half.value, half.label) for half in asked]
        self.fields["half_days"] = StateGridField(
            label=_("Half-days"),
            widget=StateGrid(rows=DAYS, columns=columns, states=states),
            required=False,
            initial={place: free.value for place, free in known.items()},
        )
        self.order_fields(["half_days", "entered_from"])

    def answers(self) -> dict[tuple[int, Half], Free | None]:
        """Only what changed: a half-day answered otherwise, or no longer answered."""
        said = {
            (int(day), Half(half)): Free(free)
            for (day, half), free in self.cleaned_data["half_days"].items()
        }
        places = set(said) | set(self.known)
        return {
            place: said.get(place) for place in places if said.get(place) != self.known.get(place)
        }


class AwayForm(forms.Form):
    """Days on which somebody cannot come at all."""

    from_on = day_field(_("First day away"))
    until_on = day_field(_("Last day away"))
    entered_from = forms.ChoiceField(
        label=_("You type this from"), choices=FOR_SOMEONE, initial=EnteredFrom.MEETING
    )
