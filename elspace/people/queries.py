"""Reads about people: search by any spelling, half-days, days away, personal links."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice, product
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from elspace.core.folding import latin_digits
from elspace.core.moments import today
from elspace.core.search import Rank, ranked
from elspace.core.spelling import alike, sounds_of, words_of
from elspace.hub.enums import Half, Season

from .enums import Free
from .models import Away, HalfDay, Person, PersonalLink
from .spelling import NAMES

SCRIPTS = (NAMES[:2], NAMES[2:])
HalfDays = dict[tuple[int, Half], Free]


def live_link(token: str) -> PersonalLink | None:
    """The live link with this token, its person and their roles loaded."""
    link = (
        PersonalLink.objects.filter(token=token, person__is_active=True)
        .select_related("person")
        .prefetch_related("person__grants")
        .first()
    )
    return link if link is not None and link.is_live else None


def is_replaced(token: str) -> bool:
    """Whether another link was given in the place of this one."""
    gone = PersonalLink.objects.filter(token=token, revoked_at__isnull=False).first()
    return gone is not None and any(link.is_live for link in gone.person.links.all())


def person_of_link(token: str) -> Person | None:
    """Whose page a token opens; None when the link is unknown, revoked or over."""
    link = live_link(token)
    return link.person if link is not None else None


def link_of(person: Person) -> PersonalLink | None:
    """The person's live link, the one that lasts longest."""
    return (
        PersonalLink.objects.filter(person=person, revoked_at=None, expires_on__gte=today())
        .order_by("-expires_on", "-pk")
        .first()
    )


def people_matching(text: str) -> QuerySet[Person]:
    """Active people whose name has every word of `text` in any spelling, or whose phone or mail
    holds it; names written the same come first. Empty text: everybody."""
    people = Person.objects.filter(is_active=True)
    if not text.strip():
        return people
    found = ranked(people, text, also=by_phone_or_mail(text))
    levels = {rank for rank, _person in found}
    places = [
        When(pk__in=[person.pk for rank, person in found if rank == level], then=Value(level))
        for level in sorted(levels)
    ]
    return people.filter(pk__in=[person.pk for _rank, person in found]).order_by(
        Case(*places, default=Value(Rank.SOUNDS * 100), output_field=IntegerField()),
        "first_name",
        "last_name",
        "pk",
    )


def by_phone_or_mail(text: str) -> Q | None:
    """People whose phone or mail holds this text, if it may be one."""
    text = text[:100]
    digits = "".join(char for char in latin_digits(text) if char.isdecimal())
    found = None
    if len(digits) >= 4:
        found = Q(phone__contains=digits.lstrip("0"))
    if "@" in text:
        found = (found or Q(pk=None)) | Q(email__icontains=text.strip())
    return found


def half_days_of(people: Iterable[Person | int], season: Season) -> dict[int, HalfDays]:
    """What each person answered about the half-days of a season; a missing pair was never asked.
    Every person asked for is in the result."""
    ids = [person if isinstance(person, int) else person.pk for person in people]
    answers: dict[int, HalfDays] = {pk: {} for pk in ids}
    rows = HalfDay.objects.filter(person__in=ids, season=season)
    for pk, weekday, half, free in rows.values_list("person_id", "weekday", "half", "free"):
        answers[pk][weekday, Half(half)] = Free(free)
    return answers


def evenings_of(people: Iterable[Person | int]) -> dict[int, Free | None]:
    """Whether each person can come on evenings of Ramadan; None: not asked yet. Whoever said yes or
    maybe to one of them can come on some."""
    return {
        pk: max(
            (free for (_day, half), free in answers.items() if half == Half.EVENING),
            key=[Free.NO, Free.MAYBE, Free.YES].index,
            default=None,
        )
        for pk, answers in half_days_of(people, Season.RAMADAN).items()
    }


def is_away(person: Person, day: date) -> bool:
    """Whether the person said they cannot come at all that day."""
    return Away.objects.filter(person=person, from_on__lte=day, until_on__gte=day).exists()


def away_of(people: Iterable[Person | int], first: date, last: date) -> dict[int, list[Away]]:
    """Stretches of days away that touch [first, last], by person."""
    ids = [person if isinstance(person, int) else person.pk for person in people]
    away: dict[int, list[Away]] = {pk: [] for pk in ids}
    for row in Away.objects.filter(person__in=ids, from_on__lte=last, until_on__gte=first):
        away[row.person_id].append(row)
    return away


def with_same_mail(email: str | None, but: Person | None = None) -> Person | None:
    """Another person who already has this mail address."""
    if not email:
        return None
    others = Person.objects.filter(email__iexact=email)
    return (others.exclude(pk=but.pk) if but is not None else others).first()


def probably_the_same(said: Mapping[str, Any], key: uuid.UUID) -> list[Person]:
    """People already here under the same phone, or the same full name by sound, as what was just
    typed; nobody when the row of this very form exists (a second press of its button)."""
    if Person.objects.filter(key=key).exists():
        return []
    people = Person.objects.filter(is_active=True)
    typed = " ".join(said.get(name, "") for name in NAMES[:2]) or ""
    words = words_of(typed) or words_of(" ".join(said.get(name, "") for name in NAMES[2:]))
    has_family_name = bool(said.get("last_name") or said.get("last_name_ar"))
    same = [
        person.pk
        for _rank, person in ranked(people, " ".join(words))
        if _is_same_name(words, person, in_full=not has_family_name)
    ]
    found = Q(pk__in=same)
    if said.get("phone"):
        found |= Q(phone=said["phone"])
    return list(people.filter(found).with_grants()[:5])


def _is_same_name(words: list[str], person: Person, *, in_full: bool) -> bool:
    """Whether the words typed are the person's name: a full one by sound, a lone first name only
    written the same."""
    for named in _names_of(person):
        if words == named:
            return True
        if not in_full and len(words) == len(named) and all(map(alike, words, named)):
            return True
    return False


def _names_of(person: Person) -> list[list[str]]:
    """The folded words of the name, in each script it is known in."""
    names = (f"{getattr(person, first)} {getattr(person, last)}" for first, last in SCRIPTS)
    return [words for name in names if (words := words_of(name))]


def heard_as(person: Person) -> set[frozenset[str]]:
    """What people with the same name have in common: the sounds of its words, in any order."""
    return {
        frozenset(sounds)
        for words in _names_of(person)
        for sounds in islice(product(*(sounds_of(word) or (word,) for word in words)), 32)
    }


def is_called_alike(one: Person, other: Person) -> bool:
    """Whether two names may be spellings of one, word by word in the same order or any other."""
    return any(
        len(first) == len(second) and all(any(alike(a, b) for b in second) for a in first)
        for first in _names_of(one)
        for second in _names_of(other)
    )


# What somebody who never said which languages they speak is taken to understand.
TAKEN_TO_SPEAK = {"fr": {"fr", "aeb"}, "ar": {"ar", "aeb"}, "en": {"en"}}


def languages_of(person: Person) -> set[str]:
    """Codes of the languages one can meet a person in: those they said, else those that go with
    what they read, so that a first name alone keeps nobody out of a programme."""
    said = {language.code for language in person.speaks.all()}
    return said or set(TAKEN_TO_SPEAK.get(person.language, {"fr", "aeb"}))


def people_speaking(code: str) -> QuerySet[Person]:
    """Active people one can meet in a language, read as `languages_of` reads it."""
    readers = [language for language, codes in TAKEN_TO_SPEAK.items() if code in codes]
    said = Q(speaks__code=code) | Q(speaks=None, language__in=readers)
    return Person.objects.filter(said, is_active=True)
