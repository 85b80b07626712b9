"""Two people exchange a day themselves: one offers, the other agrees, either takes it back."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.enums import SwapState
from elspace.hosting.models import Desk, DeskSwap
from elspace.hosting.queries.desks import Seating
from elspace.hosting.queries.swaps import swaps_open_to
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.people.models import Person
from elspace.trust.actions import record

from .days import Sitting, exchange_back, exchange_days

MOST = 6  # offers one person has open


@transaction.atomic
def offer_swap(
    *,
    person: Person,
    desk: Desk,
    day: date,
    wanted_on: date,
    key: uuid.UUID | None = None,
    by: Any,
) -> DeskSwap:
    """Offer a day at one's desk against another day. Nothing changes until somebody agrees; the
    same offer twice is one."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    wish = {"person_id": person.pk, "desk_id": desk.pk, "day": day, "wanted_on": wanted_on}
    if first := known_by_key(DeskSwap, key, **wish):
        return first
    mine = DeskSwap.objects.filter(person=person, state=SwapState.OFFERED, day__gt=today())
    if known := mine.filter(desk=desk, day=day, wanted_on=wanted_on).first():
        return known
    if min(day, wanted_on) <= today():
        raise Refused(_("Days are exchanged until the evening before."))
    if day == wanted_on:
        raise Refused(_("Two different days: the one you give, the one you would like."))
    seating = Seating.load(min(day, wanted_on), max(day, wanted_on))
    if not any(seat.desk == desk for seat in seating.places_of(person, day)):
        raise Refused(_("%(desk)s is not yours then.") % {"desk": desk.name})
    if mine.filter(wanted_on__gt=today()).count() >= MOST:
        raise Refused(_("Several offers of yours are open: take one back first."))
    swap = DeskSwap.objects.create(
        key=key or uuid.uuid4(), person=person, desk=desk, day=day, wanted_on=wanted_on
    )
    record("offer_swap", subject=swap, actor=by)
    return swap


@transaction.atomic
def agree_to_swap(*, swap: DeskSwap, person: Person, by: Any) -> DeskSwap:
    """Give one's own desk on the wanted day for the one offered: both days change hands at once.
    The first who agrees has it; pressed twice it is exchanged once."""
    swap = _locked(swap, person)
    if swap.state == SwapState.AGREED and swap.other_id == person.pk:
        return swap
    open_to = {one.swap.pk: one for one in swaps_open_to(person)}
    if swap.pk not in open_to:
        raise Refused(_("This offer no longer stands: nothing was changed."))
    swap.other, swap.other_desk = person, open_to[swap.pk].desk
    swap.halves, swap.other_halves = exchange_days(
        one=Sitting(swap.person, swap.desk, swap.day),
        two=Sitting(person, swap.other_desk, swap.wanted_on),
        by=by,
    )
    swap.state = SwapState.AGREED
    swap.save(update_fields=["other", "other_desk", "halves", "other_halves", "state"])
    record("agree_to_swap", subject=swap, actor=by)
    _tell(swap, swap.person, person, agreed=True)
    return swap


@transaction.atomic
def withdraw_swap(*, swap: DeskSwap, person: Person, by: Any) -> None:
    """Take an offer back, or an exchange before the first of its days: each sits again where they
    would have, on the half-days that changed hands, and the other is told. Twice changes
    nothing."""
    swap = _locked(swap, person)
    if person.pk not in {swap.person_id, swap.other_id}:
        raise Refused(_("This offer no longer stands: nothing was changed."))
    if swap.state == SwapState.WITHDRAWN:
        return
    if swap.state == SwapState.AGREED:
        if min(swap.day, swap.wanted_on) <= today():
            raise Refused(_("One of the two days is here: the exchange stands."))
        _give_back(swap, by=by)
        other = swap.other if swap.person_id == person.pk else swap.person
        _tell(swap, other, person, agreed=False)
    swap.state = SwapState.WITHDRAWN
    swap.save(update_fields=["state"])
    record("withdraw_swap", subject=swap, actor=by)


def _locked(swap: DeskSwap, person: Person) -> DeskSwap:
    """The people, then the row, locked: nobody is given another desk, nor leaves, meanwhile."""
    people = {swap.person_id, swap.other_id, person.pk} - {None}
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    rows = DeskSwap.objects.select_for_update(of=("self",)).select_related(
        "person", "other", "desk__place", "other_desk__place"
    )
    return rows.get(pk=swap.pk)


def _give_back(swap: DeskSwap, *, by: Any) -> None:
    """What changed hands does so again, and nothing else of the two days."""
    if swap.other is None or swap.other_desk is None:
        return
    exchange_back(
        one=Sitting(swap.other, swap.desk, swap.day),
        two=Sitting(swap.person, swap.other_desk, swap.wanted_on),
        halves=(swap.halves, swap.other_halves),
        by=by,
    )


def _tell(swap: DeskSwap, to: Person | None, who: Person, *, agreed: bool) -> None:
    """The one who did not press learns where they sit on the two days."""
    if to is None or swap.other_desk is None:
        return
    gave = to.pk == swap.person_id
    with written_for(to):
        mine = (swap.desk.name, swap.day) if gave else (swap.other_desk.name, swap.wanted_on)
        theirs = (swap.other_desk.name, swap.wanted_on) if gave else (swap.desk.name, swap.day)
        said = {
            "name": who.given_name,
            "mine": mine[0],
            "day": format_day(mine[1], "full"),
            "theirs": theirs[0],
            "other_day": format_day(theirs[1], "full"),
        }
        if agreed:
            title = _("%(name)s agrees: the two days are exchanged") % said
            body = _(
                "%(theirs)s is yours on %(other_day)s; %(name)s sits at %(mine)s on %(day)s. "
                "Either of you can take it back before."
            )
        else:
            title = _("%(name)s takes the exchange back") % said
            body = _(
                "%(mine)s is yours again on %(day)s; %(name)s has %(theirs)s on %(other_day)s."
            )
    queue_message(
        kind="desk_swap",
        to=to,
        title=title,
        body=body % said,
        subject=swap,
        occurrence="agreed" if agreed else "back",
        urgent=True,
    )
