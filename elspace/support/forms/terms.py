"""What is typed about a term."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm
from elspace.core.moments import monday, today
from elspace.support.actions.terms import MAX_WEEKS, MIN_WEEKS
from elspace.support.models import Term


class TermForm(KeyedForm):
    """A name, a Monday, a number of weeks."""

    name = forms.CharField(label=_("Name"), max_length=60)
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=60, required=False)
    starts_on = forms.DateField(
        label=_("First Monday"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("It may lie in the past: sessions already held are typed as held."),
    )
    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=MIN_WEEKS,
        max_value=MAX_WEEKS,
        initial=12,
        help_text=_("From 4 to 20, Monday to Saturday."),
    )

    def __init__(self, *args: Any, term: Term | None = None, **kwargs: Any) -> None:
        if term is not None:
            names = ("name", "name_ar", "starts_on", "weeks")
            kwargs.setdefault("initial", {name: getattr(term, name) for name in names})
        else:
            kwargs.setdefault("initial", {"starts_on": _next_monday()})
        super().__init__(*args, **kwargs)

    def clean_starts_on(self) -> date:
        """A year the calendar can count from."""
        day: date = self.cleaned_data["starts_on"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Which year? Between 2000 and 2100."))
        return day


def _next_monday() -> Any:
    last = Term.objects.order_by("-starts_on").first()
    after = monday(today()) + timedelta(weeks=1)
    return max(after, monday(last.ends_on) + timedelta(weeks=1)) if last else after
