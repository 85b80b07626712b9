"""Saying a need: by the person, by the team for someone, by somebody nobody knows yet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import Choices, KeyedForm, ManyChoices, StateGrid, StateGridField
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.core.registries import parts_off
from elspace.hub.enums import Half, Weekday
from elspace.hub.models import Format, SpokenLanguage
from elspace.needs.enums import Level, Source
from elspace.people.enums import Free
from elspace.people.models import Person
from elspace.people.phones import parse_phone
from elspace.ventures.queries import ventures_of

from .words import LineField, WordsField

TEAM_READS, FEW_READ = "team", "few"


class SayForm(KeyedForm):
    """The one form of a need. `person` None: somebody not chosen yet, without projects."""

    words = WordsField(label=_("In your own words"))
    level = forms.TypedChoiceField(
        label=_("How much does it matter?"),
        choices=Level.choices,
        coerce=int,
        widget=Choices,
        error_messages={"required": _("Please say what happens without it.")},
    )
    speaks = forms.ModelMultipleChoiceField(
        label=_("In which language would you rather talk?"),
        queryset=SpokenLanguage.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "segments tight"}),
    )
    readers = forms.ChoiceField(
        label=_("Who may read it?"), required=False, widget=Choices, initial=TEAM_READS
    )
    referent = forms.ModelChoiceField(
        label=_("Who of the team?"),
        queryset=Person.objects.none(),
        required=False,
        to_field_name="key",
        empty_label=pgettext_lazy("a person of the team", "choose"),
    )
    impossible = StateGridField(
        label=_("When it is impossible"),
        required=False,
        widget=StateGrid(
            rows=[(day, label) for day, label in Weekday.choices if day < 6],
            columns=Half.choices,
            states=[
                ("no", pgettext_lazy("half-day", "impossible"), "no"),
                ("unknown", "·", "unknown"),
            ],
        ),
    )
    formats = forms.ModelMultipleChoiceField(
        label=_("In which form?"),
        help_text=_("Nothing ticked: any form suits."),
        queryset=Format.objects.all(),
        required=False,
        to_field_name="code",
        widget=ManyChoices,
    )
    before_on = forms.DateField(
        label=_("Wanted before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please give a day, for example 2027-03-15.")},
    )
    venture = forms.ModelChoiceField(
        label=_("For whom?"),
        queryset=None,
        required=False,
        to_field_name="key",
        empty_label=_("for me"),
        widget=Choices,
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["words"].widget.attrs["placeholder"] = _(
            "for example: know what each rug costs me"
        )
        self._offer_languages()
        self._offer_readers()
        ventures = ventures_of(person) if person else None
        if ventures:
            self.fields["venture"].queryset = ventures
            self.fields["venture"].label_from_instance = lambda one: (
                _("for %(name)s") % {"name": one.name}
            )
            if len(ventures) == 1:
                self.initial.setdefault("venture", ventures[0].key)
        else:
            del self.fields["venture"]

    def _offer_languages(self) -> None:
        languages = SpokenLanguage.objects.exclude(code="ar")
        field = self.fields["speaks"]
        field.queryset = languages
        field.label_from_instance = lambda one: one.own_name
        if self.person:
            spoken = {language.code for language in self.person.speaks.all()}
            self.initial.setdefault("speaks", [one.code for one in languages if one.code in spoken])

    def _offer_readers(self) -> None:
        team = list(Person.objects.team())
        self.team_count = len(team)
        self.fields["readers"].choices = [
            (TEAM_READS, _("the team")),
            (
                FEW_READ,
                _("one person of the team, and who coordinates")
                if "programme" in parts_off()
                else _("one person of the team, and who runs the programme"),
            ),
        ]
        self.fields["referent"].queryset = Person.objects.team()
        if self.person and self.person.referent_id:
            self.initial.setdefault("referent", self.person.referent.key)

    def clean_before_on(self) -> Any:
        """A day gone by cannot be kept."""
        day = self.cleaned_data["before_on"]
        if day and day < today():
            raise forms.ValidationError(_("This day has already passed."))
        return day

    def clean(self) -> dict[str, Any]:
        """Confidential: someone must be named. Written Arabic goes with tounsi for who reads it."""
        cleaned = super().clean()
        few = cleaned.get("readers") == FEW_READ
        if few and "referent" in self.fields and not cleaned.get("referent"):
            self.add_error("referent", _("Please choose who may read it."))
        return cleaned

    @property
    def details_open(self) -> bool:
        """Whether something optional was filled in or is missing."""
        return any(
            self[name].errors or (self.is_bound and self[name].data)
            for name in ("formats", "before_on")
        )

    def facts(self) -> dict[str, Any]:
        """The keywords of `state_need` that this form answers."""
        cleaned = self.cleaned_data
        spoken = list(cleaned["speaks"])
        if self.person and any(language.code == "aeb" for language in spoken):
            spoken += [one for one in self.person.speaks.all() if one.code == "ar"]
        few = cleaned.get("readers") == FEW_READ
        return {
            "words": cleaned["words"],
            "level": cleaned["level"],
            "key": cleaned["key"],
            "speaks": spoken,
            "formats": cleaned["formats"],
            "before_on": cleaned["before_on"],
            "venture": cleaned.get("venture"),
            "is_confidential": few,
            "referent": cleaned.get("referent") if few else None,
        }

    def half_days(self, known: dict[Any, Any]) -> dict[tuple[int, Half], Free | None]:
        """What changes in the person's half-days; `known` are their answers until now."""
        grid = self.fields["impossible"].widget
        if grid.value_omitted_from_data(self.data, self.files, self.add_prefix("impossible")):
            return {}
        marked = {(int(day), Half(half)) for day, half in self.cleaned_data["impossible"]}
        changes: dict[tuple[int, Half], Free | None] = {
            place: Free.NO for place in marked if known.get(place) != Free.NO
        }
        return changes | {
            place: None for place, free in known.items() if free == Free.NO and place not in marked
        }


class AddForm(SayForm):
    """The team writes down what someone said: who, how it reached us, who saw the need."""

    name = LineField(label=_("Whose need is it?"), help_text=_("A first name is enough."))
    who = forms.CharField(required=False, widget=forms.HiddenInput)
    entered_from = forms.ChoiceField(
        label=_("Written down from"),
        choices=[
            (EnteredFrom.CALL, pgettext_lazy("written down from", "a call")),
            (EnteredFrom.PAPER, pgettext_lazy("written down from", "a paper")),
            (EnteredFrom.VOICE, pgettext_lazy("written down from", "a voice message")),
            (EnteredFrom.MEETING, pgettext_lazy("written down from", "a conversation")),
        ],
        initial=EnteredFrom.CALL,
        widget=forms.RadioSelect(attrs={"class": "segments"}),
    )
    source = forms.ChoiceField(
        label=_("Who saw the need?"),
        choices=lambda: [
            (one.value, one.label)
            for one in Source
            if one != Source.EXPERT or "programme" not in parts_off()
        ],
        initial=Source.SELF,
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("In their own words")
        self.fields["speaks"].label = _("In which language would they rather talk?")
        if self.person:
            del self.fields["name"]

    def clean_source(self) -> str:
        """The person, unless said otherwise."""
        return self.cleaned_data["source"] or Source.SELF

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return super().facts() | {
            "source": cleaned["source"],
            "entered_from": cleaned["entered_from"],
        }


class PublicForm(SayForm):
    """Somebody without an account, from the public home: no name of anybody is shown."""

    first_name = LineField(label=_("Your first name"))
    phone = forms.CharField(
        label=_("Your phone"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = [
            (TEAM_READS, _("the team")),
            (
                FEW_READ,
                _("only who coordinates")
                if "programme" in parts_off()
                else _("only who runs the programme"),
            ),
        ]
        for name in ("referent", "impossible"):
            del self.fields[name]
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"

    def clean_phone(self) -> str:
        """An international number, or nothing."""
        return parse_phone(self.cleaned_data["phone"])
