"""Before and during Ramadan: who has not been asked yet, what no longer holds, whom to tell."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from elspace.core.moments import today
from elspace.hub.enums import Certainty, Half, Season
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar, current_hub, half_of
from elspace.needs.enums import OPEN_STATES
from elspace.outbox.writing import direction
from elspace.people.enums import Free, Role
from elspace.people.models import OWN_NAMES, HalfDay, Person
from elspace.people.queries import evenings_of
from elspace.support.enums import COMING
from elspace.support.models import Expert, Session
from elspace.support.queries.sessions import people_of, sessions_with_people
from elspace.support.subjects import may_read_session

from .home import week_hours

ASKED_DAYS_BEFORE = 42  # six weeks: a programme is made by then


@dataclass(frozen=True)
class ToTell:
    """A session on hours the hub is closed, and who expects it; nothing moves by itself."""

    session: Session
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Evenings:
    """Answers about the evenings, in counts, and who was never asked."""

    yes: int
    maybe: int
    no: int
    unasked: tuple[Person, ...]


def ramadan_ahead(calendar: Calendar | None = None) -> OpeningProfile | None:
    """The Ramadan that runs, or the next one known."""
    if calendar is not None:
        return next(iter(calendar.ramadans_from(today())), None)
    return (
        OpeningProfile.objects.filter(
            season=Season.RAMADAN, starts_on__isnull=False, ends_on__gte=today()
        )
        .order_by("starts_on")
        .first()
    )


def is_time_to_ask(ramadan: OpeningProfile, day: date | None = None) -> bool:
    """From six weeks before it begins until it ends."""
    starts_on, ends_on = ramadan.starts_on, ramadan.ends_on
    if starts_on is None or ends_on is None:
        return False
    day = day or today()
    return (starts_on - day).days <= ASKED_DAYS_BEFORE and day <= ends_on


def is_moon_awaited(ramadan: OpeningProfile) -> bool:
    """From two days before a date nobody has confirmed until the day after it."""
    return (
        ramadan.certainty == Certainty.PROVISIONAL
        and ramadan.starts_on is not None
        and -1 <= (ramadan.starts_on - today()).days <= 2
    )


def has_evenings(ramadan: OpeningProfile) -> bool:
    """Whether anything may be planned on its evenings."""
    return any(half_of(slot.starts, slot.ends) == Half.EVENING for slot in ramadan.slots.all())


@dataclass(frozen=True)
class Notice:
    """The hours of Ramadan in one language, to paste where the hub writes to everybody."""

    language: str
    own_name: str
    direction: str
    text: str


def notices(ramadan: OpeningProfile) -> list[Notice]:
    """The hours in each language of the hub."""
    hub, calendar = current_hub(), Calendar.load()
    if hub is None or ramadan.starts_on is None:
        return []
    found = []
    for language in hub.languages:
        with override(language):
            text = render_to_string(
                "site/letters/ramadan_hours.txt",
                {
                    "hub": hub,
                    "ramadan": ramadan,
                    "lines": week_hours(calendar, ramadan.starts_on),
                },
            )
        found.append(Notice(language, OWN_NAMES[language], direction(language), text.strip()))
    return found


def silent_experts() -> QuerySet[Expert]:
    """Experts who never said when they can come during Ramadan."""
    answered = HalfDay.objects.filter(season=Season.RAMADAN).values("person")
    return (
        Expert.objects.filter(is_active=True, person__is_active=True)
        .exclude(person__in=answered)
        .select_related("person")
        .order_by("person__first_name", "person__last_name", "pk")
    )


def evenings() -> Evenings:
    """What residents, members and everybody with an open need said about the evenings."""
    day = today()
    lives_here = Q(
        Q(grants__until_on=None) | Q(grants__until_on__gte=day),
        grants__role__in=(Role.RESIDENT, Role.MEMBER),
        grants__from_on__lte=day,
    )
    asks = Q(needs__state__in=OPEN_STATES)
    people = list(Person.objects.filter(lives_here | asks, is_active=True).distinct())
    said = evenings_of(people)
    answers = list(said.values())
    return Evenings(
        yes=answers.count(Free.YES),
        maybe=answers.count(Free.MAYBE),
        no=answers.count(Free.NO),
        unasked=tuple(person for person in people if said[person.pk] is None),
    )


def wants_evening_answer(person: Person) -> bool:
    """Whether this person's own page asks about the evenings."""
    ramadan = ramadan_ahead()
    return (
        ramadan is not None
        and is_time_to_ask(ramadan)
        and has_evenings(ramadan)
        and evenings_of([person])[person.pk] is None
    )


def to_tell(reader: Person) -> list[ToTell]:
    """Sessions people know of that the hub's hours no longer hold, soonest first, with everybody
    who expects them; of a confidential one a reader without the right sees neither."""
    calendar = Calendar.load()
    sessions = (
        sessions_with_people()
        .select_related("room__place")
        .filter(state__in=COMING, occasion__start_at__gt=timezone.now())
        .order_by("occasion__start_at")
        .distinct()
    )
    found = []
    for session in sessions:
        place = session.room.place if session.room else None
        if calendar.is_open(session.occasion.start_at, session.occasion.end_at, place):
            continue
        if may_read_session(session, reader):
            guests = list(people_of(session))
            expert = [session.expert.person] if session.expert else []
            found.append(ToTell(session, (*expert, *guests)))
    return found
