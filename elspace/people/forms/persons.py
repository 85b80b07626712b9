"""Forms about a person: added or changed by the team, changed by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.forms import KeyedForm, ManyChoices, Segments, TwoTabsForm
from elspace.core.models import EnteredFrom
from elspace.hub.governorates import NAMES as GOVERNORATES
from elspace.hub.governorates import governorate_choices, governorate_code
from elspace.hub.models import SpokenLanguage
from elspace.outbox.enums import Channel
from elspace.people.enums import Gender, Role
from elspace.people.models import OWN_NAMES, Person, role_word, roles_here
from elspace.people.phones import parse_phone
from elspace.people.rules import EVERYDAY_ROLES
from elspace.people.spelling import NAMES

# What the team chooses from when it types for someone: everything but "by the person".
FOR_SOMEONE = [choice for choice in EnteredFrom.choices if choice[0] not in {"self", "import"}]


class Pills(ManyChoices):
    """Several short choices in a row."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "segments", **(attrs or {})}, choices)


class _Reached(forms.Form):
    """Names, languages and how to be reached, as anybody may give them."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        error_messages={"required": _("A first name is needed, or an alias.")},
    )
    last_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    first_name_ar = forms.CharField(
        label=_("First name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl", "placeholder": " "}),
    )
    last_name_ar = forms.CharField(
        label=_("Family name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl", "placeholder": " "}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Reads"), choices=list(OWN_NAMES.items()), widget=Segments, initial="fr"
    )
    speaks = forms.ModelMultipleChoiceField(
        label=_("Speaks"),
        queryset=SpokenLanguage.objects.all(),
        widget=Pills,
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("Prefers to be reached by"), choices=Channel.choices, widget=Segments
    )

    def clean_phone(self) -> str:
        return parse_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in NAMES:
            cleaned[name] = " ".join(cleaned.get(name, "").split())
        channel, phone = cleaned.get("channel"), cleaned.get("phone")
        by_phone = {Channel.WHATSAPP, Channel.SMS, Channel.CALL}
        if channel in by_phone and not phone and "phone" not in self.errors:
            self.add_error("channel", _("Without a phone: by mail or on paper."))
        if channel == Channel.MAIL and not self._mail(cleaned) and "email" not in self.errors:
            self.add_error("channel", _("Without a mail address: by phone or on paper."))
        return cleaned

    def _mail(self, cleaned: dict[str, Any]) -> str | None:
        return cleaned.get("email")


class Counted(forms.Form):
    """What funders ask in groups only, self-declared: unanswered is an answer. A page that does not
    hold these fields changes nothing of them."""

    gender = forms.ChoiceField(
        label=_("Gender"),
        help_text=_(
            "Only if you wish, and only counted, five people or more at a time. Identity number, "
            "religion, health, family: never asked here."
        ),
        choices=Gender.choices,
        widget=Segments,
        required=False,
    )
    governorate = forms.ChoiceField(label=_("Governorate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("governorate", "")
        code = governorate_code(known)
        if code:
            known = self.initial["governorate"] = GOVERNORATES[code][0]
        choices = [("", _("not said")), *governorate_choices()]
        if known and not code:
            choices.append((known, known))
        self.fields["governorate"].choices = choices  # type: ignore[attr-defined]

    def clean_gender(self) -> str:
        if "gender" not in self.data:
            return self.initial.get("gender", Gender.UNSAID)
        return self.cleaned_data["gender"] or Gender.UNSAID

    def clean_governorate(self) -> str:
        if "governorate" not in self.data:
            return self.initial.get("governorate", "")
        return self.cleaned_data["governorate"]


class OwnPageForm(Counted, _Reached):
    """What a person changes of their own page; the mail address apart, it opens the account."""

    access_needs = forms.CharField(
        label=_("What helps you take part"),
        help_text=_("Only if you wish: an interpreter, the ground floor…"),
        max_length=200,
        required=False,
    )
    reads = {"access_needs": _("Read by: the team")}

    def __init__(self, *args: Any, mail: str | None = None, **kwargs: Any) -> None:
        self.mail = mail
        super().__init__(*args, **kwargs)
        # Their own page speaks to them, not about them.
        self.fields["language"].label = _("I read")
        self.fields["speaks"].label = _("I speak")
        self.fields["channel"].label = _("Reach me rather by")

    @classmethod
    def of(cls, person: Person, sent: Any) -> "OwnPageForm":
        """The form filled with what is known of `person`."""
        initial = {name: getattr(person, name) for name in cls.base_fields if name != "speaks"}
        return cls(sent, initial={**initial, "speaks": person.speaks.all()}, mail=person.email)

    def _mail(self, cleaned: dict[str, Any]) -> str | None:
        return self.mail


class MailForm(forms.Form):
    """The address one signs in with."""

    email = forms.EmailField(label=_("Your mail address"))


class AddPersonForm(KeyedForm, _Reached):
    """Someone new, typed by the team: a first name is enough."""

    is_alias = forms.BooleanField(
        label=_("This is an alias: no real name is kept anywhere"), required=False
    )
    email = forms.EmailField(label=_("Mail"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Comes as"), choices=[], widget=Pills, required=False, initial=[Role.RESIDENT]
    )
    entered_from = forms.ChoiceField(
        label=_("You type this from"), choices=FOR_SOMEONE, initial=EnteredFrom.MEETING
    )
    channel = forms.ChoiceField(
        label=_("Prefers to be reached by"),
        choices=Channel.choices,
        widget=Segments,
        required=False,
    )

    def __init__(self, *args: Any, may_give: Any = EVERYDAY_ROLES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            (role.value, role_word(role)) for role in roles_here() if role in may_give
        ]


class ChangePersonForm(TwoTabsForm, Counted, _Reached):
    """What the team changes of someone's page."""

    is_alias = forms.BooleanField(
        label=_("This is an alias: no real name is kept anywhere"), required=False
    )
    email = forms.EmailField(label=_("Mail"), required=False)
    referent = forms.ModelChoiceField(
        label=_("Referent"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=pgettext_lazy("referent", "nobody yet"),
    )
    access_needs = forms.CharField(
        label=_("What helps this person take part"),
        help_text=_("By their own choice (interpreter, ground floor); never a health question."),
        max_length=200,
        required=False,
    )
    entered_from = forms.ChoiceField(
        label=_("You type this from"), choices=FOR_SOMEONE, initial=EnteredFrom.MEETING
    )
    reads = {"access_needs": _("Read by: the team")}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {
            name: getattr(person, name)
            for name in self.base_fields
            if name not in {"speaks", "entered_from"}
        }
        kwargs["initial"] = {**initial, "speaks": person.speaks.all(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        team = Person.objects.team().exclude(pk=person.pk)
        self.fields["referent"].queryset = team  # type: ignore[attr-defined]
