"""What a full house said it needs: three hundred needs with those of the story, most of them said
in the first weeks, a few of them still to sort or to go through."""

from datetime import datetime, timedelta

from elspace.core.models import EnteredFrom
from elspace.needs.actions import (
    answer_otherwise,
    classify_need,
    confirm_need,
    decline_need,
    state_need,
    withdraw_need,
)
from elspace.needs.enums import AnswerKind, Level, State
from elspace.people.models import Person
from elspace.site.demo.cast import Cast
from elspace.site.demo.days import WEEKDAYS
from elspace.site.demo.keys import key_of
from elspace.trust.actions import mark_read

from .names import HOUSES
from .people import COUNT, SPEAKS, code_of, house_of
from .words import (
    A_DOCUMENT,
    AN_ADDRESS,
    ARABIC,
    ARABIC_ENDS,
    FRENCH,
    FRENCH_ENDS,
    NOT_HERE,
)

NEEDS = 246
# Of a hundred needs, how many were said in which week (the last one has only begun).
WEEKS = (1,) * 9 + (2,) * 7 + (3,) * 6 + (4,) * 5 + (5,) * 5
LATE = 34  # needs said since last weekend, in steps of minutes
DISCIPLINES = (
    "finance", "selling", "software", "funds", "law", "communication", "production", "selling",
    "finance", "design-thinking", "impact", "team", "production", "pitch", "software", "funds",
    "wellbeing",
)  # fmt: skip
LEVELS = (3, 2, 2, 1, 2, 3, 2, 2, 1, 3)
FROM = (
    EnteredFrom.SELF, EnteredFrom.SELF, EnteredFrom.MEETING, EnteredFrom.SELF, EnteredFrom.CALL,
    EnteredFrom.SELF, EnteredFrom.PAPER, EnteredFrom.VOICE,
)  # fmt: skip


def tell_more_needs(cast: Cast) -> None:
    """Each is said at its moment; what follows keeps its own."""
    for number in range(NEEDS):
        cast.story.at(_moment(cast, number), _said, cast, number)


def name_of(number: int) -> str:
    """The code of one need more."""
    return f"month-{number:03d}"


def discipline_of(number: int) -> str:
    """What it is about, once sorted."""
    return DISCIPLINES[number % len(DISCIPLINES)]


def _moment(cast: Cast, number: int) -> datetime:
    if number >= NEEDS - LATE:
        return cast.days.lately(90 + 130 * (NEEDS - 1 - number))
    week, day = WEEKS[number % len(WEEKS)], WEEKDAYS[number * 5 % 6]
    moment = cast.days.at(f"{week} {day} {9 + number % 8:02d}:{number * 7 % 60:02d}")
    return min(moment, cast.days.now)


def _person(number: int) -> str:
    return code_of(1 + number * 37 % COUNT)


def _words(number: int, person: Person) -> str:
    house = HOUSES[house_of(int(_person(number)[1:]))]
    writes_arabic = "F" not in SPEAKS[int(_person(number)[1:]) % len(SPEAKS)]
    discipline = discipline_of(number)
    before = sum(discipline_of(other) == discipline for other in range(number))
    found = (ARABIC if writes_arabic else FRENCH)[discipline]
    ends = ARABIC_ENDS if writes_arabic else FRENCH_ENDS
    words = found[before % len(found)] + ends[before // len(found) % len(ends)]
    return words.format(offer=house.offer, house=house.name_ar)


def _said(cast: Cast, number: int) -> None:
    person = cast.people[_person(number)]
    entered = FROM[number % len(FROM)]
    discipline = discipline_of(number)
    is_confidential = discipline == "wellbeing" or number % 61 == 0
    typed_by = cast.programme if is_confidential else cast.reception
    code = name_of(number)
    cast.needs[code] = state_need(
        person=person,
        words=_words(number, person),
        level=Level(LEVELS[number % len(LEVELS)]),
        venture=None if is_confidential else person.ventures.first(),
        is_confidential=is_confidential,
        referent=cast.programme if is_confidential else None,
        by=person if entered == EnteredFrom.SELF else typed_by,
        entered_from=entered,
        key=key_of("month", "need", code),
    )
    now, left = _moment(cast, number), NEEDS - number
    if left > LATE // 2:
        cast.story.at(now + timedelta(minutes=70), _sorted, cast, number)
    if left > LATE:
        cast.story.at(now + timedelta(hours=22), _gone_through, cast, number)


def _sorted(cast: Cast, number: int) -> None:
    need = cast.need(name_of(number))
    discipline = cast.disciplines[discipline_of(number)]
    classify_need(need=need, discipline=discipline, by=cast.programme)


def _gone_through(cast: Cast, number: int) -> None:
    need = cast.need(name_of(number))
    if number % 41 == 5:
        decline_need(need=need, reason=NOT_HERE, by=cast.programme)
        return
    if not need.is_confidential:
        mark_read([need], reader=cast.programme)
    confirm_need(need=need, by=cast.programme, entered_from=EnteredFrom.MEETING)
    later = _moment(cast, number) + timedelta(days=5)
    if number % 37 == 7:
        cast.story.at(later, _withdrawn, cast, number)
    elif number % 19 == 3:
        cast.story.at(later, _answered, cast, number)


def _withdrawn(cast: Cast, number: int) -> None:
    need = cast.need(name_of(number))
    if need.state == State.CONFIRMED:
        withdraw_need(need=need, by=need.person)


def _answered(cast: Cast, number: int) -> None:
    need = cast.need(name_of(number))
    if need.state != State.CONFIRMED:
        return
    is_document = number % 2 == 0
    answer_otherwise(
        need=need,
        kind=AnswerKind.DOCUMENT if is_document else AnswerKind.ADDRESS,
        text=A_DOCUMENT if is_document else AN_ADDRESS,
        by=cast.community,
    )
