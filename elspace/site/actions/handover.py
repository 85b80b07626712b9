"""Taking over what a colleague has promised: one action for all of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.outbox.actions import mark_not_sent
from elspace.people.models import Person
from elspace.site.models import SetAside
from elspace.site.queries.handover import decided_sessions, last_handed, opened_by
from elspace.trust.actions import record


@transaction.atomic
def take_over(*, giver: Person, taker: Person, by: Any) -> int:
    """People followed, decisions handed over and sessions decided go to `taker`; messages opened
    and not said to have left wait again for everybody. Returns how many things moved.

    Sealed needs stay: their person chose who reads them, and chooses again.
    """
    if giver.pk == taker.pk:
        raise Refused(_("Choose somebody else: these tasks are theirs already."))
    if not taker.is_team:
        raise Refused(_("Choose a colleague of the team."))
    Person.objects.select_for_update().filter(pk__in=[giver.pk, taker.pk]).count()
    people = Person.objects.filter(referent=giver, is_active=True)
    counts = {"people": people.exclude(pk=taker.pk).update(referent=taker)}
    people.filter(pk=taker.pk).update(referent=None)  # nobody follows themselves
    handed = last_handed(giver)
    for row in handed:
        SetAside.objects.create(
            fact=row.fact, fingerprint=row.fingerprint, how=row.how, to=taker, by=by
        )
    sessions = decided_sessions(giver)
    for session in sessions:
        session.decided_by = taker
        session.save(update_fields=["decided_by"])
    opened = opened_by().get(giver, [])
    for message in opened:
        mark_not_sent(message=message, by=by)
    counts |= {"decisions": len(handed), "sessions": len(sessions), "messages": len(opened)}
    moved = sum(counts.values())
    if moved:
        changes = {name: (count, 0) for name, count in counts.items()}
        record("take_over", subject=giver, actor=by, changes=changes | {"taker": (None, taker.pk)})
    return moved
