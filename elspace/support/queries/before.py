"""Before a programme is proposed: what is unknown and how it is taken, each with its fix."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hub.enums import Certainty, Half, Season
from elspace.hub.models import Holiday, OpeningProfile
from elspace.hub.queries import half_of
from elspace.needs.enums import State
from elspace.needs.models import NeedQuerySet
from elspace.needs.queries import needs_visible_to
from elspace.people.enums import Free
from elspace.people.models import HalfDay, Person
from elspace.support.enums import HOLDING
from elspace.support.models import Expert, Session, Term


@dataclass(frozen=True)
class Unknown:
    """One thing not known: what it means for the proposal, and where to mend it."""

    text: str
    url: str = ""
    fix: str = ""


def before_proposing(term: Term, reader: Person) -> list[Unknown]:
    """Everything assumed by the next proposal, most telling first; needs and their people as far
    as `reader` may count them."""
    needs = needs_visible_to(reader)
    found = [
        *_needs_left_out(needs),
        *_people_without_language(needs),
        *_experts_silent(term),
        *_ramadan_unanswered(term),
        *_evenings_unasked(term, needs),
        *_probable_hours(),
        *_months_over(term),
        *_provisional_days(term),
    ]
    return [one for one in found if one is not None]


def _needs_left_out(needs: NeedQuerySet) -> list[Unknown]:
    stated = needs.filter(state=State.STATED, discipline__isnull=False).count()
    unclassified = needs.to_classify().count()
    found = []
    if unclassified:
        found.append(
            Unknown(
                ngettext(
                    "%(n)d need has no discipline: it is left out.",
                    "%(n)d needs have no discipline: they are left out.",
                    unclassified,
                )
                % {"n": unclassified},
                _address("needs:classify"),
                _("Sort them"),
            )
        )
    if stated:
        found.append(
            Unknown(
                ngettext(
                    "%(n)d need has not been confirmed with its person: it is left out.",
                    "%(n)d needs have not been confirmed with their people: they are left out.",
                    stated,
                )
                % {"n": stated},
                _address("site:needs"),
                _("Confirm them"),
            )
        )
    return found


def _people_without_language(needs: NeedQuerySet) -> list[Unknown]:
    """People whose spoken languages nobody noted: what goes with what they read is taken."""
    waiting = needs.filter(state=State.CONFIRMED, discipline__isnull=False)
    people = list(Person.objects.filter(is_active=True, speaks=None, needs__in=waiting).distinct())
    if not people:
        return []
    return [
        Unknown(
            ngettext(
                "%(n)d person has no spoken language noted: what is read stands in.",
                "%(n)d people have no spoken language noted: what is read stands in.",
                len(people),
            )
            % {"n": len(people)},
            _address("site:person", key=people[0].key),
            _("Note it"),
        )
    ]


def _probable_hours() -> list[Unknown]:
    """Experts with hours they are not sure of: used last, and marked."""
    count = (
        Expert.objects.filter(
            is_active=True, person__is_active=True, person__half_days__free=Free.MAYBE
        )
        .distinct()
        .count()
    )
    if not count:
        return []
    return [
        Unknown(
            ngettext(
                "%(n)d expert said “maybe” to some half-days: they are used last, and marked.",
                "%(n)d experts said “maybe” to some half-days: they are used last, and marked.",
                count,
            )
            % {"n": count},
            _address("support:experts"),
            _("See the experts"),
        )
    ]


def _experts_silent(term: Term) -> list[Unknown]:
    asked = HalfDay.objects.values("person")
    silent = list(
        Expert.objects.filter(is_active=True, person__is_active=True)
        .exclude(person__in=asked)
        .select_related("person")
    )
    return [
        Unknown(
            _("%(name)s never said when to come: no hour of theirs is used.")
            % {"name": expert.person.name},
            _address("support:half-days-set", key=expert.key),
            _("Ask for the half-days"),
        )
        for expert in silent
    ]


def _ramadan_unanswered(term: Term) -> list[Unknown]:
    ramadan = OpeningProfile.objects.filter(
        season=Season.RAMADAN, starts_on__lte=term.ends_on, ends_on__gte=today()
    ).first()
    if ramadan is None:
        return []
    answered = HalfDay.objects.filter(season=Season.RAMADAN).values("person")
    known = HalfDay.objects.filter(season=Season.USUAL).values("person")
    silent = list(
        Expert.objects.filter(is_active=True, person__is_active=True, person__in=known)
        .exclude(person__in=answered)
        .select_related("person")
    )
    return [
        Unknown(
            _("%(name)s has not said when to come during Ramadan: no hour is used until its end.")
            % {"name": expert.person.name},
            _address("support:half-days-set", key=expert.key),
            _("Ask for the half-days"),
        )
        for expert in silent
    ]


def _evenings_unasked(term: Term, needs: NeedQuerySet) -> list[Unknown]:
    """People with a need who never said whether evenings of Ramadan are possible."""
    ramadan = (
        OpeningProfile.objects.filter(
            season=Season.RAMADAN, starts_on__lte=term.ends_on, ends_on__gte=today()
        )
        .prefetch_related("slots")
        .first()
    )
    if ramadan is None or not any(
        half_of(slot.starts, slot.ends) == Half.EVENING for slot in ramadan.slots.all()
    ):
        return []
    asked = HalfDay.objects.filter(season=Season.RAMADAN, half=Half.EVENING).values("person")
    waiting = needs.filter(state=State.CONFIRMED, discipline__isnull=False)
    people = (
        Person.objects.filter(is_active=True, needs__in=waiting).exclude(pk__in=asked).distinct()
    )
    count = people.count()
    if not count:
        return []
    return [
        Unknown(
            ngettext(
                "%(n)d person has not said if evenings of Ramadan are possible: none is used.",
                "%(n)d people have not said if evenings of Ramadan are possible: none is used.",
                count,
            )
            % {"n": count},
            _address("site:ramadan"),
            _("Ask about the evenings"),
        )
    ]


def _months_over(term: Term) -> list[Unknown]:
    """Months in which an expert has more hours on the board than she offered."""
    rows = Session.objects.filter(
        term=term, expert__hours_a_month__isnull=False, state__in=(*HOLDING, "proposed")
    )
    minutes: Counter[tuple[int, date]] = Counter()
    for expert, start_at, end_at in rows.values_list(
        "expert", "occasion__start_at", "occasion__end_at"
    ):
        month = timezone.localdate(start_at).replace(day=1)
        minutes[expert, month] += int((end_at - start_at).total_seconds() // 60)
    offered = dict(Expert.objects.values_list("pk", "hours_a_month"))
    over = [
        (expert, month, total)
        for (expert, month), total in minutes.items()
        if total > (offered[expert] or 0) * 60
    ]
    experts = Expert.objects.select_related("person").in_bulk(expert for expert, *_rest in over)
    return [
        Unknown(
            _("%(name)s offers %(offered)s h a month; %(month)s has %(total)s h.")
            % {
                "name": experts[expert].person.name,
                "offered": offered[expert],
                "month": format_day(month, "month"),
                "total": f"{total / 60:g}",
            },
            _address("support:expert", key=experts[expert].key),
            _("Ask for more, or move a session"),
        )
        for expert, month, total in over
    ]


def _provisional_days(term: Term) -> list[Unknown]:
    soon = max(today(), term.starts_on)
    ramadan = OpeningProfile.objects.filter(
        season=Season.RAMADAN,
        certainty=Certainty.PROVISIONAL,
        starts_on__lte=term.ends_on,
        ends_on__gte=soon,
    )
    dated: list[tuple[str, date]] = [
        (one.name, one.starts_on) for one in ramadan if one.starts_on is not None
    ]
    days = Holiday.objects.filter(
        certainty=Certainty.PROVISIONAL, on__gte=soon, on__lte=term.ends_on + timedelta(days=1)
    )
    return [
        Unknown(
            _("%(name)s, %(day)s, is provisional until it is announced.")
            % {"name": name, "day": format_day(on)},
            _address("hub:calendar"),
            _("Confirm or shift it"),
        )
        for name, on in [*dated, *((day.name, day.on) for day in days)]
    ]


def _address(name: str, **kwargs: object) -> str:
    """The address of a page, "" while this hub does not have it."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
