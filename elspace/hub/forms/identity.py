"""What the hub says of itself, and its few settings."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from elspace.core.phones import parse_phone, shown
from elspace.hub.models import Hub

from .languages import NAMES as LANGUAGE_NAMES
from .languages import LanguagesFields
from .names import ARABIC, in_arabic

MOST_WORDS = 9


def few_words(text: str) -> None:
    """A promise is read at a glance."""
    if len(text.split()) > MOST_WORDS:
        raise ValidationError(_("Nine words at most: a promise is read at a glance."))


class AddressOfPage(forms.CharField):
    """The address of a page on the web; https:// is added where it is missing."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"dir": "ltr", "inputmode": "url", "placeholder": " "})
        super().__init__(max_length=120, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and "://" not in text:
            text = f"https://{text}"
        if text:
            try:
                URLValidator(schemes=["http", "https"])(text)
            except ValidationError as error:
                raise ValidationError(_("This is not the address of a page.")) from error
        return text


def _about(**attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": 4, **attrs})


class IdentityForm(LanguagesFields):
    """Name, promise, texts, contact, settings."""

    name = forms.CharField(label=_("Name of the hub"), max_length=80)
    name_ar = forms.CharField(
        label=_("Its name in Arabic"), max_length=80, required=False, widget=in_arabic()
    )
    promise_fr = forms.CharField(
        label=_("Promise in French"), max_length=120, required=False, validators=[few_words]
    )
    promise_ar = forms.CharField(
        label=_("Promise in Arabic"),
        max_length=120,
        required=False,
        validators=[few_words],
        widget=in_arabic(),
    )
    promise_en = forms.CharField(
        label=_("Promise in English"), max_length=120, required=False, validators=[few_words]
    )
    about_fr = forms.CharField(
        label=_("About the hub, in French"), max_length=2000, required=False, widget=_about()
    )
    about_ar = forms.CharField(
        label=_("About the hub, in Arabic"),
        max_length=2000,
        required=False,
        widget=_about(**ARABIC),
    )
    about_en = forms.CharField(
        label=_("About the hub, in English"), max_length=2000, required=False, widget=_about()
    )
    email = forms.EmailField(
        label=_("Mail"),
        required=False,
        max_length=254,
        help_text=_("Hidden from robots: a visitor presses a button to read it."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
    )
    website = AddressOfPage(label=_("Web site"))
    social = AddressOfPage(label=_("Page on a social network"))
    send_delay_minutes = forms.IntegerField(
        label=_("Minutes before a group of messages leaves"),
        min_value=0,
        max_value=120,
        help_text=_("Until then it can be taken back."),
    )
    firm_weeks = forms.IntegerField(
        label=_("Firm weeks"),
        min_value=1,
        max_value=12,
        help_text=_("Confirmed sessions within them are announced; later ones may still move."),
    )
    rooms_each = forms.IntegerField(
        label=_("Rooms one may hold ahead"),
        min_value=0,
        max_value=20,
        help_text=_("Booked by residents and members themselves; 0: the team books for them."),
    )
    reply_days = forms.IntegerField(
        label=_("Working days to answer a need"),
        min_value=1,
        max_value=20,
        help_text=_("The person reads the date when they have said their need."),
    )

    TEXTS = (
        "name", "name_ar", "promise_fr", "promise_ar", "promise_en", "about_fr", "about_ar",
        "about_en", "email", "phone", "website", "social", "send_delay_minutes", "firm_weeks",
        "reply_days", "rooms_each",
    )  # fmt: skip

    OF_PARTS: ClassVar = {"firm_weeks": "programme", "reply_days": "needs"}

    @classmethod
    def of(cls, hub: Hub, sent: Any) -> "IdentityForm":
        """The form filled with the hub."""
        languages = hub.languages or [code for code, _name in LANGUAGE_NAMES]
        initial = {name: getattr(hub, name) for name in cls.TEXTS}
        initial |= {
            "phone": shown(hub.phone),
            "first_language": languages[0],
            "other_languages": languages,
        }
        form = cls(sent, initial=initial)
        for name, module in cls.OF_PARTS.items():
            if not hub.uses(module):
                del form.fields[name]
        return form

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        asked = [name for name in self.TEXTS if name in self.fields]
        return {name: self.cleaned_data[name] for name in asked} | {"languages": self.languages()}
