"""What the first page of a new hub asks: its name, its languages, its place, its director."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from elspace.core import registries
from elspace.core.forms import KeyedForm, ManyChoices
from elspace.hub.forms.languages import LanguagesFields
from elspace.people.models import Person


class FirstForm(LanguagesFields, KeyedForm):
    """One page, so that the hub is there at once or not at all."""

    name = forms.CharField(label=_("Name of the hub"), max_length=80)
    name_ar = forms.CharField(
        label=_("Its name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"lang": "ar", "dir": "rtl", "placeholder": " "}),
    )
    place = forms.CharField(
        label=_("What people call the place"),
        max_length=120,
        help_text=_("In the language you like; the others can be added later."),
    )
    address = forms.CharField(label=_("Its address"), max_length=200, required=False)
    first_name = forms.CharField(
        label=_("Your first name"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    last_name = forms.CharField(label=_("Your family name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    # Given back on errors like everything typed: the page is kept by no cache.
    password = forms.CharField(
        label=_("A password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least 10 characters; several words are easiest."),
    )

    modules = forms.MultipleChoiceField(
        label=_("Each part can be switched on and off later; nothing is lost by it"),
        required=False,
        widget=ManyChoices,
        choices=lambda: [
            (one.code, f"{one.label}{_(': ')}{one.text}") for one in registries.modules.values()
        ],
        initial=["needs", "programme"],
    )

    HUB = ("name", "name_ar", "first_language", "other_languages")
    PLACE = ("place", "address")
    DIRECTOR = ("first_name", "last_name", "email", "password")

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The page's three parts: heading, fields."""
        return [
            (heading, [self[name] for name in names])
            for heading, names in (
                (_("The hub"), self.HUB),
                (_("The place"), self.PLACE),
                (_("You, who direct it"), self.DIRECTOR),
                (_("What you will use"), ("modules",)),
            )
        ]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            person = Person(
                **{n: cleaned.get(n) or "" for n in ("first_name", "last_name", "email")}
            )
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        taken = (*self.PLACE, *self.DIRECTOR, "name", "name_ar", "key", "modules")
        return {n: self.cleaned_data[n] for n in taken} | {"languages": self.languages()}
