"""Thanking experts at the end of a term, with the hours they truly gave."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.queries import current_hub
from elspace.outbox.actions import queue_message
from elspace.people.models import Person
from elspace.support.letters import write_letter
from elspace.support.models import Term
from elspace.support.queries.thanks import THANKS, given_in
from elspace.trust.actions import record


@transaction.atomic
def thank_experts(*, term: Term, by: Person) -> int:
    """A letter to each expert of the term who has none yet; returns how many."""
    Term.objects.select_for_update().get(pk=term.pk)
    waiting = [given for given in given_in(term) if not given.is_thanked]
    if not waiting:
        raise Refused(_("Everybody who held a session of this term has been thanked."))
    batch, hub = uuid.uuid4(), current_hub()
    for given in waiting:
        title, body = write_letter(
            "thanks", to=given.expert.person, given=given, term=term, hub=hub
        )
        queue_message(
            kind=THANKS,
            to=given.expert.person,
            title=title,
            body=body,
            subject=term,
            occurrence="end",
            batch=batch,
            by=by,
        )
    record("thank_experts", subject=term, actor=by, changes={"experts": (None, len(waiting))})
    return len(waiting)
