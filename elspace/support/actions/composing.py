"""Changing what is only proposed: who comes, in which way; a changed session is a person's own."""

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.agenda.models import Invitation
from elspace.core.answers import Refused
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.trust.actions import record


@transaction.atomic
def remove_seat(*, session: Session, seat: Invitation, by: Person) -> Session:
    """Take a person out of a proposed session; the need waits for another date. Nobody was told,
    so nobody is told."""
    session = _proposed(session)
    if seat.occasion_id != session.occasion_id:
        raise Refused(_("This person is not in this session."))
    record("remove_seat", subject=session, actor=by)
    seat.delete()
    return _made_by_hand(session)


@transaction.atomic
def change_format(*, session: Session, format: Format, by: Person) -> Session:
    """Hold a proposed session in another way; its people must fit in."""
    session = _proposed(session)
    if session.is_confidential and format.code != FormatCode.INDIVIDUAL:
        raise Refused(_("A confidential need is met one to one only."))
    if session.expert is None and format.code != FormatCode.PEER_GROUP:
        raise Refused(_("Without an expert a session is held between residents."))
    people = session.occasion.invitations.filter(is_dropped=False).count()
    if not format.min_people <= people <= format.max_people:
        raise Refused(
            _("This way of working takes %(least)d to %(most)d people; they are %(n)d.")
            % {"least": format.min_people, "most": format.max_people, "n": people}
        )
    record(
        "change_format",
        subject=session,
        actor=by,
        changes={"format": (session.format.code, format.code)},
    )
    session.format = format
    return _made_by_hand(session)


def _proposed(session: Session) -> Session:
    now = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if now.state != SessionState.PROPOSED:
        raise Refused(_("This session is no longer only a proposal."))
    return now


def _made_by_hand(session: Session) -> Session:
    session.is_by_hand = True  # what a person placed or changed is never moved unasked
    session.save()
    return session
