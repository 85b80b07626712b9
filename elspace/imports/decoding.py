"""Bytes of a text file become text, and text becomes rows: encoding and separator are found out."""

import csv
import io
import re
from collections import Counter

from django.utils.translation import gettext as _

from elspace.core.answers import Refused

Rows = list[tuple[int, list[str]]]
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
DELIMITERS = ";\t,|"
MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LOOKED_AT = 200_000  # bytes that decide an encoding
SAMPLE = 40  # rows that decide a separator
# Letters that French and Arabic texts hold; what each old code page makes of the bytes is compared.
_FRENCH = frozenset("éèêëàâäçùûüôöîïÉÈÊËÀÂÇÙÛÔÎœŒ’«»°–…")
_ODD = frozenset("¶ßÞþÐð¤¦¨¯¸¹²³×÷ƒ‰†‡•ªºØøÆæÅåÃãÕõÌìÒò")


def not_a_spreadsheet() -> str:
    """The sentence for a picture, a letter, a program."""
    return _("This is not a spreadsheet: choose a file in .xlsx, .ods or .csv.")


def decode(content: bytes) -> str:
    """UTF-8 or UTF-16, else what Windows writes in Western Europe or in Arabic."""
    if content.startswith(OTHER_KINDS):
        raise Refused(not_a_spreadsheet())
    text = _decoded(content)
    odd = sum(1 for char in text[:20_000] if char < " " and char not in "\t\r\n\x0b\x0c")
    if odd * 20 > len(text[:20_000]):
        raise Refused(not_a_spreadsheet())
    return text


def _decoded(content: bytes) -> str:
    sure = next((code for mark, code in MARKED if content.startswith(mark)), "")
    encodings = [sure] if sure else [*_wide(content), "utf-8"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    head = content[:LOOKED_AT]
    if sure.startswith("utf-16") or not _is_text(head):
        raise Refused(not_a_spreadsheet())
    if _is_nearly_utf8(head):
        return content.decode("utf-8", errors="replace").replace("\ufffd", "")
    tried = {code: head.decode(code, errors="replace") for code in ("cp1252", "cp1256")}
    tried |= {code: head.decode(code, errors="replace") for code in ("iso8859_6", "mac_roman")}
    best = max(tried, key=lambda code: _likeness(tried[code]))
    return content.decode(best, errors="replace")


def _wide(content: bytes) -> list[str]:
    """UTF-16 without its mark: every other byte of Latin text is null."""
    head = content[:2000]
    if len(head) < 4 or (len(head) % 2 and len(content) < 2000):
        return []
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 4 > len(head) and odd > even * 4:
        return ["utf-16-le"]
    return ["utf-16-be"] if even * 4 > len(head) and even > odd * 4 else []


def _is_text(head: bytes) -> bool:
    return head.count(0) * 100 <= len(head)


def _is_nearly_utf8(head: bytes) -> bool:
    """A few broken signs in a text that is UTF-8 otherwise."""
    text = head.decode("utf-8", errors="replace")
    good = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return good > 20 * max(1, text.count("\ufffd"))


def _likeness(text: str) -> int:
    """How much a text looks like French or Arabic."""
    points = 10 * text.count("ال")
    for word in re.findall(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*", text[:60_000]):
        arabic = sum("\u0621" <= char <= "\u0652" for char in word)
        points += 2 if arabic == len(word) and arabic > 1 else 0
        points += (
            sum(char in _FRENCH for char in word) if arabic == 0 else -2 * (arabic < len(word))
        )
        points -= 3 * sum(char in _ODD or char == "\ufffd" for char in word)
    return points - 3 * sum(char in _ODD or char == "\ufffd" for char in text[:60_000])


def split_rows(text: str, most_rows: int) -> Rows:
    """The rows of a text that hold something, with their numbers, parted by the separator that
    cuts most of them alike."""
    said = re.match(r"\s*sep=(.)\r?\n", text)
    if said:  # Excel's own first line
        text = "\n" + text[said.end() :]
    delimiter = said[1] if said else _delimiter(text)
    rows: Rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            if any(cell.strip(" ;,|\t") for cell in cells):
                rows.append((number, cells))
            if len(rows) > most_rows + 1:
                break
    except csv.Error:
        raise Refused(
            _("This file cannot be read as rows: a quotation mark may be open without its end.")
        ) from None
    return rows


def _delimiter(text: str) -> str:
    head = text[:100_000]
    best, points = ",", (0.0, 0)
    for mark in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for cells in csv.reader(io.StringIO(head), delimiter=mark):
                if any(cell.strip() for cell in cells):
                    widths[len(cells)] += 1
                if widths.total() >= SAMPLE:
                    break
        except csv.Error:
            pass
        several = Counter({width: times for width, times in widths.items() if width > 1})
        if not several:
            continue
        width, times = several.most_common(1)[0]
        found = (times / widths.total() * (2 if mark in ";\t" else 1), width)
        if found > points:
            best, points = mark, found
    return best
