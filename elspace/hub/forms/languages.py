"""The languages a hub's pages come in, the first one for whoever has not chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import ManyChoices, Segments
from elspace.core.templatetags.shell import OWN_NAMES

NAMES = [(code, name) for code, (_short, name) in OWN_NAMES.items()]


class Pills(ManyChoices):
    """Several short choices in a row."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "segments", **(attrs or {})}, choices)


class LanguagesFields(forms.Form):
    """Which language comes first, and which others there are."""

    first_language = forms.ChoiceField(
        label=_("Language of first contact"), choices=NAMES, widget=Segments, initial="fr"
    )
    other_languages = forms.MultipleChoiceField(
        label=_("Also in"),
        choices=NAMES,
        widget=Pills,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "other_languages" not in self.initial:  # the first one needs no second tick
            first = self.initial.get("first_language", "fr")
            self.initial["other_languages"] = [code for code, _name in NAMES if code != first]

    def languages(self) -> list[str]:
        """The codes, the first one first."""
        first = self.cleaned_data["first_language"]
        others = self.cleaned_data["other_languages"]
        return [first, *(code for code, _name in NAMES if code in others and code != first)]
