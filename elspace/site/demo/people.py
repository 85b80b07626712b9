"""The team and the thirty-two residents. Phones begin with a prefix nobody has; mails end in
`.example`. R32 is an alias: no other name of hers exists anywhere."""

from typing import NamedTuple

from elspace.core.folding import fold
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season, Weekday
from elspace.outbox.enums import Channel
from elspace.people.actions import (
    add_person,
    change_person,
    give_link,
    say_evenings,
    set_half_days,
)
from elspace.people.enums import AgeBand, Free, Gender, Role
from elspace.people.models import Person

from .cast import Cast
from .keys import key_of
from .ventures import VENTURES

W, M, N = Gender.WOMAN, Gender.MAN, Gender.UNSAID
YOUNG, ADULT, MIDDLE, OLDER = (
    AgeBand.UNDER_25, AgeBand.FROM_25, AgeBand.FROM_35, AgeBand.FROM_45,
)  # fmt: skip
WHATSAPP, SMS, CALL, MAIL, PAPER = (
    Channel.WHATSAPP, Channel.SMS, Channel.CALL, Channel.MAIL, Channel.PAPER,
)  # fmt: skip


class Resident(NamedTuple):
    """One line of the table; `speaks` in the letters of `cast.SPOKEN`."""

    code: str
    first: str
    last: str
    name_ar: str
    gender: Gender
    age: AgeBand
    speaks: str
    reads: str
    channel: Channel
    venture: str


# fmt: off
RESIDENTS = [Resident(*line) for line in [
    ("R01", "Salma", "Ouerghemmi", "سلمى الورغمي", W, ADULT, "FD", "fr", WHATSAPP, "V01"),
    ("R02", "Anis", "Belkhadra", "أنيس بلخضراء", M, ADULT, "FD", "fr", WHATSAPP, "V01"),
    ("R03", "Mouna", "Tarhouch", "منى الطرهوش", W, YOUNG, "FDE", "fr", WHATSAPP, "V01"),
    ("R04", "Latifa", "Jebali", "لطيفة الجبالي", W, OLDER, "AD", "ar", CALL, "V02"),
    ("R05", "Hanen", "Ferchiche", "حنان الفرشيش", W, ADULT, "FD", "fr", WHATSAPP, "V02"),
    ("R06", "Yosra", "Kallala", "يسرى كلالة", W, ADULT, "FL", "fr", WHATSAPP, "V03"),
    ("R07", "Firas", "Boughdamsi", "فراس بوغدامسي", M, ADULT, "FE", "fr", MAIL, "V04"),
    ("R08", "Nesrine", "Chaffara", "", W, ADULT, "FE", "fr", MAIL, "V04"),
    ("R09", "Karim", "Naffati", "كريم النفاتي", M, MIDDLE, "FD", "fr", WHATSAPP, "V04"),
    ("R10", "Ines", "Bchini", "إيناس البشيني", W, MIDDLE, "FA", "fr", SMS, "V05"),
    ("R11", "Walid", "Harzelli", "وليد الحرزلي", M, ADULT, "FD", "fr", MAIL, "V05"),
    ("R12", "Monia", "Gharsa", "منية غرسة", W, OLDER, "AD", "ar", WHATSAPP, "V06"),
    ("R13", "Skander", "Tlijani", "إسكندر التليجاني", M, ADULT, "FE", "fr", WHATSAPP, "V07"),
    ("R14", "Rim", "Aroua", "ريم عروة", W, ADULT, "FE", "fr", WHATSAPP, "V07"),
    ("R15", "Bilel", "Hasnoun", "بلال حسنون", M, YOUNG, "FD", "fr", WHATSAPP, "V08"),
    ("R16", "Oumayma", "Zelfani", "أميمة الزلفاني", W, YOUNG, "FE", "fr", WHATSAPP, "V08"),
    ("R17", "Naïma", "Hlaoui", "نعيمة الحلاوي", W, MIDDLE, "AD", "ar", WHATSAPP, "V09"),
    ("R18", "Seif", "Mansri", "سيف المنصري", M, ADULT, "FD", "fr", WHATSAPP, "V10"),
    ("R19", "Dorra", "Laaouar", "", W, MIDDLE, "FD", "fr", MAIL, "V10"),
    ("R20", "Aziz", "Rebhi", "عزيز الرابحي", M, YOUNG, "FD", "fr", WHATSAPP, "V11"),
    ("R21", "Farah", "Souilem", "فرح سويلم", W, YOUNG, "FDE", "en", WHATSAPP, "V11"),
    ("R22", "Emna", "Gaaloul", "آمنة قعلول", W, MIDDLE, "FA", "fr", SMS, "V12"),
    ("R23", "Tarek", "Chouikhi", "طارق الشويخي", M, MIDDLE, "FD", "fr", WHATSAPP, "V13"),
    ("R24", "Houda", "Sboui", "هدى السبوعي", W, ADULT, "AD", "ar", WHATSAPP, "V13"),
    ("R25", "Nizar", "Kchouk", "نزار كشوك", M, ADULT, "FD", "fr", SMS, "V14"),
    ("R26", "Amal", "Rezgallah", "أمل رزق الله", W, ADULT, "FD", "fr", WHATSAPP, "V15"),
    ("R27", "Moez", "Ladhari", "", M, ADULT, "DE", "en", WHATSAPP, "V15"),
    ("R28", "Chiraz", "Dhahbi", "شيراز الذهبي", W, MIDDLE, "FD", "fr", WHATSAPP, "V16"),
    ("R29", "Wafa", "Zouabi", "وفاء الزوابي", W, YOUNG, "AD", "ar", WHATSAPP, "V17"),
    ("R30", "Ghada", "Ltifi", "غادة اللطيفي", W, ADULT, "AD", "ar", WHATSAPP, "V17"),
    ("R31", "Sofiène", "Hidoussi", "سفيان الحيدوسي", M, MIDDLE, "FD", "fr", WHATSAPP, "V18"),
    ("R32", "Yasmine-7", "", "ياسمين-7", N, AgeBand.UNSAID, "AD", "ar", PAPER, "V18"),
]]
# fmt: on
WITHOUT_MAIL = {"R04", "R05", "R12", "R17", "R29", "R32"}
WITHOUT_PHONE = {"R11", "R32"}
ALIASES = {"R32"}
HELPS = {"R06": "Un ou une interprète en langue des signes ; tout par écrit, jamais d'appel."}
REFERENTS = {"R17": "community"}  # who asks after her, with her consent

# Role, first and family name, name in Arabic, mail.
TEAM = {
    "director": (Role.DIRECTOR, "Salma", "Ayari", "سلمى العياري", "direction@demo.example"),
    "programme": (Role.PROGRAMME, "Hela", "Mansour", "هالة منصور", "programme@demo.example"),
    "community": (Role.COMMUNITY, "Yassine", "Gharbi", "ياسين الغربي", "communaute@demo.example"),
    "reception": (Role.RECEPTION, "Rania", "Trabelsi", "رانية الطرابلسي", "accueil@demo.example"),
}
FUNDER = ("Inès", "Maurel", "financeur@demo.example")
ACCOUNTANT = ("Lotfi", "Zouari", "compta@demo.example")  # keeps the books, from outside

# Half-days that cannot be, every week: desks shared by days or halves, a job elsewhere.
MORNING, AFTERNOON, EVENING = Half.MORNING, Half.AFTERNOON, Half.EVENING
# Evenings of Ramadan: who was asked, and said what; the others were not asked yet.
EVENINGS = {
    Free.YES: "R02 R07 R13 R15 R18 R20 R25 R31",
    Free.MAYBE: "R01 R09 R26",
    Free.NO: "R04 R12 R17 R24",
}
NEVER = {
    "R10": [(day, half) for day in (3, 4, 5) for half in (MORNING, AFTERNOON)],
    "R19": [(day, AFTERNOON) for day in range(6)],
    "R23": [(day, AFTERNOON) for day in (2, 3)],
    "R30": [(day, half) for day in (0, 1, 2) for half in (MORNING, AFTERNOON)],
    "R31": [(day, MORNING) for day in range(6)],
}


def phone_of(number: int) -> str:
    """+216 60 0xx xxx: a prefix of no operator."""
    return f"+216600{number:02d}{number * 373 % 1000:03d}"


def mail_of(first: str, domain: str) -> str:
    """A mail address that can never exist."""
    return f"{fold(first)}@{domain}.example"


def add_team(cast: Cast) -> None:
    """The four of the team, the person a funder of the hub named, and who keeps the books."""
    for number, (code, (role, first, last, arabic, email)) in enumerate(TEAM.items(), 90):
        first_ar, _space, last_ar = arabic.partition(" ")
        cast.people[code] = add_person(
            first_name=first,
            last_name=last,
            first_name_ar=first_ar,
            last_name_ar=last_ar,
            email=email,
            phone=phone_of(number),
            speaks=cast.speaks("FAD"),
            channel=Channel.MAIL,
            roles=[role],
            key=key_of(code),
            by=None,
        )
    outside = {"funder": (Role.FUNDER, FUNDER), "accountant": (Role.ACCOUNTANT, ACCOUNTANT)}
    for code, (role, (first, last, email)) in outside.items():
        cast.people[code] = add_person(
            first_name=first,
            last_name=last,
            email=email,
            speaks=cast.speaks("FE"),
            roles=[role],
            key=key_of(code),
            by=cast.director,
        )


def add_residents(cast: Cast) -> None:
    """The residents, what each cannot do any week, and who asks after whom."""
    for number, line in enumerate(RESIDENTS, 1):
        cast.people[line.code] = _added(cast, number, line)
    for code, referent in REFERENTS.items():
        cast.people[code] = change_person(
            person=cast.people[code], referent=cast.people[referent], by=cast.programme
        )
    for code, halves in NEVER.items():
        for season in (Season.USUAL, Season.RAMADAN):
            set_half_days(
                person=cast.people[code],
                season=season,
                answers={(Weekday(day), half): Free.NO for day, half in halves},
                by=cast.programme,
                entered_from=EnteredFrom.MEETING,
            )


def say_ramadan_evenings(cast: Cast) -> None:
    """What some residents answered about the evenings, where the term meets Ramadan."""
    for free, codes in EVENINGS.items():
        for code in codes.split():
            say_evenings(
                person=cast.people[code],
                free=free,
                by=cast.people[code],
                entered_from=EnteredFrom.SELF,
            )


def _added(cast: Cast, number: int, line: Resident) -> Person:
    venture = VENTURES[line.venture]
    first_ar, _space, last_ar = line.name_ar.partition(" ")
    has_mail, has_phone = line.code not in WITHOUT_MAIL, line.code not in WITHOUT_PHONE
    return add_person(
        first_name=line.first,
        last_name=line.last,
        first_name_ar=first_ar,
        last_name_ar=last_ar,
        is_alias=line.code in ALIASES,
        email=mail_of(line.first, venture.domain) if has_mail else None,
        phone=phone_of(number) if has_phone else "",
        language=line.reads,
        speaks=cast.speaks(line.speaks),
        channel=line.channel,
        gender=line.gender,
        age_band=line.age,
        governorate="" if line.code in ALIASES else venture.governorate,
        access_needs=HELPS.get(line.code, ""),
        roles=[Role.RESIDENT],
        key=key_of(line.code),
        by=cast.programme,
    )


def give_links(cast: Cast) -> None:
    """A personal link for everyone who has no seat on the team."""
    for code, person in cast.people.items():
        if code not in TEAM and code != "funder":
            give_link(person=person, by=cast.reception)
