"""Opening an account: from then on the person signs in by a mailed code, or a password they set."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.hub.queries import current_hub
from elspace.outbox.actions import send_secret
from elspace.people import rules
from elspace.people.models import Person
from elspace.trust.actions import record


def invite_account(*, person: Person, login_url: str, by: Person | None) -> Person:
    """Open the account of a person with a mail address and tell them how to sign in. The mail holds
    no code: whoever reads it still needs the mailbox. It leaves once the account is open."""
    person = _open_account(person=person, by=by)
    with override(person.language):
        title = _("Your account is open")
        words = {"person": person, "login_url": login_url, "hub": current_hub()}
        body = render_to_string("people/mail/invitation.txt", words).strip()
    send_secret(
        kind="people.invitation",
        address=person.email or "",
        language=person.language,
        title=title,
        body=body,
        to=person,
    )
    return person


@transaction.atomic
def _open_account(*, person: Person, by: Person | None) -> Person:
    person = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None and not (answer := rules.can_invite(by, person)):
        raise Refused(answer.reason)
    if not person.email:
        raise Refused(_("A mail address is needed to open an account."))
    if person.invited_at is None:
        person.invited_at = timezone.now()
        person.save(update_fields=["invited_at"])
    record("invite_account", subject=person, actor=by)
    return person
