"""Proposing a session: it holds nothing, and may be dropped or given its reason."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.agenda.actions import invite, make_occasion
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.hosting.models import Room
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Proposal, Session, Term
from elspace.trust.actions import record

from .guards import sentence, still_open


@once_per_key(Session)
@transaction.atomic
def propose_session(
    *,
    term: Term,
    discipline: Discipline,
    format: Format,
    expert: Expert | None,
    room: Room | None,
    language: SpokenLanguage,
    start_at: datetime,
    end_at: datetime,
    needs: Sequence[Need],
    people: Sequence[Person] = (),
    title: str = "",
    reason: str = "",
    is_by_hand: bool = False,
    proposal: Proposal | None = None,
    key: uuid.UUID | None = None,
    by: Person | None,
) -> Session:
    """A session as a proposal: it holds nothing and nobody is told.

    `people` come along without a need (a co-founder). A session that answers no important or
    blocking need is made only with a written reason, which is kept; one of a proposal waits for it
    before its expert is asked.
    """
    is_asked_for = any(need.level >= Level.IMPORTANT for need in needs)
    reason = sentence(reason)
    if not is_asked_for and not reason and proposal is None:
        raise Refused(
            _("Nobody said they are stopped or slowed down without this. Write why it is held.")
        )
    if start_at >= end_at:
        raise Refused(_("The session ends before it starts."))
    occasion = make_occasion(
        start_at=start_at, end_at=end_at, capacity=room.capacity if room else None, by=by
    )
    session = Session.objects.create(
        term=term,
        occasion=occasion,
        proposal=proposal,
        discipline=discipline,
        format=format,
        expert=expert,
        room=room,
        language=language,
        title=title,
        reason="" if is_asked_for else reason,
        is_by_hand=is_by_hand,
        is_confidential=any(need.is_confidential for need in needs),
        entered_by=by,
        **({"key": key} if key else {}),
    )
    for need in needs:
        invite(occasion=occasion, person=need.person, need=need, by=by)
    for person in people:
        invite(occasion=occasion, person=person, by=by)
    record("propose_session", subject=session, actor=by)
    return session


@transaction.atomic
def give_reason(*, session: Session, reason: str, by: Person) -> Session:
    """Why a session is held that no important or blocking need asks for; kept for the review."""
    session = still_open(session)
    reason = sentence(reason)
    if not reason:
        raise Refused(_("Write why it is held, in one sentence."))
    session.reason = reason
    session.save(update_fields=["reason"])
    record("give_reason", subject=session, actor=by)
    return session


@transaction.atomic
def drop_proposed(*, session: Session, by: Person | None) -> None:
    """Take a proposed session off the board: it held nothing, so nothing remains."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.state != SessionState.PROPOSED:
        raise Refused(_("This session is no longer only a proposal."))
    record("drop_proposed", subject=session, actor=by)
    session.occasion.delete()
