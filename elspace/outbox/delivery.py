"""Handing one mail to the mail server, and knowing what became of it."""

import smtplib
from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.template.loader import render_to_string

from elspace.hub.queries import current_hub

from .enums import Fault, State
from .writing import as_html, direction, isolate_codes

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """What leaves: never kept, never logged."""

    address: str
    language: str
    title: str
    body: str


@dataclass(frozen=True)
class Outcome:
    """What became of a mail."""

    state: State
    fault: str = ""


def hub_sends_mail() -> bool:
    """Whether this installation can hand mail to a server. Without one (no EMAIL_URL), no code can
    be mailed and what would be a mail is sent by hand."""
    return settings.EMAIL_BACKEND != NOWHERE


def hand_over(mail: Mail) -> Outcome:
    """Give the mail to the server and say what is known. What fails before the server listens has
    surely not left; what breaks while it listens may have."""
    try:
        validate_email(mail.address)
    except ValidationError:
        return Outcome(State.FAILED, Fault.BAD_ADDRESS)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        return Outcome(State.FAILED, Fault.UNREACHABLE)
    try:
        taken = connection.send_messages([_composed(mail)])
    except smtplib.SMTPRecipientsRefused:
        return Outcome(State.FAILED, Fault.BAD_ADDRESS)
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError):
        return Outcome(State.FAILED, Fault.REFUSED)
    except (OSError, smtplib.SMTPException):
        return Outcome(State.UNCERTAIN, Fault.UNKNOWN)
    finally:
        _hang_up(connection)
    return Outcome(State.SENT) if taken else Outcome(State.FAILED, Fault.UNREACHABLE)


def _composed(mail: Mail) -> EmailMultiAlternatives:
    hub = current_hub()
    name = hub.name_in(mail.language) if hub else ""
    sender = formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = EmailMultiAlternatives(
        subject=" ".join(mail.title.split()),
        body=isolate_codes(mail.body, mail.language),
        from_email=sender,
        to=[mail.address],
        reply_to=[hub.email] if hub and hub.email else None,
        headers={"Auto-Submitted": "auto-generated", "Content-Language": mail.language},
    )
    html = render_to_string(
        "outbox/mail.html",
        {
            "mail_language": mail.language,
            "mail_direction": direction(mail.language),
            "mail_title": mail.title,
            "mail_body": as_html(mail.body),
            "hub_name": name,
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _hang_up(connection: object) -> None:
    try:
        connection.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        return
