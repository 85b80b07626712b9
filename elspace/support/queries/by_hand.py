"""Composing a session by hand: who waits, which way of working, who can, which dates suit most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.people.queries import languages_of
from elspace.support.models import Expert, Term

from .dates import DateOffer, dates_that_suit
from .drafts import Drafts
from .experts import HoursLeft, all_hours_left, experts_able
from .sessions import needs_with_a_date

EXPERTS_SHOWN = 3


@dataclass(frozen=True)
class Offer:
    """An expert (None: between residents) with the dates that suit most."""

    expert: Expert | None
    left: HoursLeft | None
    dates: list[DateOffer]


def waiting_needs(discipline: Discipline) -> list[Need]:
    """Needs of a discipline without a date, most pressing first; confidential ones stand alone and
    are left to the programme."""
    return list(
        Need.objects.filter(
            discipline=discipline,
            state__in=(State.STATED, State.CONFIRMED),
            is_confidential=False,
            person__is_active=True,
        )
        .exclude(pk__in=needs_with_a_date().values("pk"))
        .select_related("person", "venture")
        .prefetch_related("person__speaks", "speaks", "formats")
        .order_by("-level", "-is_first", "stated_at", "pk")
    )


def usual_format(people: int) -> FormatCode:
    """The way of working that fits a number of people."""
    if people <= 1:
        return FormatCode.INDIVIDUAL
    return FormatCode.ROTA if people < 4 else FormatCode.WORKSHOP


def common_languages(people: Sequence[Person]) -> list[tuple[SpokenLanguage, int]]:
    """Languages with how many of these people speak them, most shared first."""
    counts: Counter[str] = Counter()
    for person in people:
        counts.update(languages_of(person))
    known = {one.code: one for one in SpokenLanguage.objects.all()}
    return [(known[code], count) for code, count in counts.most_common()]


def offers_for(
    *,
    term: Term,
    discipline: Discipline,
    format: Format,
    language: SpokenLanguage,
    people: Sequence[Person],
) -> list[Offer]:
    """Experts who can, those with most hours left first, each with three dates; between residents
    nobody teaches, so only dates. Experts without any date are left out."""
    drafts = Drafts.load(term)
    if format.code == FormatCode.PEER_GROUP:
        dates = dates_that_suit(term=term, people=people, expert=None, format=format, drafts=drafts)
        return [Offer(None, None, dates)] if dates else []
    able = [
        expert
        for expert in experts_able(discipline, language)
        if not expert.formats.all() or format in expert.formats.all()
    ]
    left = all_hours_left(able, term)
    able.sort(key=lambda one: _rank(left[one.pk]))
    found = []
    for expert in able[: EXPERTS_SHOWN * 2]:
        most = left[expert.pk].max_sessions
        if most is not None and most - drafts.by_week(expert.pk).total() < 1:
            continue
        placed = Counter(left[expert.pk].placed_by_week) + drafts.by_week(expert.pk)
        dates = dates_that_suit(
            term=term,
            people=people,
            expert=expert,
            format=format,
            drafts=drafts,
            full_weeks={week for week, count in placed.items() if count >= expert.max_per_week},
        )
        if dates:
            found.append(Offer(expert, left[expert.pk], dates))
    found.sort(key=lambda offer: (-len(offer.dates[0].can), not offer.dates[0].is_certain))
    return found[:EXPERTS_SHOWN]


def _rank(left: HoursLeft) -> int:
    return 0 if left.max_sessions is None else -left.max_sessions
