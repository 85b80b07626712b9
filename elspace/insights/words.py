"""How the figures of a page are said: labels and lines, in the language of the page."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.templatetags.minutes import hours_in_words
from elspace.hub.enums import Learning
from elspace.hub.governorates import governorate_name

from .masking import Table
from .queries import UNSAID, Figures

STANDINGS: dict[str, str | Promise] = {
    "settled": _("settled, says the person"),
    "answered": _("answered; whether it is settled is being asked"),
    "dated": _("with a date"),
    "waiting": pgettext_lazy("needs", "waiting"),
    "closed": _("taken back, or not for this house"),
}
REASONS: dict[str, str | Promise] = {
    "expert": _("nobody yet who takes this subject in this language"),
    "hours": _("the hours offered were all taken"),
    "days": _("people's days and the experts' do not meet"),
    "room": _("no room that suits"),
    "peers": _("too few people yet for a group"),
    "after": _("comes after another need"),
    "recent": _("said lately, being understood"),
}
GENDERS: dict[str, str | Promise] = {
    "woman": _("women"),
    "man": _("men"),
    UNSAID: pgettext_lazy("people counted", "not said"),
}


MOST_PLACES = 7  # the page is one page


@dataclass(frozen=True)
class Row:
    """One line of a table; `number` None = hidden."""

    label: str
    number: int | None


def rows(table: Table, labels: dict[str, str | Promise]) -> list[Row]:
    """The lines worth showing: what nobody stands in, and nothing hides, is left out."""
    return [
        Row(str(labels[code]), number)
        for code, number in table.cells.items()
        if number != 0 or table.is_masked
    ]


def place_rows(table: Table) -> list[Row]:
    """The governorates with most people; the others, hidden or not, gathered in one line."""
    shown = [
        Row(governorate_name(code), number)
        for code, number in table.cells.items()
        if number and code != UNSAID
    ][:MOST_PLACES]
    if table.total is None:
        return []
    rest = table.total - sum(row.number or 0 for row in shown)
    return [*shown, Row(str(_("other governorates, or not said")), rest)] if rest else shown


def page_of(figures: Figures) -> dict[str, Any]:
    """What the template of the page shows."""
    return {
        "figures": figures,
        "standings": rows(figures.needs, STANDINGS),
        "reasons": [row for row in rows(figures.waiting, REASONS) if row.number],
        "reasons_hidden": figures.waiting.hidden,
        "genders": rows(figures.gender, GENDERS),
        "places": place_rows(figures.governorates),
        "length": hours_in_words(figures.minutes),
        "shares": _shares(figures),
        "is_masked": any(
            table.is_masked
            for table in (figures.needs, figures.waiting, figures.gender, figures.governorates)
        )
        or None in (figures.visits, figures.experts, figures.people),
    }


def _shares(figures: Figures) -> list[Row]:
    """Hundredths of the hours held: practice, between peers, theory."""
    order = (Learning.PRACTICE, Learning.PEER, Learning.THEORY)
    if not figures.minutes:
        return []
    return [
        Row(str(kind.label), round(100 * figures.learning[kind.value] / figures.minutes))
        for kind in order
    ]
