"""Desks held by the week: given from a day on, ended on a day."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.models import (
    Desk,
    DeskDay,
    DeskHalf,
    DeskHolding,
    Subscription,
)
from elspace.hub.enums import Half, Weekday
from elspace.people.models import Person
from elspace.trust.actions import record

from .locks import lock_desks

WeekHalves = Iterable[tuple[int, Half]]  # weekday (0 = Monday) and half


@transaction.atomic
def hold_desk(
    *,
    desk: Desk,
    person: Person,
    from_on: date,
    until_on: date | None = None,
    halves: WeekHalves,
    subscription: Subscription | None = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> DeskHolding:
    """Give somebody a desk by the week, from a day on. Refused while a half-day of it is somebody
    else's, by the week or on a single day to come."""
    lock_desks(desk)
    if first := known_by_key(DeskHolding, key, desk_id=desk.pk, person_id=person.pk):
        return first
    wanted = sorted(set(halves))
    _check_holding(desk, person, wanted, from_on, until_on)
    try:
        with transaction.atomic():
            holding = DeskHolding.objects.create(
                key=key or uuid.uuid4(),
                desk=desk,
                person=person,
                subscription=subscription,
                from_on=from_on,
                until_on=until_on,
            )
            DeskHalf.objects.bulk_create(
                DeskHalf(
                    holding=holding,
                    desk=desk,
                    weekday=weekday,
                    half=half,
                    from_on=from_on,
                    until_on=until_on,
                )
                for weekday, half in wanted
            )
    except IntegrityError:  # the database's own guard (PostgreSQL), or the same page sent twice
        if first := known_by_key(DeskHolding, key, desk_id=desk.pk, person_id=person.pk):
            return first
        raise Refused(
            _("%(desk)s was just given to somebody else.") % {"desk": desk.name}
        ) from None
    # A day its last holder gave away is the new holder's again.
    _days(desk, wanted, from_on, until_on).filter(person=None).delete()
    record(
        "hold_desk",
        subject=holding,
        actor=by,
        changes={
            "desk": (None, desk.pk),
            "from_on": (None, from_on.isoformat()),
            "until_on": (None, until_on.isoformat() if until_on else None),
            "halves": (None, [f"{weekday}-{half}" for weekday, half in wanted]),
        },
    )
    return holding


def _check_holding(
    desk: Desk,
    person: Person,
    wanted: list[tuple[int, Half]],
    from_on: date,
    until_on: date | None,
) -> None:
    if not wanted:
        raise Refused(_("Which half-days? At least one."))
    if until_on is not None and until_on < from_on:
        raise Refused(_("The last day comes before the first."))
    if not desk.is_active:
        raise Refused(_("%(desk)s is no longer in use.") % {"desk": desk.name})
    meets = Q(until_on=None) | Q(until_on__gte=from_on)
    if until_on is not None:
        meets &= Q(from_on__lte=until_on)
    taken = [
        half
        for half in DeskHalf.objects.filter(meets, desk=desk).select_related("holding__person")
        if (half.weekday, half.half) in wanted
    ]
    if taken:
        first = taken[0]
        raise Refused(
            _("%(desk)s is %(person)s's on %(when)s.")
            % {
                "desk": desk.name,
                "person": first.holding.person.name,
                "when": f"{Weekday(first.weekday).label} · {Half(first.half).label}",
            }
        )
    others = _days(desk, wanted, max(from_on, today()), until_on)
    day = others.exclude(person=None).exclude(person=person).order_by("day").first()
    if day is not None:
        raise Refused(
            _("%(desk)s is promised to somebody on %(day)s: begin later, or free that day first.")
            % {"desk": desk.name, "day": format_day(day.day, "full")}
        )


def _days(desk: Desk, halves: list[tuple[int, Half]], from_on: date, until_on: date | None) -> Any:
    """Single days of a desk that lie on these half-days of the week."""
    found = DeskDay.objects.filter(desk=desk, day__gte=from_on)
    if until_on is not None:
        found = found.filter(day__lte=until_on)
    wanted = Q()
    for weekday, half in halves:  # iso_week_day: Monday = 1
        wanted |= Q(day__iso_week_day=weekday + 1, half=half)
    return found.filter(wanted)


@transaction.atomic
def end_holding(*, holding: DeskHolding, until_on: date, by: Any) -> DeskHolding:
    """The desk is somebody's until this day, and free from the next one. Ending it before it began
    leaves nothing of it."""
    lock_desks(holding.desk)
    found = DeskHolding.objects.filter(pk=holding.pk).first()
    if found is None or (found.until_on is not None and found.until_on <= until_on):
        return found or holding  # a second press, or it ends sooner already
    halves = [(half.weekday, Half(half.half)) for half in found.halves.all()]
    after = _days(found.desk, halves, until_on + timedelta(days=1), found.until_on)
    after.filter(Q(person=None) | Q(person=found.person)).delete()
    record(
        "end_holding",
        subject=found,
        actor=by,
        changes={
            "until_on": (
                found.until_on.isoformat() if found.until_on else None,
                until_on.isoformat(),
            )
        },
    )
    if until_on < found.from_on:
        found.delete()
        return found
    found.until_on = until_on
    found.save(update_fields=["until_on"])
    found.halves.update(until_on=until_on)
    return found
