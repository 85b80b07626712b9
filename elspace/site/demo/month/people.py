"""The residents and experts of a full house: names, languages, half-days."""

from elspace.core.folding import fold
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season, Weekday
from elspace.outbox.enums import Channel
from elspace.people.actions import add_person, give_link, set_half_days
from elspace.people.enums import AgeBand, Free, Gender, Role
from elspace.people.models import Person
from elspace.site.demo.cast import Cast
from elspace.site.demo.days import WEEKDAYS
from elspace.site.demo.experts import HALVES
from elspace.site.demo.keys import key_of
from elspace.support.actions.experts import add_expert
from elspace.trust.actions import state_consent
from elspace.trust.models import Purpose
from elspace.ventures.actions import add_venture
from elspace.ventures.models import Stage

from .names import FAMILIES, HOUSES, MEN, WOMEN

COUNT = 88
ALIASES = {17: ("Nour-3", "نور-3"), 44: ("Yasmine-12", "ياسمين-12"), 71: ("Warda-2", "وردة-2")}
CHANNELS = (
    Channel.WHATSAPP, Channel.WHATSAPP, Channel.MAIL, Channel.WHATSAPP, Channel.SMS,
    Channel.MAIL, Channel.WHATSAPP, Channel.CALL,
)  # fmt: skip
SPEAKS = ("FD", "FD", "AD", "FDE", "AD", "FA", "D")
AGES = (AgeBand.UNDER_25, AgeBand.FROM_25, AgeBand.FROM_25, AgeBand.FROM_35, AgeBand.FROM_45)
STAGES = (Stage.IDEA, Stage.PROTOTYPE, Stage.FIRST_SALES, Stage.FIRST_SALES, Stage.GROWTH)
FUNDER = "Programme Rives"

# code, first, family, in Arabic, disciplines, speaks, half-days
# fmt: off
EXPERTS = [
    ("F01", "Sarra", "Mhamdi", "سارّة المحمدي", "finance selling", "FDA",
     "Mon morning, Wed morning"),
    ("F02", "Kais", "Ben Amor Rezgui", "قيس بن عمر الرزقي", "selling communication", "FD",
     "Tue morning, Fri morning"),
    ("F03", "Nejla", "Touati", "نجلاء التواتي", "software finance", "FDA",
     "Mon afternoon, Wed afternoon"),
    ("F04", "Ramzi", "Souissi", "رمزي السويسي", "design-thinking impact", "FDA",
     "Tue afternoon, Sat morning"),
    ("F05", "Hela", "Karoui", "هالة القروي", "law team", "FDA", "Mon morning, Thu morning"),
    ("F06", "Bechir", "Lahmar", "البشير الأحمر", "production design-thinking", "FDA",
     "Wed morning, Fri morning"),
    ("F07", "Wided", "Ben Sassi", "وداد بن ساسي", "funds pitch", "FDA", "Tue morning, Thu morning"),
    ("F08", "Marwen", "Gasmi", "مروان القاسمي", "communication software", "FDA",
     "Thu afternoon, Sat morning"),
    ("F09", "Thouraya", "Bel Hadj Salah Ennaifer", "ثريا بالحاج صالح النيفر", "wellbeing team",
     "FDA", "Mon afternoon, Thu afternoon"),
    ("F10", "Slim", "Haddar", "سليم الهدّار", "funds finance law", "FDA",
     "Wed afternoon, Fri afternoon"),
    ("F11", "Afef", "Dhaouadi", "عفاف الذوادي", "selling production impact pitch", "FDA",
     "Tue afternoon, Fri morning"),
]
# fmt: on


def more_phone(number: int) -> str:
    """Of the same prefix of no operator, past those of the story."""
    return f"+216600{55 + number % 30:02d}{(number * 373 + 7) % 1000:03d}"


def code_of(number: int) -> str:
    """The code of one resident more: "M001"."""
    return f"M{number:03d}"


def add_more_residents(cast: Cast) -> None:
    """Residents, the ventures they belong to, and what they agreed to on the paper of arrival."""
    members: dict[int, list[Person]] = {}
    for number in range(1, COUNT + 1):
        person = cast.people[code_of(number)] = _resident(cast, number)
        members.setdefault(house_of(number), []).append(person)
        for purpose in (Purpose.NAME_TO_FUNDER, Purpose.WORDS_TO_EXPERT):
            if number % 13 == 0:  # not asked yet
                continue
            state_consent(
                person=person,
                purpose=purpose,
                recipient=FUNDER if purpose == Purpose.NAME_TO_FUNDER else "",
                given=number % 7 != 0 and number not in ALIASES,
                entered_by=cast.reception,
                entered_from=EnteredFrom.PAPER,
            )
    for place, house in enumerate(HOUSES):
        cast.ventures[f"W{place:02d}"] = add_venture(
            name=house.name,
            name_ar=house.name_ar,
            activity=house.activity,
            governorate=house.governorate,
            stage=STAGES[place % len(STAGES)],
            members=tuple(members.get(place, [])),
            key=key_of("month", "venture", str(place)),
            by=cast.community,
        )


def house_of(number: int) -> int:
    """Which venture somebody belongs to."""
    return number % len(HOUSES)


def _resident(cast: Cast, number: int) -> Person:
    is_woman = number % 8 not in (1, 4, 6)
    names = WOMEN if is_woman else MEN
    first, first_ar = names[number * 7 % len(names)]
    last, last_ar = FAMILIES[number * 11 % len(FAMILIES)]
    is_alias = number in ALIASES
    if is_alias:
        (first, first_ar), (last, last_ar) = ALIASES[number], ("", "")
    channel = Channel.PAPER if is_alias else CHANNELS[number % len(CHANNELS)]
    spoken = SPEAKS[number % len(SPEAKS)]
    has_mail = not is_alias and (channel == Channel.MAIL or number % 5 == 0)
    person = add_person(
        first_name=first,
        last_name=last,
        first_name_ar=first_ar,
        last_name_ar=last_ar,
        is_alias=is_alias,
        email=f"{fold(first).replace(' ', '.')}.{number}@month.example" if has_mail else None,
        phone="" if is_alias else more_phone(number),
        language="fr" if "F" in spoken else "ar",
        speaks=cast.speaks(spoken),
        channel=channel,
        gender=Gender.UNSAID if is_alias else Gender.WOMAN if is_woman else Gender.MAN,
        age_band=AgeBand.UNSAID if is_alias else AGES[number % len(AGES)],
        governorate="" if is_alias else HOUSES[house_of(number)].governorate,
        roles=[Role.RESIDENT],
        key=key_of("month", code_of(number)),
        by=cast.programme,
    )
    if number % 9 == 0:
        answers: dict[tuple[int, Half], Free | None] = {
            (Weekday(number % 6), Half.MORNING): Free.NO
        }
        set_half_days(
            person=person,
            season=Season.USUAL,
            answers=answers,
            by=cast.reception,
            entered_from=EnteredFrom.PAPER,
        )
    return person


def add_more_experts(cast: Cast) -> None:
    """Eleven experts with two half-days a week each."""
    for number, line in enumerate(EXPERTS, COUNT + 1):
        code, first, last, arabic, disciplines, spoken, hours = line
        first_ar, _space, last_ar = arabic.partition(" ")
        person = cast.people[code] = add_person(
            first_name=first,
            last_name=last,
            first_name_ar=first_ar,
            last_name_ar=last_ar,
            email=f"{fold(last).replace(' ', '.')}@experts.example",
            phone=more_phone(number),
            speaks=cast.speaks(spoken),
            channel=Channel.MAIL if number % 3 else Channel.WHATSAPP,
            key=key_of("month", code),
            by=cast.programme,
        )
        cast.experts[code] = add_expert(
            person=person,
            disciplines=[cast.disciplines[one] for one in disciplines.split()],
            hours_a_month=14,
            max_per_week=2,
            note="",
            key=key_of("month", "expert", code),
            by=cast.programme,
        )
        for season in (Season.USUAL, Season.RAMADAN):
            _say_when(cast, person, season, hours)


def _say_when(cast: Cast, person: Person, season: Season, hours: str) -> None:
    answers: dict[tuple[int, Half], Free | None] = {
        (Weekday(day), half): Free.NO for day in range(6) for half in Half
    }
    for text in hours.split(", "):
        weekday, half = text.split()
        answers[Weekday(WEEKDAYS.index(weekday)), HALVES[half]] = Free.YES
    set_half_days(
        person=person,
        season=season,
        answers=answers,
        by=person,
        entered_from=EnteredFrom.SELF,
    )


def give_more_links(cast: Cast) -> None:
    """A personal link for each of them."""
    for code, person in cast.people.items():
        if code[0] in "FM" and code[1:].isdecimal():
            give_link(person=person, by=cast.reception)
