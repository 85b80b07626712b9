"""Half-days as people write them: "mar. matin; jeu. après-midi", «الثلاثاء صباحًا», "Mon–Fri am"."""

import re

from elspace.core.folding import fold
from elspace.hub.enums import Half, Weekday

Pairs = list[tuple[int, str]]  # (weekday, half), each once, in the order of the week

_DAYS = (
    "lundi lundis lun monday mondays mon الاثنين اثنين الإثنين",
    "mardi mardis mar tuesday tuesdays tue tues الثلاثاء ثلاثاء الثلاثا",
    "mercredi mercredis mer wednesday wednesdays wed الأربعاء أربعاء الاربعا",
    "jeudi jeudis jeu thursday thursdays thu thur thurs الخميس خميس",
    "vendredi vendredis ven friday fridays fri الجمعة جمعة",
    "samedi samedis sam saturday saturdays sat السبت سبت",
    "dimanche dimanches dim sunday sundays sun الأحد أحد",
)
_HALVES = {
    Half.MORNING: "matin matins matinée matinées morning mornings am صباحا الصباح صباح",
    Half.AFTERNOON: "afternoon afternoons pm aprem العشية عشية",
    Half.EVENING: "soir soirs soirée soirées evening evenings مساء المساء ليلا",
}
_FILLERS = (
    "et and و le la les l du de des the on in في يوم أيام toute journée jour all day كامل اليوم"
)
DAYS = {fold(word): day for day, words in enumerate(_DAYS) for word in words.split()}
HALVES = {fold(word): half for half, words in _HALVES.items() for word in words.split()}
FILLERS = {fold(word) for word in _FILLERS.split()}
UNTIL = {"-", "–", "—", *(fold(word) for word in ("au", "à", "to", "until", "إلى", "حتى"))}
# Two words that mean one.
PHRASES = (
    (re.compile(r"apr[eè]s[\s\-‐]*midis?|بعد\s+(?:الظهر|الزوال)", re.I), " afternoon "),
    (re.compile(r"tous\s+les\s+jours|chaque\s+jour|toute\s+la\s+semaine|every\s?day|any\s+day"
                r"|كل\s+(?:يوم|الأيام|الايام)|كلّ\s+(?:يوم|الأيام)", re.I), " monday-saturday "),
)  # fmt: skip
WORDS = re.compile(r"[^\W\d_][\w\u064b-\u0652]*|\d+|[-–—]")


def parse_half_days(text: str) -> Pairs | None:
    """The half-days of a cell; None when a word is not understood.

    Semicolons and lines part groups of days with their halves ("lun, mer matin; jeu" = Monday and
    Wednesday morning, all Thursday); a group without a day keeps the days of the one before.
    """
    for pattern, word in PHRASES:
        text = pattern.sub(word, text)
    found: set[tuple[int, str]] = set()
    days: list[int] = []
    for group in re.split(r"[;؛\n]+", text):
        if not group.strip():
            continue
        read = _group(group, days)
        if read is None:
            return None
        pairs, days = read
        found.update(pairs)
    order = list(Half)
    return sorted(found, key=lambda pair: (pair[0], order.index(Half(pair[1]))))


def _group(text: str, before: list[int]) -> tuple[set[tuple[int, str]], list[int]] | None:
    """The pairs of one group and its last days."""
    found: set[tuple[int, str]] = set()
    days: list[int] = []
    halves: list[Half] = []
    is_range = False
    for token in WORDS.findall(text):
        word = token if token in UNTIL else fold(token)
        day = DAYS.get(word, DAYS.get(word.removeprefix("و")))
        half = HALVES.get(word) or HALVES.get(word.removeprefix("و"))
        if day is not None:
            if halves:
                found |= _pairs(days or before, halves)
                days, halves = [], []
            start = days[-1] + 1 if is_range and days else day
            days.extend(range(start, day + 1) if start <= day else [day])
        elif half is not None:
            halves.append(half)
        elif word not in UNTIL and word not in FILLERS:
            return None
        is_range = word in UNTIL
    days = days or before
    if not days:
        return None
    return found | _pairs(days, halves or list(Half)), days


def _pairs(days: list[int], halves: list[Half]) -> set[tuple[int, str]]:
    return {(Weekday(day).value, half.value) for day in days for half in halves}
