"""What people answer about half-days and days away, by themselves or typed by the team."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season, Weekday
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay, Person
from elspace.trust.actions import record


@transaction.atomic
def set_half_days(
    *,
    person: Person,
    season: Season,
    answers: Mapping[tuple[int, Half], Free | None],
    by: Person | None,
    entered_from: EnteredFrom,
) -> None:
    """Keep the answers given; None makes a half-day unknown again, others stay as they are."""
    Person.objects.select_for_update().get(pk=person.pk)
    now = timezone.now()
    rows = []
    for (weekday, half), free in answers.items():
        if free is None:
            HalfDay.objects.filter(
                person=person, season=season, weekday=weekday, half=half
            ).delete()
            continue
        rows.append(
            HalfDay(
                person=person,
                season=season,
                weekday=weekday,
                half=half,
                free=Free(free),
                entered_by=by,
                entered_from=entered_from,
                entered_at=now,
            )
        )
    HalfDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "season", "weekday", "half"],
        update_fields=["free", "entered_by", "entered_from", "entered_at"],
    )
    record(
        "set_half_days",
        subject=person,
        actor=by,
        changes={"season": ("", Season(season).value), "from": ("", entered_from)},
    )


def say_evenings(
    *, person: Person, free: Free | None, by: Person | None, entered_from: EnteredFrom
) -> None:
    """Whether the evenings of Ramadan are possible, all six alike; no reason is asked for. None:
    unknown again."""
    answers = {(weekday.value, Half.EVENING): free for weekday in list(Weekday)[:6]}
    set_half_days(
        person=person, season=Season.RAMADAN, answers=answers, by=by, entered_from=entered_from
    )


@transaction.atomic
def add_away(
    *,
    person: Person,
    from_on: date,
    until_on: date,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Away:
    """Keep dates on which the person cannot come, both included; the same dates once only."""
    Person.objects.select_for_update().get(pk=person.pk)
    if until_on < from_on:
        raise Refused(_("The last day comes before the first one."))
    away, is_new = Away.objects.get_or_create(
        person=person,
        from_on=from_on,
        until_on=until_on,
        defaults={"entered_by": by, "entered_from": entered_from},
    )
    if is_new:
        record("add_away", subject=person, actor=by, changes={"from": ("", entered_from)})
    return away


@transaction.atomic
def remove_away(*, away: Away, by: Person | None) -> None:
    """Take dates away back; they can come after all."""
    person = away.person
    if Away.objects.filter(pk=away.pk).delete()[0]:
        record("remove_away", subject=person, actor=by)
