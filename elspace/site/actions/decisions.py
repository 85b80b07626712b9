"""What is decided on Today: settled, put off, or handed to a colleague."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.people.models import Person
from elspace.site.models import SetAside
from elspace.trust.actions import record


@transaction.atomic
def set_aside(
    *, fact: str, fingerprint: str, how: str, by: Person, to: Person | None = None
) -> SetAside:
    """Put a decision of the day aside: settled, later (tomorrow), or handed to a colleague."""
    if how not in SetAside.How.values:
        raise Refused(_("This button is not known here. Nothing was changed."))
    if how == SetAside.How.HANDED and (to is None or not to.is_team):
        raise Refused(_("Choose a colleague of the team."))
    aside = SetAside.objects.create(
        fact=fact[:80],
        fingerprint=fingerprint[:64],
        how=how,
        to=to,
        until_on=today() + timedelta(days=1) if how == SetAside.How.LATER else None,
        by=by,
    )
    record("set_aside", subject=aside, actor=by, changes={"how": ("", how)})
    return aside
