"""Giving a need its discipline, with what was misunderstood corrected in the same step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm
from elspace.hub.models import Discipline
from elspace.needs.enums import Level

from .words import WordsField

# Languages of written words, as people call them.
LANGUAGES = [
    ("aeb", _("tounsi")),
    ("ar", _("Arabic")),
    ("fr", _("French")),
    ("en", _("English")),
]


class ClassifyForm(forms.Form):
    """One need of the queue."""

    discipline = forms.ModelChoiceField(
        label=_("Discipline"),
        queryset=Discipline.objects.filter(is_active=True),
        to_field_name="key",
        error_messages={"required": _("Please choose a discipline, or put it aside.")},
    )
    level = forms.TypedChoiceField(
        label=_("How much does it matter?"), choices=Level.choices, coerce=int, required=False
    )
    words_language = forms.ChoiceField(
        label=_("Language of the words"), choices=LANGUAGES, required=False
    )
    confirmed = forms.BooleanField(
        label=_("This is really what they mean (seen with the person)"), required=False
    )


class SplitForm(KeyedForm):
    """Which words belong to which of two needs."""

    first = WordsField(label=_("The first need"), rows=3)
    second = WordsField(label=_("The second need"), rows=3)
