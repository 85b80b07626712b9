"""allauth's forms with our labels; a mail without an opened account is as good as unknown."""

import re
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

# Spaces and the direction marks that come along when a code is copied from an Arabic mail.
MARKS = re.compile(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class CodeField(forms.CharField):
    """A code as copied from a mail: spaces and direction marks around it do not count."""

    def to_python(self, value: Any) -> str:
        return MARKS.sub("", super().to_python(value) or "")


CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}


class LoginForm(account.LoginForm):
    """Mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "login", _("Your mail address"), autocomplete="username")
        _label(self, "password", _("Your password"), autocomplete="current-password")
        if "remember" in self.fields:
            del self.fields["remember"]


class RequestCodeForm(account.RequestLoginCodeForm):
    """Mail; the code goes to people with an account and nobody else, without saying which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "email", _("Your mail address"), autocomplete="username")

    def clean_email(self) -> str:
        email = super().clean_email()
        user = getattr(self, "_user", None)
        if user is not None and user.invited_at is None:
            self._user = None
        return email


class ConfirmCodeForm(account.ConfirmLoginCodeForm):
    """The code of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("The code in the mail"))


class ResetPasswordForm(account.ResetPasswordForm):
    """Mail of an opened account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "email", _("Your mail address"), autocomplete="username")

    def clean_email(self) -> str:
        email = super().clean_email()
        users: list[Any] = self.users  # type: ignore[has-type]
        self.users = [user for user in users if user.invited_at is not None]
        return email


class ConfirmResetCodeForm(account.ConfirmPasswordResetCodeForm):
    """The code of the mail about a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("The code in the mail"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password, twice, after the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class SetPasswordForm(account.SetPasswordForm):
    """A first password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """The current password, then a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "oldpassword", _("Your current password"), autocomplete="current-password")
        _new_password(self)


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "password", _("Your password"), autocomplete="current-password")


class SecondFactorForm(AuthenticateForm):
    """A code of the app, or a printed one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Code of your app, or a printed code"))


class SecondFactorAgainForm(ReauthenticateForm):
    """The same, once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Code of your app, or a printed code"))


class SetUpForm(ActivateTOTPForm):
    """The first code of the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("The six digits your app shows"), "numeric")


def _label(form: Any, name: str, label: Any, **attrs: str) -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def _code(form: Any, label: Any, inputmode: str = "text") -> None:
    field = CodeField(widget=form.fields["code"].widget)
    form.fields["code"] = field
    _label(form, "code", label, **(CODE | {"inputmode": inputmode}))


def _new_password(form: Any) -> None:
    _label(form, "password1", _("New password"), autocomplete="new-password")
    form.fields["password1"].help_text = _("At least 10 characters; several words are easiest.")
    _label(form, "password2", _("New password, once more"), autocomplete="new-password")
