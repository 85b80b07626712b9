"""Before a programme is proposed: what is unknown and how it is taken, each with its fix."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hub.enums import Certainty, Half, Season
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar, half_of
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


def before_proposing(term: Term, reader: Person, calendar: Calendar) -> list[Unknown]:
    """Everything assumed by the next proposal, most telling first; needs and their people as far
    as `reader` may count them."""
    needs = needs_visible_to(reader)
    ramadan = next(iter(_ramadans(term, calendar, today())), None)
    said = _Said.load()
    return [
        *_needs_left_out(needs),
        *_people_without_language(needs),
        *_experts_silent(said),
        *(_ramadan_unanswered(said) if ramadan else ()),
        *(_evenings_unasked(ramadan, needs) if ramadan else ()),
        *_probable_hours(said),
        *_months_over(term),
        *_provisional_days(term, calendar),
    ]


@dataclass
class _Said:
    """The active experts, and which answers each of them gave in which season."""

    experts: dict[int, int]  # the number of the person, of the expert
    answers: dict[int, set[tuple[str, str]]]  # season, answer

    @classmethod
    def load(cls) -> "_Said":
        """Two queries: hundreds of half-days, of which only these few words are read."""
        active = Expert.objects.filter(is_active=True, person__is_active=True)
        experts = dict(active.order_by().values_list("person", "pk"))
        answers: dict[int, set[tuple[str, str]]] = {person: set() for person in experts}
        rows = HalfDay.objects.filter(person__in=experts).order_by()
        for person, season, free in rows.values_list("person", "season", "free").distinct():
            answers[person].add((season, free))
        return cls(experts, answers)

    def seasons(self, person: int) -> set[str]:
        return {season for season, _free in self.answers[person]}

    def named(self, people: Iterable[int]) -> Iterable[Expert]:
        """Their rows with their names; read only where there are some."""
        numbers = [self.experts[person] for person in people]
        return Expert.objects.filter(pk__in=numbers).select_related("person")


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
    silent = Person.objects.filter(is_active=True, speaks=None, pk__in=waiting.values("person"))
    people = list(silent.values_list("key", flat=True))
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
            _address("site:person", key=people[0]),
            _("Note it"),
        )
    ]


def _probable_hours(said: _Said) -> list[Unknown]:
    """Experts with hours they are not sure of: used last, and marked."""
    count = sum(
        any(free == Free.MAYBE for _season, free in answers) for answers in said.answers.values()
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


def _experts_silent(said: _Said) -> list[Unknown]:
    silent = said.named(person for person in said.experts if not said.answers[person])
    return [
        Unknown(
            _("%(name)s never said when to come: no hour of theirs is used.")
            % {"name": expert.person.name},
            _address("support:half-days-set", key=expert.key),
            _("Ask for the half-days"),
        )
        for expert in silent
    ]


def _ramadans(term: Term, calendar: Calendar, day: date) -> list[OpeningProfile]:
    """Those that fall into a term and are not over on a day."""
    return [
        one
        for one in calendar.profiles
        if one.season == Season.RAMADAN
        and one.starts_on is not None
        and one.ends_on is not None
        and one.starts_on <= term.ends_on
        and day <= one.ends_on
    ]


def _ramadan_unanswered(said: _Said) -> list[Unknown]:
    silent = said.named(
        person
        for person in said.experts
        if Season.USUAL in said.seasons(person) and Season.RAMADAN not in said.seasons(person)
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


def _evenings_unasked(ramadan: OpeningProfile, needs: NeedQuerySet) -> list[Unknown]:
    """People with a need who never said whether evenings of Ramadan are possible."""
    if not any(half_of(slot.starts, slot.ends) == Half.EVENING for slot in ramadan.slots.all()):
        return []
    asked = HalfDay.objects.filter(season=Season.RAMADAN, half=Half.EVENING).values("person")
    waiting = needs.filter(state=State.CONFIRMED, discipline__isnull=False)
    people = Person.objects.filter(is_active=True, pk__in=waiting.values("person"))
    count = people.exclude(pk__in=asked).count()
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
    offered: dict[int, int] = {}
    for expert, hours, start_at, end_at in rows.values_list(
        "expert", "expert__hours_a_month", "occasion__start_at", "occasion__end_at"
    ):
        offered[expert] = hours or 0
        month = timezone.localdate(start_at).replace(day=1)
        minutes[expert, month] += int((end_at - start_at).total_seconds() // 60)
    over = [
        (expert, month, total)
        for (expert, month), total in minutes.items()
        if total > offered[expert] * 60
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


def _provisional_days(term: Term, calendar: Calendar) -> list[Unknown]:
    soon, until = max(today(), term.starts_on), term.ends_on + timedelta(days=1)
    dated: list[tuple[str, date]] = [
        (one.name, one.starts_on)
        for one in _ramadans(term, calendar, soon)
        if one.certainty == Certainty.PROVISIONAL and one.starts_on is not None
    ]
    days = [
        (holiday.name, day)
        for day, holidays in calendar.holidays.items()
        for holiday in holidays
        if soon <= day <= until and holiday.certainty == Certainty.PROVISIONAL
    ]
    return [
        Unknown(
            _("%(name)s, %(day)s, is provisional until it is announced.")
            % {"name": name, "day": format_day(on)},
            _address("hub:calendar"),
            _("Confirm or shift it"),
        )
        for name, on in [*dated, *days]
    ]


def _address(name: str, **kwargs: object) -> str:
    """The address of a page, "" while this hub does not have it."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
