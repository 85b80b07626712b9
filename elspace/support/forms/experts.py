"""What is typed about experts: who, what they offer, when they can come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import KeyedForm, Segments, StateGrid, StateGridField
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.enums import FormatCode, Half, Season, Weekday
from elspace.hub.forms.names import in_arabic
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.hub.queries import halves_with_slots
from elspace.people.enums import Free
from elspace.people.forms.persons import Pills
from elspace.people.models import Person
from elspace.people.phones import parse_phone
from elspace.support.models import Expert

DAYS = [(day.value, day.label) for day in list(Weekday)[:6]]
HALVES = [(half.value, half.label) for half in Half]
UNKNOWN = ""
STATES = [
    (Free.YES.value, Free.YES.label, "yes"),
    (Free.MAYBE.value, Free.MAYBE.label, "maybe"),
    (Free.NO.value, Free.NO.label, "no"),
    (UNKNOWN, pgettext_lazy("half-day", "not asked"), "unknown"),
]
TIMES = [(1, _("once")), (2, _("twice")), (3, _("3 times")), (4, _("4 times")), (UNKNOWN, "?")]
SAID = [
    (EnteredFrom.CALL.value, EnteredFrom.CALL.label),
    (EnteredFrom.PAPER.value, EnteredFrom.PAPER.label),
    (EnteredFrom.VOICE.value, EnteredFrom.VOICE.label),
    (EnteredFrom.MEETING.value, EnteredFrom.MEETING.label),
]


def _number(value: str) -> int | None:
    return int(value) if value else None


class OfferForm(KeyedForm):
    """What an expert offers; unknown limits stay empty."""

    disciplines = forms.ModelMultipleChoiceField(
        Discipline.objects.filter(is_active=True), label=_("Disciplines"), widget=Pills
    )
    formats = forms.ModelMultipleChoiceField(
        Format.objects.exclude(code=FormatCode.PEER_GROUP),
        label=_("Formats"),
        required=False,
        widget=Pills,
        help_text=_("None ticked: all of them."),
    )
    speaks = forms.ModelMultipleChoiceField(
        SpokenLanguage.objects.all(), label=_("Languages spoken"), widget=Pills
    )
    hours_a_month = forms.IntegerField(
        label=_("Hours a month"), min_value=1, max_value=200, required=False
    )
    hours_a_term = forms.IntegerField(
        label=_("Hours a term"), min_value=1, max_value=600, required=False
    )
    max_per_week = forms.IntegerField(
        label=_("Sessions a week, at most"), min_value=1, max_value=20, initial=1
    )
    is_pro_bono = forms.BooleanField(label=_("Gives these hours (pro bono)"), required=False)
    rate = forms.DecimalField(
        label=_("Else: dinars an hour"),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        required=False,
    )
    note = forms.CharField(label=_("Note for the team"), max_length=300, required=False)
    reads = {"note": _("Read by: the team, and the expert on request")}

    def __init__(self, *args: Any, expert: Expert | None = None, **kwargs: Any) -> None:
        if expert is not None:
            kwargs.setdefault("initial", self._initial(expert))
        super().__init__(*args, **kwargs)
        if expert is None:
            self.fields["is_pro_bono"].initial = True

    def _initial(self, expert: Expert) -> dict[str, Any]:
        names = ("hours_a_month", "hours_a_term", "max_per_week", "is_pro_bono", "rate", "note")
        return {name: getattr(expert, name) for name in names} | {
            "disciplines": expert.disciplines.all(),
            "formats": expert.formats.all(),
            "speaks": expert.person.speaks.all(),
        }

    def offer(self) -> dict[str, Any]:
        """What the actions take of it."""
        names = ("disciplines", "formats", "hours_a_month", "hours_a_term", "max_per_week")
        more = ("is_pro_bono", "rate", "note")
        return {name: self.cleaned_data[name] for name in (*names, *more)}


class NewExpertForm(OfferForm):
    """An expert who is someone the hub knows, or somebody new."""

    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, expert=None),
        label=_("Someone we know"),
        required=False,
        empty_label=_("somebody new"),
        to_field_name="key",
    )
    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        error_messages={"required": _("Who? A first name is enough.")},
    )
    last_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    first_name_ar = forms.CharField(
        label=_("First name in Arabic"), max_length=80, required=False, widget=in_arabic()
    )
    last_name_ar = forms.CharField(
        label=_("Family name in Arabic"), max_length=80, required=False, widget=in_arabic()
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("Mail"), required=False)
    language = forms.ChoiceField(
        label=_("Reads"),
        choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
        widget=Segments,
        initial="fr",
    )
    WHO = ("first_name", "last_name", "first_name_ar", "last_name_ar", "phone", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody the hub knows has a name already.
        self.fields["first_name"].required = not self.data.get("person")
        self.has_known = self.fields["person"].queryset.exists()  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""

    @property
    def who(self) -> list[Any]:
        """The fields that say who somebody new is."""
        return [self[name] for name in self.WHO]


class HalfDaysForm(forms.Form):
    """When an expert can come: a grid a season, how often, dates away."""

    usual = StateGridField(
        label=_("Usual weeks"),
        required=False,
        widget=StateGrid(rows=DAYS, columns=HALVES, states=STATES),
    )
    ramadan = StateGridField(
        label=_("During Ramadan"),
        required=False,
        widget=StateGrid(rows=DAYS, columns=HALVES, states=STATES),
    )
    times_a_month = forms.TypedChoiceField(
        label=_("How many times a month?"),
        choices=TIMES,
        coerce=_number,
        empty_value=None,
        required=False,
        widget=Segments,
    )
    away_from = forms.DateField(
        label=_("Away from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    away_until = forms.DateField(
        label=_("until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    entered_from = forms.ChoiceField(
        label=_("Said how?"), choices=SAID, widget=Segments, initial=SAID[0][0]
    )

    def __init__(
        self, *args: Any, has_ramadan: bool = True, is_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for season in (Season.USUAL, Season.RAMADAN):
            self._ask_only_what_can_be(season)
        if not has_ramadan:
            del self.fields["ramadan"]
        if is_own:
            del self.fields["entered_from"]

    def _ask_only_what_can_be(self, season: Season) -> None:
        """No evening is asked about where no slot lies in one; what was said of it stays."""
        said = {half for _day, half in self.initial.get(season.value) or {}}
        asked = [half for half in Half if half in halves_with_slots(season) or half.value in said]
        self.fields[season.value].widget.columns = [(half.value, half.label) for half in asked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("away_from"), data.get("away_until")
        if bool(first) != bool(last):
            data["away_from"] = data["away_until"] = first or last
        elif first and last and last < first:
            self.add_error("away_until", _("The last day comes before the first one."))
        if data.get("away_until") and data["away_until"] < today():
            self.add_error("away_until", _("These days are over."))
        if data.get("away_until") and data["away_until"].year > today().year + 5:
            raise ValidationError({"away_until": _("Within the next five years, please.")})
        return data

    def changed_answers(
        self, season: Season, known: Mapping[tuple[int, Half], Free]
    ) -> dict[tuple[int, Half], Free | None]:
        """Answers of a season that differ from those known; None where taken back."""
        name = {Season.USUAL: "usual", Season.RAMADAN: "ramadan"}[season]
        if name not in self.cleaned_data:
            return {}
        said = {
            (day, Half(half)): Free(state) for (day, half), state in self.cleaned_data[name].items()
        }
        places = [(day, half) for day, _label in DAYS for half in Half]
        return {place: said.get(place) for place in places if said.get(place) != known.get(place)}

    def away(self) -> tuple[date, date] | None:
        """Dates away, when typed."""
        first = self.cleaned_data.get("away_from")
        return (first, self.cleaned_data["away_until"]) if first else None
