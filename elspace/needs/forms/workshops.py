"""Preparing a workshop; saying a need at one, with its code and without an account."""

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.folding import latin_digits
from elspace.core.forms import KeyedForm
from elspace.core.moments import local, today
from elspace.core.templatetags.elspace import format_hour
from elspace.needs.models import Workshop
from elspace.people.models import Person

from .saying import PublicForm
from .words import LineField

HOUR = re.compile(r"^(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?$")
MOST_PEOPLE = 200


class HourField(forms.CharField):
    """One hour as people write it: 9, 9:30, 9h30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"dir": "ltr", "placeholder": "9:30", "autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = latin_digits(super().to_python(value) or "")
        if not text:
            return None
        found = HOUR.match(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise forms.ValidationError(_("Write an hour like this: 9:30."))
        return time(int(found[1]), int(found[2] or 0))


class WorkshopForm(KeyedForm):
    """When, where, how many, and whether names may be chosen."""

    title = LineField(label=_("What is it called?"))
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    from_hour = HourField(label=_("From"), initial="9:30")
    until_hour = HourField(label=_("Until"), initial="12:30")
    where = LineField(label=_("Where"), most=120, required=False)
    expected = forms.IntegerField(
        label=_("How many people are expected?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=20,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    offers_names = forms.BooleanField(
        label=_("One may choose one's name from the hub's list"),
        help_text=_(
            "Then whoever has the code sees first names and initials of residents and members "
            "while the workshop is open. Otherwise a first name or an alias is enough."
        ),
        required=False,
    )

    def __init__(self, *args: Any, workshop: Workshop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if workshop is None:
            return
        self.initial.update(
            {
                "title": workshop.title,
                "on": workshop.day,
                "from_hour": format_hour(workshop.opens_at),
                "until_hour": format_hour(workshop.closes_at),
                "where": workshop.where,
                "expected": workshop.expected,
                "offers_names": workshop.offers_names,
            }
        )

    def clean_on(self) -> Any:
        """A day near enough to be meant."""
        day = self.cleaned_data["on"]
        if abs(day.year - today().year) > 2:
            raise forms.ValidationError(_("Is this the year you mean?"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("from_hour"), cleaned.get("until_hour")
        if starts and ends and ends <= starts:
            self.add_error("until_hour", _("It must end after it begins."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The keywords of `prepare_workshop` and `change_workshop` that this form answers."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "where": cleaned["where"],
            "opens_at": local(cleaned["on"], cleaned["from_hour"]),
            "closes_at": local(cleaned["on"], cleaned["until_hour"]),
            "expected": cleaned["expected"],
            "offers_names": cleaned["offers_names"],
        }


class SayAtWorkshopForm(PublicForm):
    """Somebody in the room: a first name, an alias, a name from the list where the team opened it,
    or nothing. No phone, no mail: what is not needed first is not stored first."""

    first_name = LineField(label=_("Your first name or an alias"), required=False)
    is_alias = forms.BooleanField(label=_("This is an alias"), required=False)
    person = forms.ModelChoiceField(
        label=_("Or your name in the hub's list"),
        queryset=Person.objects.none(),
        required=False,
        to_field_name="key",
        empty_label=pgettext_lazy("a name in the list", "not in the list"),
    )
    # Nobody sees it; what fills every field fills it too.
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, names: Any = None, is_known: bool = False, **kwargs: Any
    ) -> None:
        """`names`: people to choose from, None when the list stays closed. `is_known`: another need
        of the one who has just said one."""
        super().__init__(*args, **kwargs)
        del self.fields["phone"]
        self.fields["first_name"].widget.attrs["autocomplete"] = "off"  # phones are passed on
        self.fields["words"].widget.attrs["rows"] = 3
        if names is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = names
            self.fields["person"].label_from_instance = lambda one: one.short_name
        if is_known:
            for name in ("first_name", "is_alias", "person"):
                self.fields.pop(name, None)

    def clean_website(self) -> str:
        """Only a machine writes here."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty, then send again."))
        return ""

    def who(self) -> dict[str, Any]:
        """The keywords of `say_at_workshop` about the person."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned.get("first_name", ""),
            "is_alias": cleaned.get("is_alias", False),
            "person": cleaned.get("person"),
        }
