"""Drawing a day of a room: a strip of its hours, and a line for each booking.

Hundreds of lines stand on a page, each of them twice (a table on a wide screen, a list by day on a
narrow one): texts are put together as plain strings, every word from outside escaped, and each line
is drawn once."""

from datetime import date
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_hour
from elspace.hosting.queries.timeline import Line, RoomDay, RoomRow, Timeline, minute_now

register = template.Library()

MARKS = 120  # minutes between the hours written over a day
MOST_LINES = 5  # in a cell of a week; the rest is a number that leads to the day


def _hour(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


@register.simple_tag
def room_rows(table: Timeline, book_url: str = "", more_url: str = "") -> SafeString:
    """A row for each room, its name leading to `book_url` where there is one; with `more_url` only
    the first lines of each day."""
    people = escape(pgettext("capacity", "people"))
    rows, now = [], today()
    for row in table.rows:
        name = f"<bdi>{escape(row.room.name)}</bdi>"
        if book_url:
            name = f'<a href="{escape(book_url)}?room={row.room.key}">{name}</a>'
        size = f'{row.room.capacity}<span class="unseen"> {people}</span>'
        rows.append(
            f'<tr><th scope="row">{name} <span class="small muted">{size}</span></th>'
            f"{_cells(row, table, more_url, now)}</tr>"
        )
    return SafeString("\n".join(rows))


def _cells(row: RoomRow, table: Timeline, more_url: str, now: date) -> str:
    """A cell a day. Most of three hundred rooms' are alike (open, free): each such strip is drawn
    once."""
    cells = []
    for day in row.days:
        if day.lines or day.waits:
            cells.append(f"<td>{_cell(day, table, more_url)}</td>")
            continue
        alike = (day.day == now, day.hours)
        if alike not in table.drawn:
            table.drawn[alike] = f"<td>{_strip(day, table)}</td>"
        cells.append(table.drawn[alike])
    return "".join(cells)


def _cell(day: RoomDay, table: Timeline, more_url: str) -> str:
    lines = day.lines
    hidden = 0
    if more_url and len(lines) > MOST_LINES:
        hidden, lines = len(lines) - MOST_LINES + 1, lines[: MOST_LINES - 1]
    found = _strip(day, table) + _list(day, lines, table)
    return found + _more(hidden, f"{more_url}{day.day}") if hidden else found


@register.simple_tag
def rooms_of_day(here: list[tuple[RoomRow, RoomDay]], table: Timeline) -> SafeString:
    """The rooms taken or waited for on a day, each with its lines, for a narrow screen."""
    return SafeString(
        "\n".join(
            [
                f'<div><h3 class="plain"><strong><bdi>{escape(row.room.name)}</bdi></strong></h3>'
                f"{_list(day, day.lines, table)}</div>"
                for row, day in here
            ]
        )
    )


def _list(day: RoomDay, lines: list[Line], table: Timeline) -> str:
    found = "".join([_line(one, table) for one in lines])
    if day.waits:
        found += _waits(day)
    return f'<ul class="taken-lines">{found}</ul>' if found else ""


def _kind(line: Line) -> str:
    family = "leaf" if line.is_for_subject else "terra"
    return f"{family} held" if line.is_held else family


def _line(line: Line, table: Timeline) -> str:
    drawn: str | None = table.drawn.get(id(line))
    if drawn is None:
        drawn = table.drawn[id(line)] = _draw(line)
    return drawn


def _draw(line: Line) -> str:
    if line.is_held:
        title = escape(pgettext("room", "held for somebody who waits"))
    else:
        title = escape(line.shown.title)
    hours = f"{_hour(line.starts)}–{_hour(line.ends)}"
    words = f'<b dir="ltr">{hours}</b> <bdi>{title}</bdi>'
    if line.of:
        words += f' <span class="muted">(<bdi>{escape(line.of)}</bdi>)</span>'
    if line.shown.url and not line.is_held:
        words = f'<a href="{escape(line.shown.url)}">{words}</a>'
    return f'<li class="{_kind(line)}" title="{title}">{words}</li>'


def _waits(day: RoomDay) -> SafeString:
    """The hours somebody waits for, how many wait for each."""
    hours: dict[str, int] = {}
    for wait in day.waits:
        hour = f"{format_hour(wait.start_at)}–{format_hour(wait.end_at)}"
        hours[hour] = hours.get(hour, 0) + 1
    return format_html_join(
        "",
        '<li class="waiting"><b dir="ltr">{}</b> {}</li>',
        (
            (hour, ngettext("%(n)s person waits", "%(n)s people wait", n) % {"n": n})
            for hour, n in hours.items()
        ),
    )


def _more(hidden: int, url: str) -> SafeString:
    words = ngettext("%(n)s other booking", "%(n)s other bookings", hidden) % {"n": hidden}
    return format_html('<a class="small" href="{}">{}</a>', url, words)


def _strip(day: RoomDay, table: Timeline) -> str:
    """The hours as a strip: where the room is open, where it is taken; on a page of one day a line
    every two hours, and where it is now. The words say the same."""
    if not day.hours and not day.lines:
        return f'<span class="muted small">{escape(pgettext("room", "closed"))}</span>'
    parts = [("open", starts, ends) for starts, ends in day.hours]
    marks = range(table.first + MARKS, table.last, MARKS) if len(table.days) == 1 else ()
    parts += [("tick", at, at + 1) for at in marks]
    parts += [(_kind(line), line.starts, line.ends) for line in day.lines]
    if marks and day.day == today():
        now = minute_now()
        parts += [("at-now", now - 1, now + 1)] if table.first < now < table.last else []
    drawn = "".join(
        [
            f'<rect class="{kind}" x="{starts - table.first}" width="{ends - starts}" height="8"/>'
            for kind, starts, ends in parts
        ]
    )
    span = max(table.last - table.first, 60)
    return (
        f'<svg class="strip" viewBox="0 0 {span} 8" preserveAspectRatio="none" aria-hidden="true">'
        f"{drawn}</svg>"
    )


@register.simple_tag
def hour_scale(table: Timeline) -> SafeString:
    """The hours over a day's strips, every second one."""
    span = max(table.last - table.first, 60)
    is_mirrored = get_language_bidi()
    marks = format_html_join(
        "",
        '<text x="{}%" y="11" text-anchor="{}">{}</text>',
        (
            (
                f"{100 - place if is_mirrored else place:.2f}",
                "end" if is_mirrored else "start",
                _hour(hour),
            )
            for hour in range(table.first, table.last, MARKS)
            for place in ((hour - table.first) / span * 100,)
        ),
    )
    return format_html(
        '<svg class="hour-scale" width="100%" height="14" role="img" aria-label="{}">{}</svg>',
        gettext("Hours"),
        marks,
    )
