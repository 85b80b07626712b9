"""The field of someone's own words: cleaned, never cut without asking, kept when refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from elspace.needs.words import MAX_WORDS, clean_words


class WordsField(forms.CharField):
    """Free text in any script. No `maxlength` in the page: browsers cut what is pasted silently."""

    widget = forms.Textarea
    default_error_messages = {
        "required": _("A few words are missing: what do you need?"),
    }
    too_long = ngettext_lazy(
        "Only %(most)s character fits; your text is still here, please keep the most "
        "important part.",
        "At most %(most)s characters fit; your text is still here, please keep the most "
        "important part.",
        "most",
    )

    def __init__(self, *, most: int = MAX_WORDS, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        return clean_words(super().to_python(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again after a refusal: as typed, without what would break the page."""
        return clean_words(data) if isinstance(data, str) else data

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(self.too_long % {"most": self.most}, code="too_long")


class LineField(WordsField):
    """One line of free text: a name, a subject."""

    widget = forms.TextInput

    def __init__(self, *, most: int = 80, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput())
        super().__init__(most=most, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())
