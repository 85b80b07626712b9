"""How sign-in behaves here: no open sign-up, secret mails through the outbox, our own sentences."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from elspace.hub.queries import current_hub
from elspace.outbox.actions import send_secret

from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the team; codes leave through the outbox and are stored nowhere."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. The team can tell you more."),
        "email_password_mismatch": _("This mail and this password do not go together."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code we sent, or it is too old."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def get_login_stages(self) -> list[str]:
        """The library's steps of signing in, with trusted devices one can forget."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "elspace.people.devices.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who has just signed in is not asked again who they are."""
        request = self.request
        shown = [record["at"] for record in get_authentication_records(request, request.user)]
        is_recent = (
            bool(shown) and time.time() - shown[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        )
        return not is_recent

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to the outbox as a secret, in the language of the person it goes to."""
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        language = person.language if person else (get_language() or "fr")[:2]
        with override(language):
            words = {**context, "hub": current_hub(), "person": person}
            title = render_to_string(f"{template_prefix}_subject.txt", words).strip()
            body = render_to_string(f"{template_prefix}_message.txt", words).strip()
        send_secret(
            kind="people.sign_in",
            address=email,
            language=language,
            title=title,
            body=body,
            to=person,
        )


class MFAAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every 30 seconds."),
        "cannot_generate_recovery_codes": _("Set up the second factor first."),
        "cannot_delete_authenticator": _("The second factor cannot be taken off now."),
    }

    def get_totp_issuer(self) -> str:
        """What the app on the phone writes beside the code."""
        hub = current_hub()
        return hub.shown_name if hub else "elspace"
