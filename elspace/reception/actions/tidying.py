"""Everybody gone at closing, names gone the same evening, a number a day after a week."""

import uuid
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.hub.queries import Calendar
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceDay, PresenceMark
from elspace.reception.queries.kept import closings_of
from elspace.reception.queries.presence import last_marks, marks_of_day, standing
from elspace.reception.rules import KEPT_DAYS
from elspace.trust.actions import record


def last_closing(now: datetime, calendar: Calendar | None = None) -> datetime | None:
    """The last closing of today that has passed; none on a day on which the hub never opens."""
    day = timezone.localdate(now)
    closings = closings_of(day, calendar or Calendar.load())
    return max((moment for moment in closings if moment <= now), default=None)


@transaction.atomic
def close_day() -> int:
    """Once the hub has closed, whoever was in is out, and visits have no name any more. Whoever
    came after closing (an evening) stays in until they leave or the day ends. Safe to repeat."""
    closed_at = last_closing(timezone.now())
    gone = 0
    if closed_at is not None:
        for mark in last_marks(today()):
            if mark.state == Whereabouts.IN and mark.at < closed_at:
                _made, is_new = PresenceMark.objects.get_or_create(
                    key=uuid.uuid5(mark.key, "closing"),
                    defaults={
                        "person": mark.person,
                        "visit": mark.visit,
                        "state": Whereabouts.OUT,
                        "at": closed_at,
                    },
                )
                gone += is_new
    _forget_names(closed_at)
    if gone:
        record("close_reception", subject=None)
    return gone


def _forget_names(closed_at: datetime | None) -> None:
    """First names of visits, and their hosts, go at closing, at midnight at the latest."""
    since = max(closed_at or local(today(), time()), local(today(), time()))
    named = ~Q(first_name="") | Q(host__isnull=False)
    PresenceMark.objects.filter(named, at__lt=since).update(first_name="", host=None)


@transaction.atomic
def forget_days() -> None:
    """Marks of more than a week ago become two numbers a day. Safe to repeat; what a device sends
    late is added."""
    limit = local(today() - timedelta(days=KEPT_DAYS), time())
    old = PresenceMark.objects.filter(at__lt=limit)
    for day in sorted({timezone.localdate(at) for at in old.values_list("at", flat=True)}):
        marks = list(marks_of_day(day))
        came = [mark for mark in standing(marks) if mark.state == Whereabouts.IN]
        people = {mark.person_id for mark in came if mark.person_id}
        visits = {mark.visit for mark in came if mark.visit}
        row, _is_new = PresenceDay.objects.select_for_update().get_or_create(day=day)
        row.people += len(people)
        row.visits += len(visits)
        row.save()
        PresenceMark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()


def tidy() -> None:
    """What the machine does every few minutes."""
    close_day()
    forget_days()
