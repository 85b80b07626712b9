"""Several needs in one cell become several: by line, number, bullet, semicolon, or choices."""

import re
from collections import Counter
from collections.abc import Iterable

from elspace.core.folding import fold

_BULLET = re.compile(
    r"^\s*(?:[-–—•●▪◦*·✓✔➢➤►]|\(?\d{1,2}\s*[).\-:/](?!\d)|\(?[a-eA-E][).])\s*(?=\S)"
)
_INLINE = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})\s*[).\-]\s*(?=[^\W\d])")
_HARD = re.compile(r"[;؛]|\s[•●▪◦➢►]\s")
_CONTINUES = re.compile(r"^(?:[a-zà-ÿ(]|و|لكن|ثم|أو|حتى)")
_OPEN_END = re.compile(r"[,،:]$")
MOST_NEEDS = 20  # of one cell
LONGEST_CHOICE = 90


def split_needs(text: str) -> list[str]:
    """The needs of a cell, each in its own words."""
    text = text.strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if any(_BULLET.match(line) for line in lines) and len(lines) > 1:
        found = _by_bullets(lines)
    elif (numbered := _by_numbers(text)) is not None:
        found = numbered
    else:
        found = _by_lines(lines)
    parts = [part for one in found for part in _by_marks(one)]
    cleaned = [part.strip(" \t;؛,،•").strip() for part in (_BULLET.sub("", one) for one in parts)]
    return list(dict.fromkeys(part for part in cleaned if fold(part)))[:MOST_NEEDS]


def _by_bullets(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not found:
            found.append(_BULLET.sub("", line))
        else:
            found[-1] += f" {line}"
    if not _BULLET.match(lines[0]) and found[0].rstrip().endswith(":"):
        found.pop(0)  # "Mes besoins :" above its list
    return found


def _by_numbers(text: str) -> list[str] | None:
    """ "1) prices 2) selling": numbers that count up from one."""
    marks = list(_INLINE.finditer(text))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return None
    before = text[: marks[0].start()].strip(" :\n")
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [before, *found] if len(before.split()) > 3 else found


def _by_lines(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and (_CONTINUES.match(line) or _OPEN_END.search(found[-1])):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _by_marks(text: str) -> list[str]:
    parts = [part for part in _HARD.split(text) if fold(part)]
    return parts if all(len(fold(part)) > 2 for part in parts) else [text]


def choices_of(values: Iterable[str]) -> frozenset[str]:
    """The choices of a question with several answers, where cells join them by commas: parts that
    come again in other cells. Folded; empty when people wrote freely."""
    parts: Counter[str] = Counter()
    cells = 0
    for value in values:
        found = {fold(part) for part in re.split(r"[,،]", value) if fold(part)}
        if any(len(part) > LONGEST_CHOICE for part in found):
            continue
        parts.update(found)
        cells += 1
    often = {part for part, times in parts.items() if times > 1}
    if cells < 3 or sum(parts[part] for part in often) * 10 < 6 * parts.total():
        return frozenset()
    return frozenset(often)


def split_choices(text: str, choices: frozenset[str]) -> list[str]:
    """The choices of a cell; a part nobody else chose ("Autre : …") stands for itself."""
    if not choices or "\n" in text:
        return [text]
    parts = [part.strip() for part in re.split(r"[,،]", text)]
    if len(parts) < 2 or not any(fold(part) in choices for part in parts):
        return [text]
    return [part for part in parts if fold(part)]
