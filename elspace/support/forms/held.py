"""What is typed about a session that was held before it was on the platform."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, ManyChoices
from elspace.core.moments import local, today
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.people.models import Person
from elspace.support.models import Expert, Term

LENGTHS = [(30, "0:30"), (60, "1:00"), (90, "1:30"), (120, "2:00"), (180, "3:00")]


class HeldForm(KeyedForm):
    """Day, hour, subject, who held it, who came."""

    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=90)
    discipline = forms.ModelChoiceField(
        label=_("Subject"), queryset=Discipline.objects.none(), empty_label=None
    )
    format = forms.ModelChoiceField(
        label=_("In which way?"), queryset=Format.objects.all(), empty_label=None
    )
    language = forms.ModelChoiceField(
        label=_("In which language?"), queryset=SpokenLanguage.objects.all(), empty_label=None
    )
    expert = forms.ModelChoiceField(
        label=_("Who held it"),
        queryset=Expert.objects.none(),
        required=False,
        empty_label=_("between residents"),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who came"), queryset=Person.objects.none(), widget=ManyChoices, required=False
    )
    reason = forms.CharField(
        label=_("Why it was held, if nobody had said a need"), max_length=300, required=False
    )
    reads = {"reason": _("Read by: the team")}

    def __init__(self, *args: Any, term: Term, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term = term
        fields: Any = self.fields
        fields["discipline"].queryset = Discipline.objects.filter(is_active=True)
        experts = Expert.objects.filter(is_active=True).select_related("person")
        fields["expert"].queryset = experts
        fields["expert"].label_from_instance = lambda expert: expert.person.name
        fields["people"].queryset = people

    def clean_on(self) -> date:
        """A day of the term that is not to come."""
        day: date = self.cleaned_data["on"]
        if not self.term.starts_on <= day <= min(self.term.ends_on, today()):
            raise forms.ValidationError(_("A day of this term, up to today."))
        return day

    def hours(self) -> tuple[datetime, datetime]:
        """From when until when."""
        at: time = self.cleaned_data["at"]
        start_at = local(self.cleaned_data["on"], at)
        return start_at, start_at + timedelta(minutes=self.cleaned_data["minutes"])
