"""Answering a need otherwise, or saying why it cannot be answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import Choices
from elspace.needs.enums import AnswerKind

from .words import LineField, WordsField


class AnswerForm(forms.Form):
    """A person of the community, a document, an address."""

    kind = forms.ChoiceField(
        label=_("What answers it?"),
        choices=AnswerKind.choices,
        initial=AnswerKind.PERSON,
        widget=Choices,
    )
    name = LineField(
        label=_("Who can help?"),
        required=False,
        help_text=_("Part of a name; we look among the people of the hub."),
    )
    text = WordsField(
        label=_("In a few words"),
        most=1000,
        rows=3,
        required=False,
        help_text=_("A document: its title and where it is. An address: name, street, phone."),
    )
    chosen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A person needs a name, the others words."""
        cleaned = super().clean()
        if cleaned.get("kind") == AnswerKind.PERSON:
            if not cleaned.get("name") and not cleaned.get("chosen"):
                self.add_error("name", _("Please choose who can help."))
        elif not cleaned.get("text"):
            self.add_error("text", _("Please write the answer."))
        return cleaned


class DeclineForm(forms.Form):
    """Why a need cannot be answered here; the person reads it."""

    reason = WordsField(
        label=_("Why can we not answer it here?"),
        most=300,
        rows=3,
        error_messages={"required": _("Please write the reason: the person will read it.")},
    )
