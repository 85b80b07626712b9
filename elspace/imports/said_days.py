"""A day as people write it: 16/02/2027, 2027-02-16, 16 février 2027, «16 فيفري 2027»."""

import calendar
import re
from datetime import date, timedelta

from elspace.core.folding import fold, latin_digits

from .word_lists import words_in

_MONTHS = [
    words_in(text)
    for text in (
        "janvier janv jan january جانفي يناير", "février fév fevr feb february فيفري فبراير",
        "mars mar march مارس", "avril avr april apr أفريل أبريل", "mai may ماي مايو",
        "juin june jun جوان يونيو", "juillet juil july jul جويلية يوليو",
        "août aout aug august أوت أغسطس", "septembre sept sep september سبتمبر",
        "octobre oct october أكتوبر", "novembre nov november نوفمبر",
        "décembre déc dec december ديسمبر",
    )
]  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_MONTH_ONLY = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_MONTH_SHORT = re.compile(r"([^\W\d]+)\.?[-/](\d{2}|\d{4})")  # "févr-27", as spreadsheets show it
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\W\d]+)\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\s+(\d{1,2})\s+(\d{4})")  # February 16, 2027
_COUNTED = re.compile(r"\d{5}")  # days since 1900, as a spreadsheet counts them
_COUNTED_FROM = date(1899, 12, 30)
_HOUR = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2})?.*$")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def read_day(text: str, *, is_last: bool = False) -> date | None:
    """The day a text says; of a month alone its first day, or with `is_last` its last one. None
    where it says none."""
    text = _HOUR.sub("", latin_digits(text).strip())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
        return _day(int(year), int(month), int(day or 0), is_last)
    if found := _DAY_FIRST.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _day(year, int(found[2]), int(found[1]), is_last)
    if found := _MONTH_ONLY.fullmatch(text):
        return _day(int(found[2]), int(found[1]), 0, is_last)
    if found := _MONTH_SHORT.fullmatch(text):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        return _day(year, _month(fold(found[1])), 0, is_last)
    if _COUNTED.fullmatch(text):
        return _known(_COUNTED_FROM + timedelta(days=int(text)))
    return _in_words(" ".join(fold(text).split()), is_last)


def _in_words(folded: str, is_last: bool) -> date | None:
    words = [word for word in folded.split() if word not in _WEEKDAYS]
    text = " ".join(words)
    if found := _IN_WORDS.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1] or 0), is_last)
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]), is_last)
    return None


def _month(word: str) -> int:
    return next((at for at, words in enumerate(_MONTHS, 1) if word in words), 0)


def _day(year: int, month: int, day: int, is_last: bool) -> date | None:
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    last = calendar.monthrange(year, month)[1]
    if day == 0:
        day = last if is_last else 1
    return date(year, month, day) if day <= last else None


def _known(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


_WEEKDAYS = words_in(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday "
    "saturday sunday الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد le the يوم"
)
