"""The needs board: hours asked beside hours offered, with one verdict in words a discipline.

Asked: what needs without a date yet come to (needs.queries.board). Offered: what experts still have
this term (support.queries.experts); "perhaps" holds their maybes and the half-days nobody asked
about. Both in minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from elspace.hub.models import SpokenLanguage
from elspace.needs.queries import BoardRow, board_rows
from elspace.support.models import Term
from elspace.support.queries.experts import Offered, OfferedByLanguage, offered_hours

NOTHING: OfferedByLanguage = {"certain": 0, "maybe": 0, "unknown": 0, "by_language": {}}


@dataclass(frozen=True)
class Verdict:
    """One sentence; `kind` and `glyph` as the component status draws them."""

    kind: str
    glyph: str
    words: str

    @property
    def is_missing(self) -> bool:
        """Whether something is missing, so that the next step stands out."""
        return self.kind == "gap"


@dataclass(frozen=True)
class Line:
    """One discipline of the board, in hours."""

    row: BoardRow
    asked: float
    offered: float
    maybe: float
    verdict: Verdict


def board_lines(user: Any, term: Term | None) -> list[Line]:
    """The board's lines, most needed first; disciplines nobody asks for nor offers are left out."""
    offered = offered_hours(term) if term else {}
    languages = {language.pk: language for language in SpokenLanguage.objects.all()}
    lines = []
    for row in board_rows(user, term):
        hours = offered.get(row.discipline.pk, NOTHING)
        if not row.needs and not _most(hours):
            continue
        lines.append(
            Line(
                row=row,
                asked=in_hours(row.asked),
                offered=in_hours(hours["certain"]),
                maybe=in_hours(_most(hours) - hours["certain"]),
                verdict=verdict(row, hours, languages),
            )
        )
    return lines


def verdict(
    row: BoardRow, hours: OfferedByLanguage, languages: Mapping[int, SpokenLanguage]
) -> Verdict:
    """What the two bars say, in words."""
    if not row.needs:
        return Verdict("off", "○", _("offered, not asked for"))
    if not row.asked:
        return Verdict("ok", "✓", _("each need has a date"))
    if not _most(hours):
        return Verdict("gap", "✕", _("nobody can answer"))
    by_code = {languages[pk].code: offer for pk, offer in hours["by_language"].items()}
    missing, spoken = _shortage(row, hours, by_code)
    if missing > 0:
        return Verdict("gap", "!", _missing(missing, spoken, languages))
    to_confirm = max(
        row.asked - hours["certain"],
        *(
            asked - _best(by_code, spoken, hours, certain=True)
            for spoken, asked in row.asked_by_languages.items()
        ),
    )
    if to_confirm <= 0:
        return Verdict("ok", "✓", _("enough"))
    sentence = _("enough if %(hours)s h are confirmed") % {"hours": shown(to_confirm)}
    return Verdict("ask", "?", sentence)


def _shortage(
    row: BoardRow, hours: Offered, by_code: Mapping[str, Offered]
) -> tuple[int, frozenset[str]]:
    """The minutes missing at most, and the languages they are missing in (empty: in any)."""
    short = [(row.asked - _most(hours), frozenset[str]())]
    for spoken, asked in row.asked_by_languages.items():
        if spoken:
            best = _best(by_code, spoken, hours, certain=False)
            short.append((asked - best, spoken))
    return max(short, key=lambda pair: (pair[0], len(pair[1])))


def _best(
    by_code: Mapping[str, Offered], spoken: frozenset[str], hours: Offered, *, certain: bool
) -> int:
    """What can be had for people who accept any of these languages: the most offered in one of
    them (adding them up would count an expert who speaks two twice)."""
    offers = [by_code[code] for code in spoken if code in by_code] if spoken else [hours]
    return max((offer["certain"] if certain else _most(offer) for offer in offers), default=0)


def _missing(minutes: int, spoken: frozenset[str], languages: Mapping[int, SpokenLanguage]) -> str:
    if not spoken:
        return _("%(hours)s h missing") % {"hours": shown(minutes)}
    if spoken == {"aeb", "ar"}:
        name = _("Arabic")
    else:
        names = [one.name for one in languages.values() if one.code in spoken]
        name = _(" or ").join(names)
    return _("%(hours)s h missing in %(language)s") % {"hours": shown(minutes), "language": name}


def _most(hours: Offered) -> int:
    return hours["certain"] + hours["maybe"] + hours["unknown"]


def in_hours(minutes: int) -> float:
    """Whole hours as a whole number, else halves."""
    return minutes // 60 if minutes % 60 == 0 else round(minutes / 60, 1)


def shown(minutes: int) -> str:
    """Hours as people write them: 4, 4,5."""
    return str(in_hours(minutes)).replace(".", _("."))
