"""Opening an account: from then on the person signs in by a mailed code, or a password they set."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.people import rules
from elspace.people.models import Person
from elspace.trust.actions import record


@transaction.atomic
def invite_account(*, person: Person, login_url: str, by: Person | None) -> Person:
    """Open the account of a person with a mail address and tell them how to sign in. The mail holds
    no code: whoever reads it still needs the mailbox."""
    from elspace.outbox.actions import send_secret

    person = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None and not (answer := rules.can_invite(by, person)):
        raise Refused(answer.reason)
    if not person.email:
        raise Refused(_("A mail address is needed to open an account."))
    if person.invited_at is None:
        person.invited_at = timezone.now()
        person.save(update_fields=["invited_at"])
    with override(person.language):
        title = _("Your account is open")
        body = render_to_string(
            "people/mail/invitation.txt", {"person": person, "login_url": login_url}
        )
    send_secret(
        kind="people.invitation",
        address=person.email,
        language=person.language,
        title=title,
        body=body,
        to=person,
    )
    record("invite_account", subject=person, actor=by)
    return person
