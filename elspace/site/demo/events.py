"""Public events and circles: open to everybody, or among residents; most take a room."""

from datetime import timedelta
from typing import NamedTuple

from elspace.agenda.actions import change_occasion, make_occasion, note_head_count
from elspace.agenda.enums import Audience, OccasionKind, OccasionState
from elspace.agenda.models import Occasion
from elspace.core.answers import Refused
from elspace.hosting.actions import book_room

from .cast import Cast
from .days import WEEKS
from .keys import key_of

EVENT, CIRCLE = OccasionKind.EVENT, OccasionKind.CIRCLE
PUBLIC, RESIDENTS, COMMUNITY = Audience.PUBLIC, Audience.RESIDENTS, Audience.COMMUNITY


class Line(NamedTuple):
    """One occasion: when, minutes, kind, for whom, places, room, its three titles."""

    when: str
    minutes: int
    kind: OccasionKind
    audience: Audience
    capacity: int
    room: str
    fr: str
    ar: str
    en: str


# fmt: off
EVENTS = [Line(*line) for line in [
    ("1 Sat 10:00", 180, EVENT, PUBLIC, 60, "Yasmine",
     "Portes ouvertes", "يوم الأبواب المفتوحة", "Open day"),
    ("3 Fri 17:30", 90, EVENT, PUBLIC, 40, "Yasmine",
     "Conférence : le financement participatif", "ندوة: التمويل التشاركي",
     "Talk: crowdfunding"),
    ("4 Sat 10:00", 120, EVENT, PUBLIC, 16, "Zitoun",
     "Atelier : trier, composter, réparer", "ورشة: الفرز والتسميد والإصلاح",
     "Workshop: sort, compost, repair"),
    ("6 Tue evening", 90, EVENT, PUBLIC, 40, "Yasmine",
     "Rencontre : justice climatique", "لقاء: العدالة المناخية", "Evening: climate justice"),
    ("7 Thu evening", 90, EVENT, PUBLIC, 16, "Zitoun",
     "Cercle : celles qui se lancent", "حلقة نقاش: نساء يبدأن مشاريعهنّ",
     "Circle: women who start"),
    ("10 Thu 17:30", 90, EVENT, PUBLIC, 40, "Yasmine",
     "Conférence : l’économie du partage", "ندوة: الاقتصاد التشاركي", "Talk: the sharing economy"),
    ("11 Sat 10:00", 240, EVENT, PUBLIC, 120, "Yasmine",
     "Marché des projets", "سوق المشاريع", "Market of ventures"),
    ("12 Wed 10:00", 120, EVENT, PUBLIC, 40, "Yasmine",
     "Table ronde : financeurs et équipes", "مائدة مستديرة: الممولون والفرق",
     "Round table: funders and teams"),
    # After the opening hours: it waits for an exception, and has no room yet.
    ("12 Sat 15:00", 180, EVENT, PUBLIC, 60, "",
     "Journée Yasmine : ce que chacun a avancé", "يوم ياسمين: ما أنجزه كلّ واحد وواحدة",
     "Yasmine day: how far everyone has come"),
    ("2 Thu evening", 90, CIRCLE, PUBLIC, 16, "Zitoun",
     "Cercle : économie du partage", "حلقة نقاش: الاقتصاد التشاركي", "Circle: sharing economy"),
    ("6 Thu evening", 90, CIRCLE, PUBLIC, 16, "Zitoun",
     "Cercle : économie du partage", "حلقة نقاش: الاقتصاد التشاركي", "Circle: sharing economy"),
    ("4 Wed 17:30", 90, CIRCLE, PUBLIC, 16, "Zitoun",
     "Cercle : financement participatif", "حلقة نقاش: التمويل التشاركي", "Circle: crowdfunding"),
    ("8 Tue evening", 90, CIRCLE, PUBLIC, 16, "Zitoun",
     "Cercle : environnement", "حلقة نقاش: البيئة", "Circle: environment"),
    ("10 Tue 17:30", 90, CIRCLE, PUBLIC, 16, "Zitoun",
     "Cercle : justice climatique", "حلقة نقاش: العدالة المناخية", "Circle: climate justice"),
]]
# fmt: on
CAME = {"1 Sat 10:00": 57, "3 Fri 17:30": 33, "4 Sat 10:00": 12, "4 Wed 17:30": 9}
EVERY_WEEK = [
    (
        "Wed 13:00",
        60,
        CIRCLE,
        RESIDENTS,
        8,
        "Romman",
        "Cercle : entreprendre seul",
        "حلقة نقاش: العمل الفردي",
        "Circle: going solo",
    ),
    (
        "Fri 13:00",
        60,
        CIRCLE,
        COMMUNITY,
        8,
        "Romman",
        "Kelma : la table des langues",
        "كلمة: طاولة اللغات",
        "Kelma: the language table",
    ),
]  # fmt: skip


def tell_events(cast: Cast) -> None:
    """Every occasion is announced three weeks ahead, or at the term's beginning."""
    weekly = [
        Line(f"{week} {when}", *rest)  # type: ignore[arg-type]
        for week in range(2, WEEKS)
        for when, *rest in EVERY_WEEK
    ]
    # All of them stand in the calendar by the middle of last week.
    latest = cast.days.at("5 Wed 10:30")
    for line in (*EVENTS, *weekly):
        start_at = cast.days.at(line.when)
        if cast.days.calendar.closed_reason(start_at.date()):
            continue
        announced_at = max(start_at - timedelta(weeks=3), cast.days.at("1 Mon 12:30"))
        cast.story.at(min(announced_at, latest), _announced, cast, line)


def _announced(cast: Cast, line: Line) -> None:
    start_at = cast.days.at(line.when)
    end_at = start_at + timedelta(minutes=line.minutes)
    occasion = make_occasion(
        start_at=start_at,
        end_at=end_at,
        kind=line.kind,
        capacity=line.capacity,
        audience=line.audience,
        state=OccasionState.ANNOUNCED,
        title_fr=line.fr,
        title_ar=line.ar,
        title_en=line.en,
        key=key_of("occasion", line.when, line.en),
        by=cast.community,
    )
    if line.room:
        _take_room(cast, line, occasion)
    cast.story.at(end_at + timedelta(minutes=5), _held, cast, line, occasion)


def _take_room(cast: Cast, line: Line, occasion: Occasion) -> None:
    """The room meant, where it is open and free; else the occasion waits for one."""
    try:
        occasion.booking = book_room(
            room=cast.rooms[line.room],
            start_at=occasion.start_at,
            end_at=occasion.end_at,
            title=line.fr,
            subject=occasion,
            key=key_of("booking", str(occasion.key)),
            by=cast.community,
        )
    except Refused:
        return
    occasion.save(update_fields=["booking"])


def _held(cast: Cast, line: Line, occasion: Occasion) -> None:
    change_occasion(occasion=occasion, state=OccasionState.HELD, by=cast.community)
    if line.when in CAME:
        note_head_count(occasion=occasion, came=CAME[line.when], by=cast.reception)
