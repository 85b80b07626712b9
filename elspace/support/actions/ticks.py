"""Ticks of the roll call that were kept on a device through a cut."""

from typing import Any

from django.utils.translation import gettext as _

from elspace.agenda.models import Occasion
from elspace.core.answers import Refused
from elspace.people.models import Person
from elspace.support.models import Session
from elspace.support.rules.sessions import can_call_roll

from .living import mark_present


def take_tick(*, occasion: Occasion, by: Person | None, **said: Any) -> None:
    """One tick; its rules are those of the roll call. `by` None: a device of the hub says it."""
    session = Session.objects.filter(occasion=occasion).select_related("occasion").first()
    if session is None or session.is_confidential:
        raise Refused(_("This roll call is no longer open."))
    if by is not None and not (allowed := can_call_roll(by, session)):
        raise Refused(allowed.reason)
    mark_present(session=session, by=by, **said)
