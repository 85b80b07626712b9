"""The fourteen experts: what they offer, when they can come, who has not said so for Ramadan."""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from elspace.core.folding import fold
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season, Weekday
from elspace.hub.models import OpeningProfile
from elspace.outbox.enums import Channel
from elspace.people.actions import add_away, add_person, set_half_days
from elspace.people.enums import Free
from elspace.support.actions.experts import add_expert

from .cast import Cast
from .days import WEEKDAYS, WEEKS
from .keys import key_of
from .people import phone_of


class Line(NamedTuple):
    """One line: disciplines by code; hours as "Tue afternoon", Ramadan's after."""

    code: str
    first: str
    last: str
    name_ar: str
    disciplines: str
    speaks: str
    hours_a_month: int
    usual: str
    ramadan: str  # "": not asked, or no answer yet
    note: str


# fmt: off
EXPERTS = [Line(*line) for line in [
    ("E01", "Mehdi", "Gharsalli", "مهدي الغرسلي", "finance", "FD", 6,
     "Tue afternoon", "Tue morning", "Ramadan : 10 h – 13 h, confirmé."),
    ("E02", "Leïla", "Bouzayen", "ليلى بوزيان", "finance funds", "FDE", 8,
     "Thu morning", "Thu morning", ""),
    ("E03", "Hichem", "Tounekti", "هشام التونكتي", "selling", "DF", 6,
     "Wed afternoon", "", "N'a pas encore dit pour Ramadan."),
    ("E04", "Rania", "Mokdad", "رانية المقداد", "design-thinking pitch", "FE", 6,
     "Mon morning, Fri morning", "Mon morning, Fri morning", ""),
    ("E05", "Youssef", "Ammous", "يوسف عمّوس", "software", "DA", 8,
     "Sat morning", "Sat morning", "Tout en tounsi, à partir de vrais fichiers."),
    ("E06", "Sonia", "Ghachem", "سنية غشام", "law", "FA", 3,
     "Thu morning", "Thu morning", "Un jeudi sur deux ; confirmer la veille."),
    ("E07", "Imed", "Turkaoui", "عماد التركاوي", "production", "D", 6,
     "Tue morning", "Tue morning", "Vient de Sfax ; le plus simple est de l'appeler."),
    ("E08", "Claire", "Fontanel", "كلير فونتانيل", "impact", "F", 4,
     "Wed morning", "Wed morning", "Ne parle pas le tounsi."),
    ("E09", "Olfa", "Zekri", "ألفة الزكري", "communication", "DF", 4,
     "Mon afternoon", "Thu evening", "Ramadan : en veillée seulement."),
    ("E10", "Nadhir", "Kooli", "نذير القولي", "funds", "FE", 3,
     "Fri morning?", "", "Employé d'une banque, intérêt déclaré : pas sur les dossiers de prêt."),
    ("E11", "Asma", "Werfelli", "أسماء الورفلي", "team wellbeing", "DAF", 6,
     "Tue afternoon", "Tue evening", "Tout reste entre elle et la personne."),
    ("E12", "Rafik", "Ounalli", "رفيق العونلي", "pitch", "F", 4,
     "Sat morning?", "", "À confirmer chaque mois."),
    ("E13", "Jens", "Albrecht", "ينس ألبرخت", "design-thinking software", "E", 8,
     "Wed afternoon", "Wed afternoon", "Rentre chez lui à la fin de la neuvième semaine."),
    ("E14", "Hayet", "Jaziri", "حياة الجزيري", "production selling", "AD", 4,
     "Thu afternoon", "Thu afternoon", "Pas de smartphone : l'appeler, lui imprimer sa semaine."),
]]
# fmt: on
RATES = {"E02": Decimal(80), "E12": Decimal(60)}  # dinars an hour; the others pro bono
TIMES_A_MONTH = {"E06": 2}
LEAVES = {"E13": "9 Sat"}
BY_CALL = {"E07", "E14"}
BY_MAIL = {"E02", "E04", "E08", "E10", "E13"}
HALVES = {"morning": Half.MORNING, "afternoon": Half.AFTERNOON, "evening": Half.EVENING}


def add_experts(cast: Cast) -> None:
    """Every expert, with what they answered about the weeks to come."""
    has_ramadan = meets_ramadan(cast)
    for number, line in enumerate(EXPERTS, 41):
        cast.people[line.code] = add_person(
            first_name=line.first,
            last_name=line.last,
            first_name_ar=line.name_ar.partition(" ")[0],
            last_name_ar=line.name_ar.partition(" ")[2],
            email=f"{fold(line.last)}@experts.example",
            phone=phone_of(number),
            language="en" if line.code == "E13" else "ar" if line.code == "E14" else "fr",
            speaks=cast.speaks(line.speaks),
            channel=_channel(line.code),
            key=key_of(line.code),
            by=cast.programme,
        )
        cast.experts[line.code] = add_expert(
            person=cast.people[line.code],
            disciplines=[cast.disciplines[code] for code in line.disciplines.split()],
            times_a_month=TIMES_A_MONTH.get(line.code),
            hours_a_month=line.hours_a_month,
            is_pro_bono=line.code not in RATES,
            rate=RATES.get(line.code),
            note=line.note,
            key=key_of("expert", line.code),
            by=cast.programme,
        )
        _answers(cast, line, Season.USUAL, line.usual)
        if has_ramadan and line.ramadan:
            _answers(cast, line, Season.RAMADAN, line.ramadan)
    for code, day in LEAVES.items():
        away_from = cast.days.day(day)
        add_away(
            person=cast.people[code],
            from_on=away_from,
            until_on=away_from + timedelta(weeks=26),
            by=cast.programme,
            entered_from=EnteredFrom.MEETING,
        )


def confirm_today(cast: Cast) -> None:
    """The expert of today's session said yes to its half-day, whatever weekday today is."""
    start, _end = cast.days.next_slot()
    half = Half.MORNING if start.hour < 13 else Half.AFTERNOON
    person = cast.people["E01"]
    set_half_days(
        person=person,
        season=cast.days.calendar.season_on(start.date()),
        answers={(Weekday(start.weekday()), half): Free.YES},
        by=person,
        entered_from=EnteredFrom.SELF,
    )


def _channel(code: str) -> Channel:
    if code in BY_CALL:
        return Channel.CALL
    return Channel.MAIL if code in BY_MAIL else Channel.WHATSAPP


def _answers(cast: Cast, line: Line, season: Season, hours: str) -> None:
    """Yes or perhaps ("?") to the halves named; who said yes somewhere said no to the rest."""
    is_sure = "?" not in hours
    answers: dict[tuple[int, Half], Free | None] = {}
    if is_sure:
        answers = {(Weekday(day), half): Free.NO for day in range(6) for half in Half}
    for text in hours.replace("?", "").split(", "):
        weekday, half = text.split()
        answer = Free.YES if is_sure else Free.MAYBE
        answers[Weekday(WEEKDAYS.index(weekday)), HALVES[half]] = answer
    by_self = line.code not in BY_CALL
    set_half_days(
        person=cast.people[line.code],
        season=season,
        answers=answers,
        by=cast.people[line.code] if by_self else cast.programme,
        entered_from=EnteredFrom.SELF if by_self else EnteredFrom.CALL,
    )


def meets_ramadan(cast: Cast) -> bool:
    """Whether a day of the term is one of Ramadan."""
    first = cast.days.starts_on
    return OpeningProfile.objects.filter(
        season=Season.RAMADAN,
        starts_on__lte=first + timedelta(weeks=WEEKS),
        ends_on__gte=first,
    ).exists()
