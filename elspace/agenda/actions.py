"""Writes of the agenda: occasions, invitations and their answers, marks of attendance."""

import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.needs.models import Need
from elspace.trust.actions import record

from .enums import Audience, OccasionKind, OccasionState, Presence, Reply
from .models import AttendanceMark, CalendarLink, Invitation, Occasion

MOST_PEOPLE = 5000  # a larger number is a slip of the finger


@transaction.atomic
def make_occasion(
    *,
    start_at: datetime,
    end_at: datetime,
    kind: OccasionKind = OccasionKind.SESSION,
    capacity: int | None = None,
    audience: Audience = Audience.INVITED,
    state: OccasionState = OccasionState.DRAFT,
    title_fr: str = "",
    title_ar: str = "",
    title_en: str = "",
    key: uuid.UUID | None = None,
    by: Any,
) -> Occasion:
    """Something that happens from one instant to another; a draft keeps nobody busy. Titles name
    an event or a circle's date; a session names its own."""
    if start_at >= end_at:
        raise Refused(_("It must end after it begins."))
    known = Occasion.objects.filter(key=key).first() if key else None
    if known:
        return known
    occasion = Occasion.objects.create(
        start_at=start_at,
        end_at=end_at,
        kind=kind,
        capacity=capacity,
        audience=audience,
        state=state,
        title_fr=title_fr.strip(),
        title_ar=title_ar.strip(),
        title_en=title_en.strip(),
        **({"key": key} if key else {}),
    )
    record("make_occasion", subject=occasion, actor=by)
    return occasion


@transaction.atomic
def change_occasion(
    *,
    occasion: Occasion,
    by: Any,
    state: OccasionState | None = None,
    start_at: datetime | None = None,
    end_at: datetime | None = None,
) -> Occasion:
    """Move an occasion or change its state; calendars notice by its growing sequence."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    before = (occasion.state, occasion.start_at, occasion.end_at)
    occasion.state = state or occasion.state
    occasion.start_at = start_at or occasion.start_at
    occasion.end_at = end_at or occasion.end_at
    if occasion.start_at >= occasion.end_at:
        raise Refused(_("It must end after it begins."))
    if before == (occasion.state, occasion.start_at, occasion.end_at):
        return occasion
    occasion.sequence += 1
    occasion.changed_at = timezone.now()
    occasion.save()
    record(
        "change_occasion",
        subject=occasion,
        actor=by,
        changes={"state": (before[0], occasion.state)},
    )
    return occasion


@transaction.atomic
def note_head_count(*, occasion: Occasion, came: int, by: Any) -> Occasion:
    """How many came to something open to all; nobody is named. The last number counts."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if not occasion.is_counted:
        raise Refused(_("Here the roll call says who came."))
    if occasion.state == OccasionState.CANCELLED or occasion.start_at > timezone.now():
        raise Refused(_("It has not begun, or does not take place: nobody to count yet."))
    if not 0 <= came <= MOST_PEOPLE:
        raise Refused(_("How many? A number from 0 to %(most)d.") % {"most": MOST_PEOPLE})
    if occasion.came != came:
        before, occasion.came = occasion.came, came
        occasion.save(update_fields=["came"])
        record("note_head_count", subject=occasion, actor=by, changes={"came": (before, came)})
    return occasion


@transaction.atomic
def invite(*, occasion: Occasion, person: Any, need: Need | None = None, by: Any) -> Invitation:
    """Give a person a seat, for a need of theirs or without one; a seat they had is given back."""
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if occasion.state in {OccasionState.CANCELLED, OccasionState.HELD}:
        raise Refused(_("This is over or cancelled: nobody can be invited to it any more."))
    seat = Invitation.objects.filter(occasion=occasion, person=person).first()
    if seat is not None and not seat.is_dropped:
        if need is not None and seat.need_id is None:
            seat.need = need
            seat.save(update_fields=["need"])
        return seat
    taken = occasion.invitations.filter(is_dropped=False).count()
    if occasion.capacity is not None and taken >= occasion.capacity:
        raise Refused(_("All places are taken."))
    if seat is None:
        seat = Invitation(occasion=occasion, person=person, entered_by=by)
    seat.need, seat.is_dropped = need, False
    seat.reply, seat.replied_at, seat.sent_at = Reply.NONE, None, None
    seat.save()
    record("invite", subject=seat, actor=by)
    return seat


@transaction.atomic
def drop_invitation(*, invitation: Invitation, by: Any) -> Invitation:
    """Free a seat."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_dropped:
        invitation.is_dropped = True
        invitation.save(update_fields=["is_dropped"])
        record("drop_invitation", subject=invitation, actor=by)
    return invitation


@transaction.atomic
def reply_to_invitation(
    *,
    invitation: Invitation,
    reply: Reply,
    by: Any,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Invitation:
    """Keep a person's answer; the last one counts, until the occasion begins."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=invitation.pk)
    )
    if invitation.occasion.state == OccasionState.CANCELLED:
        raise Refused(_("This was cancelled: there is nothing to answer any more."))
    if invitation.is_dropped and reply == Reply.YES:
        raise Refused(_("This place was given to someone else. The team can look for another."))
    if invitation.reply == reply:
        return invitation
    before = invitation.reply
    invitation.reply, invitation.replied_at = reply, timezone.now()
    invitation.entered_by, invitation.entered_from = by, entered_from
    invitation.save()
    record(
        "reply_to_invitation",
        subject=invitation,
        actor=by,
        changes={"reply": (before, invitation.reply)},
    )
    return invitation


def mark_attendance(
    *,
    occasion: Occasion,
    key: uuid.UUID,
    presence: Presence,
    person: Any = None,
    walk_in: str = "",
    at: datetime | None = None,
    device: str = "",
    by: Any,
) -> AttendanceMark:
    """Add one mark of who came. Marks are only ever added and the last one of a person wins, so
    marks made on two phones, or sent twice (same `key`), merge by themselves. A page used again
    with another answer (the back button) makes another mark."""
    known = AttendanceMark.objects.filter(key=key).first()
    if known is not None and known.presence != presence:
        key = uuid.uuid5(key, presence)
        known = AttendanceMark.objects.filter(key=key).first()
    if known is not None:
        return known
    now = timezone.now()
    try:
        with transaction.atomic():
            mark = AttendanceMark.objects.create(
                key=key,
                occasion=occasion,
                person=person,
                walk_in="" if person else walk_in.strip()[:80],
                presence=presence,
                # A phone whose clock runs ahead must not win over every later mark.
                at=min(at or now, now),
                device=device[:40],
                by=by,
            )
            record("mark_attendance", subject=mark, actor=by)
    except IntegrityError:
        return AttendanceMark.objects.get(key=key)
    return mark


@transaction.atomic
def give_calendar_link(*, person: Any, by: Any) -> CalendarLink:
    """The private address of her calendar: the live one, else a new one."""
    live = CalendarLink.objects.select_for_update().filter(person=person, revoked_at=None).first()
    if live is not None:
        return live
    link = CalendarLink.objects.create(person=person)
    record("give_calendar_link", subject=link, actor=by)
    return link


@transaction.atomic
def revoke_calendar_link(*, person: Any, by: Any) -> None:
    """Her calendar's address answers no more."""
    for link in CalendarLink.objects.select_for_update().filter(person=person, revoked_at=None):
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record("revoke_calendar_link", subject=link, actor=by)


@transaction.atomic
def renew_calendar_link(*, person: Any, by: Any) -> CalendarLink:
    """A new address in place of the old one."""
    revoke_calendar_link(person=person, by=by)
    return give_calendar_link(person=person, by=by)
