"""Half-days as people write them: "mar. 14h–17h", «الثلاثاء صباحًا», "every day except Friday"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from elspace.core.folding import fold
from elspace.hub.enums import Half, Weekday
from elspace.hub.models import EVENING_STARTS, MORNING_ENDS
from elspace.people.enums import Free

from .half_words import (
    ALL,
    DAYS,
    EXCEPT,
    FILLERS,
    HALVES,
    MAYBE,
    NOT,
    NOTHING,
    PHRASES,
    UNTIL,
    plain,
)

Pair = tuple[int, str]  # weekday, half
ORDER = list(Half)
WEEK = range(Weekday.MONDAY, Weekday.SUNDAY)  # Monday to Saturday
_HOUR = r"(\d{1,2})\s*(?:(?:h(?:eures?|rs?)?|:|\.)\s*(\d{2})?(?!\d))?\s*([ap]m)?"
RANGE = re.compile(
    rf"(?<![\d/]){_HOUR}\s*(?:-|a|au|to|until|till|jusqu'?\s*a|et|and|الي|حتي|>)\s*{_HOUR}(?!\d|/\d)"
)
SINGLE = re.compile(rf"(?<![\d/]){_HOUR}(?!\d|/\d)")
FROM = re.compile(
    r"(?:a\s+partir\s+d[e']?|des|depuis|apres|from|after|since|بعد|ابتداء\s+من|من)\s*$"
)
TO = re.compile(r"(?:avant|jusqu'?\s*a|before|until|by|till|قبل|حتي)\s*$")
TOKEN = re.compile(r"<\d+>|[^\W\d_][\w']*|\d+\w+|\d+|[-;،؛,\n/()+&]")
HARD, SOFT = set(";؛\n"), set("،,()/+&")
MORNING, EVENING, NIGHT = MORNING_ENDS.hour * 60, EVENING_STARTS.hour * 60, 24 * 60
SPANS = {
    Half.MORNING: (0, MORNING),
    Half.AFTERNOON: (MORNING, EVENING),
    Half.EVENING: (EVENING, NIGHT),
}
LEAST = 60  # minutes of a half that make it count


@dataclass
class HalfDays:
    """What a cell says: the half-days meant, those said to be uncertain or excluded, and the words
    that mean nothing here."""

    meant: set[Pair] = field(default_factory=set)
    maybe: set[Pair] = field(default_factory=set)
    refused: set[Pair] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)

    @property
    def is_understood(self) -> bool:
        """Whether every word was."""
        return not self.unknown

    def answers(self, free: Free) -> dict[Pair, Free]:
        """By half-day, in the order of the week; `free` is what the column means."""
        opposite = Free.YES if free is Free.NO else Free.NO
        found = dict.fromkeys(self.meant, free)
        found |= dict.fromkeys(self.maybe, Free.MAYBE)
        found |= dict.fromkeys(self.refused, opposite)
        return {pair: found[pair] for pair in in_order(found)}


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs in the order of the week."""
    return sorted(pairs, key=lambda pair: (pair[0], ORDER.index(Half(pair[1]))))


def parse_half_days(text: str, day: int | None = None) -> list[Pair] | None:
    """The half-days of a cell; None when a word is not understood or nothing is said."""
    read = read_half_days(text, [] if day is None else [day])
    if not read.is_understood or not read.meant:
        return None
    return in_order(read.meant)


def read_half_days(text: str, days: Iterable[int] = (), halves: Iterable[Half] = ()) -> HalfDays:
    """Everything a cell says. `days`, `halves`: what its header says already."""
    return _read(text, tuple(days), tuple(halves))


def names_days(text: str) -> bool:
    """Whether a text says a day of the week."""
    return any(fold(word) in DAYS for word in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=2048)
def _read(text: str, days: tuple[int, ...], halves: tuple[Half, ...]) -> HalfDays:
    """The same few cells stand in thousands of rows; what is given back is never changed."""
    if fold(text) in NOTHING:
        return HalfDays()
    return _Reader(text, list(days), list(halves)).read()


class _Reader:
    """Reads words one after the other; what belongs together is kept until it is complete."""

    def __init__(self, text: str, given_days: list[int], given_halves: list[Half]) -> None:
        self.found = HalfDays()
        self.spans: list[list[Half]] = []
        self.given_days, self.given_halves = given_days, given_halves
        self.text = self._mark_hours(_phrases(plain(text)))
        self.days: list[int] = []
        self.halves: list[Half] = []
        self.last_days: list[int] = list(given_days)
        self.mode = ""  # "", maybe, not, except
        self.is_range = self.after_soft = False
        self.halves_first = False

    def _mark_hours(self, text: str) -> str:
        text = RANGE.sub(self._range, text)
        parts, end = [], 0
        for found in SINGLE.finditer(text):
            if text[found.start() - 1 : found.start()] == "<":
                continue
            parts.append(text[end : found.start()])
            end = found.end()
            before = "".join(parts)
            parts.append(self._single(found, before))
            for words in (FROM, TO):
                if parts[-1].startswith(" <") and words.search(before):
                    parts[:-1] = [words.sub("", before)]
        return "".join(parts) + text[end:]

    def _keep(self, halves: list[Half]) -> str:
        self.spans.append(halves)
        return f" <{len(self.spans) - 1}> "

    def _range(self, found: re.Match[str]) -> str:
        start_hour, start_minute, start_m, end_hour, end_minute, end_m = found.groups()
        start, end = (
            _minutes(start_hour, start_minute, start_m or ""),
            _minutes(end_hour, end_minute, end_m),
        )
        if start is None or end is None:
            return found[0]
        if not (start_m or end_m) and start < 7 * 60:  # "2-5" is an afternoon
            start += 12 * 60
        if end_m == "pm" and not start_m and start + 12 * 60 < end:
            start += 12 * 60
        if end <= start:
            end += 12 * 60
        return self._keep(_halves_between(start, min(end, NIGHT))) if start < end else found[0]

    def _single(self, found: re.Match[str], before: str) -> str:
        if not re.search(r"[hap:]", found[0]):
            return found[0]
        at = _minutes(found[1], found[2], found[3])
        if at is None:
            return found[0]
        if FROM.search(before):
            return self._keep([half for half, (_s, end) in SPANS.items() if end - at > LEAST])
        if TO.search(before):
            return self._keep([half for half, (start, _e) in SPANS.items() if at - start >= LEAST])
        return self._keep([half for half, (start, end) in SPANS.items() if start <= at < end])

    def read(self) -> HalfDays:
        """All words, then what is left over."""
        for sign in TOKEN.findall(self.text):
            self._take(sign)
        self._flush()
        found = self.found
        if not (found.meant or found.maybe or found.refused or found.unknown):
            if self.given_days or self.given_halves:
                self._add(self.given_days or list(WEEK), self.given_halves or ORDER)
            else:
                found.unknown.append(self.text.strip())
        found.maybe -= found.refused
        found.meant -= found.maybe | found.refused
        return found

    def _take(self, sign: str) -> None:
        if sign in HARD:
            self._flush()
        elif sign in SOFT:
            self.after_soft = sign in ",،"
            self.is_range = False
            return
        elif sign.startswith("<"):
            for half in self.spans[int(sign[1:-1])]:
                self._half(half)
        elif sign == "-":
            self.is_range = True
            return
        else:
            self._word(fold(sign))
            self.after_soft = False
            return
        self.is_range = self.after_soft = False

    def _word(self, word: str) -> None:
        bare = word.removeprefix("و") if len(word) > 3 else word
        day = DAYS.get(word, DAYS.get(bare))
        half = HALVES.get(word) or HALVES.get(bare)
        if day is not None:
            self._day(day)
        elif half is not None:
            self._half(half)
        elif word in ALL:
            self._day(0)
            self.is_range = True
            self._day(5)
        elif word in EXCEPT:
            self._flush()
            self.mode = "except"
        elif word in NOT:
            self._flush()
            self.mode = "not"
        elif word in MAYBE:
            if self.after_soft:
                self._flush()
            self.mode = "maybe"
        elif word in UNTIL:
            self.is_range = True
            return
        elif word not in FILLERS and bare not in FILLERS:
            self.found.unknown.append(word)
        self.is_range = False

    def _day(self, day: int) -> None:
        if self.halves and not self.halves_first:
            self._flush(keeps_mode=self.mode in {"except", "not"})
        if self.is_range and self.days and self.days[-1] < day:
            self.days.extend(range(self.days[-1] + 1, day + 1))
        elif day not in self.days:
            self.days.append(day)

    def _half(self, half: Half) -> None:
        if not self.days and not self.halves:
            self.halves_first = True
        elif self.halves_first and self.days:
            self._flush()
            self.halves_first = True
        if half not in self.halves:
            self.halves.append(half)

    def _flush(self, *, keeps_mode: bool = False) -> None:
        if self.days or self.halves:
            days = self.days or self.last_days or list(WEEK)
            self._add(days, self.halves or self.given_halves or ORDER)
            if self.mode != "except":
                self.last_days = list(days)
        self.days, self.halves, self.halves_first = [], [], False
        if not keeps_mode:
            self.mode = ""

    def _add(self, days: Iterable[int], halves: Iterable[Half]) -> None:
        pairs = {(Weekday(day).value, half.value) for day in days for half in halves}
        found = self.found
        if self.mode == "except":
            if not found.meant:
                found.meant = {(day, half.value) for day in WEEK for half in ORDER}
            found.meant -= pairs
        elif self.mode == "not":
            found.refused |= pairs
        elif self.mode == "maybe":
            found.maybe |= pairs
        else:
            found.meant |= pairs


def _phrases(text: str) -> str:
    if "matin" in text and not re.search(r"\bpm\b|afternoon|apres?[\s\-]*midi", text):
        text = re.sub(r"(?<![\d\s])\s+am\b(?!\w)", " afternoon", text)  # "AM" beside "matin"
    for pattern, word in PHRASES:
        text = pattern.sub(word, text)
    return text


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    hours = int(hour)
    if half == "pm" and hours < 12:
        hours += 12
    elif half == "am" and hours == 12:
        hours = 0
    minutes = hours * 60 + int(minute or 0)
    return minutes if minutes <= NIGHT and int(minute or 0) < 60 else None


def _halves_between(start: int, end: int) -> list[Half]:
    shared = {half: min(end, last) - max(start, first) for half, (first, last) in SPANS.items()}
    enough = [half for half, minutes in shared.items() if minutes >= LEAST]
    return enough or [max(shared, key=lambda half: shared[half])]
