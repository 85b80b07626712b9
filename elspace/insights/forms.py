"""The three sentences of the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 240


class SentencesForm(forms.Form):
    """What figures do not say; nobody is named."""

    first = forms.CharField(
        label=_("First sentence"),
        help_text=_("What changed for people this term; no name."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    second = forms.CharField(
        label=_("Second sentence"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    third = forms.CharField(
        label=_("Third sentence"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
