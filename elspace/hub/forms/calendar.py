"""What is typed about days: opening profiles, holidays, closures."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import local, today
from elspace.core.registries import parts_off
from elspace.hub.enums import Certainty, Season, Weekday
from elspace.hub.models import Closure, Holiday, OpeningProfile, Place
from elspace.hub.rules import Stretch, can_stand

from .hours import DayField, HourField, StretchesField
from .names import NamesFields, initial_of

POSITIONS = range(5)
MIDNIGHT = time(0)


class ProfileForm(NamesFields, KeyedForm):
    """Hours and slots, a line a day; the usual hours have no dates."""

    season = forms.ChoiceField(
        label=_("Kind"),
        choices=Season.choices,
        widget=Segments,
        initial=Season.USUAL,
        help_text=_("Experts say their half-days for each kind."),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    certainty = forms.ChoiceField(
        label=_("These dates are"),
        choices=Certainty.choices,
        widget=Segments,
        initial=Certainty.CONFIRMED,
    )
    DATES = ("season", "starts_on", "ends_on", "certainty")

    def __init__(self, *args: Any, profile: OpeningProfile, **kwargs: Any) -> None:
        """`profile` is the one to change, or a new one like which the hours begin."""
        initial = initial_of(profile, (*self.NAMES, *self.DATES)) if profile.pk else {}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        plans = "programme" not in parts_off()
        if not plans:
            self.fields["season"].help_text = ""
        if profile.pk and profile.starts_on is None:
            for name in self.DATES:
                del self.fields[name]
        for weekday in Weekday:
            self.fields[f"hours_{weekday.value}"] = StretchesField(label=weekday.label)
        self.kept: dict[int, Stretch] = {}
        for position in POSITIONS if plans else ():
            label = gettext("Slot %(n)s") % {"n": position + 1}
            self.fields[f"slot_{position}"] = StretchesField(label=label, most=1)

    def begin_like(self, profile: OpeningProfile) -> "ProfileForm":
        """Show the hours and slots of `profile` to begin with."""
        for hours in profile.hours.all():
            self.initial.setdefault(f"hours_{hours.weekday}", []).append(
                (hours.opens, hours.closes)
            )
        for slot in profile.slots.all():
            self.initial[f"slot_{slot.position}"] = [(slot.starts, slot.ends)]
            self.kept[slot.position] = (slot.starts, slot.ends)
        return self

    @property
    def hours_lines(self) -> Iterable[Any]:
        """The fields of the days."""
        return [self[f"hours_{weekday.value}"] for weekday in Weekday]

    @property
    def slot_lines(self) -> Iterable[Any]:
        """The fields of the slots; none where no programme is planned in them."""
        names = [f"slot_{position}" for position in POSITIONS]
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day comes before the first one."))
        taken: list[Stretch] = []
        for position in POSITIONS:
            taken += cleaned.get(f"slot_{position}") or []
            if not (answer := can_stand(taken)):
                self.add_error(f"slot_{position}", str(answer.reason))
                break
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        cleaned = self.cleaned_data
        typed = {position: cleaned.get(f"slot_{position}") for position in POSITIONS}
        slots = {position: found[0] for position, found in typed.items() if found}
        return {
            **{name: cleaned[name] for name in (*self.NAMES, *self.DATES) if name in cleaned},
            "hours": {day.value: cleaned[f"hours_{day.value}"] for day in Weekday},
            "slots": slots if self.slot_lines else self.kept,  # unseen, they stay as they are
        }


class HolidayForm(NamesFields, KeyedForm):
    """A day with its three names."""

    on = DayField(label=_("Day"))
    is_lunar = forms.BooleanField(label=_("It follows the moon"), required=False)
    certainty = forms.ChoiceField(
        label=_("This date is"),
        choices=Certainty.choices,
        widget=Segments,
        initial=Certainty.CONFIRMED,
    )
    is_closed = forms.BooleanField(
        label=_("The hub is closed that day"), required=False, initial=True
    )
    TOLD = ("on", "is_lunar", "certainty", "is_closed")

    @classmethod
    def of(cls, holiday: Holiday, sent: Any) -> "HolidayForm":
        """The form filled with a day."""
        return cls(sent, initial=initial_of(holiday, (*cls.NAMES, *cls.TOLD)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Days of one feast are told by their French name, so it is never empty.
        cleaned["name_fr"] = next((n for name in self.NAMES if (n := cleaned.get(name))), "")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in (*self.NAMES, *self.TOLD)}


class ClosureForm(KeyedForm):
    """From when until when, where, why. Without hours it is for whole days."""

    place = forms.ModelChoiceField(
        Place.objects.filter(is_active=True),
        label=_("What is closed"),
        empty_label=_("the whole hub"),
        to_field_name="key",
        required=False,
    )
    from_on = DayField(label=_("First day"), initial=today)
    from_hour = HourField(label=_("From this hour on"), required=False)
    until_on = DayField(label=_("Last day"), initial=today)
    until_hour = HourField(label=_("Until this hour"), required=False)
    reason = forms.CharField(
        label=_("Why"),
        max_length=120,
        required=False,
        help_text=_("Everybody reads it, on the public pages too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Place.objects.filter(is_active=True).count() < 2:
            self.fields["place"].widget = forms.HiddenInput()

    @classmethod
    def of(cls, closure: Closure, sent: Any) -> "ClosureForm":
        """The form filled with a closure."""
        starts, ends = timezone.localtime(closure.starts_at), timezone.localtime(closure.ends_at)
        whole_until = ends.time() == MIDNIGHT
        initial = {
            "place": closure.place.key if closure.place else None,
            "reason": closure.reason,
            "from_on": starts.date(),
            "from_hour": None if starts.time() == MIDNIGHT else starts.time(),
            "until_on": ends.date() - timedelta(days=1) if whole_until else ends.date(),
            "until_hour": None if whole_until else ends.time(),
        }
        return cls(sent, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("from_on") and cleaned.get("until_on") and not self.errors:
            starts_at, ends_at = self._instants()
            if ends_at <= starts_at:
                late = "until_on" if cleaned["until_on"] < cleaned["from_on"] else "until_hour"
                self.add_error(late, _("The closure ends before it begins."))
        return cleaned

    def _instants(self) -> tuple[datetime, datetime]:
        cleaned = self.cleaned_data
        ends_on, ends = cleaned["until_on"], cleaned.get("until_hour")
        if ends is None:
            ends_on, ends = ends_on + timedelta(days=1), MIDNIGHT
        return local(cleaned["from_on"], cleaned.get("from_hour") or MIDNIGHT), local(ends_on, ends)

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        starts_at, ends_at = self._instants()
        kept = {name: self.cleaned_data[name] for name in ("place", "reason")}
        return kept | {"starts_at": starts_at, "ends_at": ends_at}
