"""The attendance sheet of a session: numbered lines, the same on paper and when typed back."""

import re
from dataclasses import dataclass

from elspace.agenda.enums import Presence
from elspace.agenda.models import Invitation
from elspace.agenda.queries import presence_at
from elspace.core.folding import latin_digits
from elspace.people.models import Person
from elspace.support.models import Session
from elspace.trust.models import Purpose
from elspace.trust.queries import who_consents_to

BLANK_LINES = 6
NUMBER = re.compile(r"^\s*(?:[sS]\s*[-–_ ]?\s*)?0*(\d{1,9})\s*$")


@dataclass(frozen=True)
class Line:
    """One line: its number, whose it is (None: blank, for somebody else), and whether the name is
    printed: without the person's agreement it stays blank for them to write."""

    number: int
    person: Person | None = None
    is_named: bool = False
    presence: str = ""

    @property
    def is_here(self) -> bool:
        """Whether they are marked as present already."""
        return self.presence == Presence.PRESENT


def sheet_lines(session: Session) -> list[Line]:
    """The lines of a session's sheet (three queries). Who is invited after the sheet was printed
    comes below those who stood on it, and who gave the seat back leaves its number empty: the
    numbers on paper stay true."""
    seats = list(
        Invitation.objects.filter(occasion=session.occasion_id)
        .select_related("person")
        .order_by("pk")
    )
    marks = presence_at(session.occasion)
    agreed = who_consents_to([seat.person_id for seat in seats], Purpose.NAME_ON_SHEETS)
    return [
        Line(number, seat.person, seat.person_id in agreed, marks.get(seat.person_id, ""))
        for number, seat in enumerate(seats, 1)
        if not seat.is_dropped or seat.person_id in marks
    ]


def blank_lines(lines: list[Line]) -> list[Line]:
    """The blank lines below, numbered on."""
    last = max((line.number for line in lines), default=0)
    return [Line(last + more) for more in range(1, BLANK_LINES + 1)]


def session_numbered(text: str) -> Session | None:
    """The session of a sheet's number as people type it: "S-014", "s 14", "14"; None: unknown."""
    found = NUMBER.match(latin_digits(text[:20]))
    return Session.objects.filter(pk=int(found[1])).first() if found else None


def numbers_in(text: str) -> set[int] | None:
    """Line numbers as typed: "1-4, 7 9" is {1, 2, 3, 4, 7, 9}; None when something else stands
    there."""
    found: set[int] = set()
    spaced = re.sub(r"\s*[-–—]\s*", "-", latin_digits(text[:200]))
    for part in re.split(r"[\s,;،؛.]+", spaced.strip()):
        if not part:
            continue
        stretch = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part)
        if stretch is None:
            return None
        first, last = int(stretch[1]), int(stretch[2] or stretch[1])
        if last < first:
            return None
        found.update(range(first, last + 1))
    return found
