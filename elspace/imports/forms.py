"""What is chosen to bring in, what headers mean, and the answers about who is who."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm

from .drafts import HeaderRead, Understood
from .matching import APART, NEW, SAME

MOST_PASTED = 400_000


class FileChoice(forms.FileInput):
    """A file, asked for in the words of the page."""

    template_name = "imports/widgets/file.html"


class FileForm(KeyedForm):
    """One file; `replaces` names the preview it takes the place of."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "A spreadsheet in .xlsx, .ods or .csv, an export of Google Forms or KoboToolbox, or a "
            "WhatsApp chat in .txt or .zip; 10 MB at most."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=FileChoice(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv,.zip"}),
    )
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reads = {"file": _("Read by: you alone until you confirm; forgotten after 24 hours")}


class PasteForm(KeyedForm):
    """Messages copied from WhatsApp."""

    text = forms.CharField(
        label=_("Messages copied from WhatsApp"),
        help_text=_("One message is one line to choose from; only what you choose is kept."),
        max_length=MOST_PASTED,
        error_messages={"required": _("Paste at least one message.")},
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    reads = {"text": _("Read by: you alone until you confirm; forgotten after 24 hours")}


def answers_of(data: Any) -> dict[str, str]:
    """The answers typed on the preview: by place, and "rest" for those left open."""
    answers = {
        name.removeprefix("who-"): str(value)[:80]
        for name, value in data.items()
        if name.startswith("who-")
    }
    answers |= {str(place)[:20]: APART for place in data.getlist(APART)}
    if data.get("rest") in (NEW, SAME):
        answers["rest"] = data["rest"]
    return answers


def asked_headers(understood: Understood) -> list[tuple[str, HeaderRead]]:
    """Each header with the name of its field, those not known yet first."""
    named = [(f"h{at}", one) for at, one in enumerate(understood.headers)]
    return sorted(named, key=lambda pair: bool(pair[1].column))


def meanings_of(data: Any, understood: Understood) -> dict[tuple[str, str], str]:
    """What was chosen for each header; those left as they are said nothing."""
    return {
        (one.signature, one.header): data[name]
        for name, one in asked_headers(understood)
        if data.get(name) and data[name] != one.column
    }
