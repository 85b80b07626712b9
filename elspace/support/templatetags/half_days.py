"""An expert's half-days, drawn small."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from elspace.people.enums import Free
from elspace.support.queries.expert_pages import HalfCell

register = template.Library()

SIDE = 11


@register.filter
def mini_half_days(rows: Iterable[Sequence[HalfCell]]) -> SafeString:
    """Eighteen cells, days across, halves down; the words beside it say the same. Drawn here, not
    in a template: a list of experts holds hundreds of cells."""
    cells = [cell for row in rows for cell in row]
    drawn = "".join(_cell(cell.free, cell.x, cell.y) for cell in cells)
    said = format_html_join(
        "",
        "{} {}{}{}. ",
        (
            (cell.weekday.label, cell.half.label, gettext(": "), cell.free.label)
            for cell in cells
            if cell.free in (Free.YES, Free.MAYBE)
        ),
    )
    return format_html(
        '<svg class="mini-halves" viewBox="-1 -1 84 42" width="84" height="42" aria-hidden="true">'
        '{}</svg><span class="unseen">{}</span>',
        mark_safe(drawn),  # noqa: S308 (numbers of our own)
        said,
    )


def _cell(free: Free | None, x: int, y: int) -> str:
    square = f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="2"'
    if free == Free.YES:
        return f'{square} fill="currentColor"/>'
    if free == Free.MAYBE:
        hatch = f"M{x} {y + 11}l11 -11M{x} {y + 6}l6 -6M{x + 5} {y + 11}l6 -6"
        return f'{square}/><path d="{hatch}"/>'
    if free == Free.NO:
        return f'<path d="M{x + 3} {y + 5}.5h5" opacity=".55"/>'
    return f'{square} stroke-dasharray="1 3" opacity=".7"/>'
