"""What is chosen to bring in, and the answers about who is who."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm

from .matching import NEW, SAME


class FileForm(KeyedForm):
    """One file; `replaces` names the preview it takes the place of."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("A spreadsheet in .xlsx or .csv, 10 MB at most."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reads = {"file": _("Read by: you alone until you confirm; forgotten after 24 hours")}


def answers_of(data: Any) -> dict[str, str]:
    """The answers typed on the preview: by place, and "rest" for those left open."""
    answers = {
        name.removeprefix("who-"): str(value)[:80]
        for name, value in data.items()
        if name.startswith("who-")
    }
    if data.get("rest") in (NEW, SAME):
        answers["rest"] = data["rest"]
    return answers
