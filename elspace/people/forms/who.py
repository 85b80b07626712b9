"""Somebody meant by a part of their name: the one who fits, or a choice between several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.people.models import Person
from elspace.people.queries import people_matching

SHOWN = 8


class WhoForm(forms.Form):
    """`cleaned_data["person"]` is the one meant; while several fit, `found` offers them (drawn by
    people/who.html)."""

    who = forms.CharField(label=_("Who?"), max_length=80, help_text=_("Part of a name is enough."))
    chosen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    found: list[Person]
    is_unknown = False  # nobody has this name: who may add people is offered to

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = []
        if self.data.get("chosen"):
            self.fields["who"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if chosen := data.get("chosen"):
            self.found = list(Person.objects.filter(key=chosen, is_active=True))
        elif name := data.get("who"):
            self.found = list(people_matching(name)[:SHOWN])
        else:
            return data
        if not self.found:
            self.is_unknown = not chosen
            self.add_error("who", _("We know nobody of this name."))
        elif len(self.found) > 1:
            self.add_error("who", _("Several people have this name: choose one."))
        else:
            data["person"] = self.found[0]
        return data
