"""Drawing a day of a room: a strip of its hours, and a line for each booking."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from elspace.core.templatetags.elspace import format_hour
from elspace.hosting.queries.timeline import Line, RoomDay, RoomRow, Timeline

register = template.Library()

MOST_LINES = 5  # in a cell of a week; the rest is a number that leads to the day


def _hour(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


@register.simple_tag
def room_cells(row: RoomRow, table: Timeline, more_url: str = "") -> SafeString:
    """The cells of a room, a day each; with `more_url` only the first lines of each. Most of three
    hundred rooms' cells are alike (open, free): each such strip is drawn once."""
    drawn: dict[tuple[tuple[int, int], ...], SafeString] = table.drawn
    cells = []
    for day in row.days:
        if day.lines or day.waits:
            cells.append(format_html("<td>{}</td>", _cell(day, table, more_url)))
            continue
        if day.hours not in drawn:
            drawn[day.hours] = format_html("<td>{}</td>", _strip(day, table))
        cells.append(drawn[day.hours])
    return SafeString("".join(cells))


def _cell(day: RoomDay, table: Timeline, more_url: str) -> SafeString:
    lines = day.lines
    hidden = 0
    if more_url and len(lines) > MOST_LINES:
        hidden, lines = len(lines) - MOST_LINES + 1, lines[: MOST_LINES - 1]
    return _strip(day, table) + room_lines(day, lines) + _more(hidden, f"{more_url}{day.day}")


@register.simple_tag
def room_lines(day: RoomDay, lines: list[Line] | None = None) -> SafeString:
    """Bookings of a room on a day, then who waits, as a list; "" when there are none."""
    found = format_html_join("", "{}", ((_line(one),) for one in (lines or day.lines)))
    if day.waits:
        found += _waits(day)
    return format_html('<ul class="taken-lines">{}</ul>', found) if found else SafeString("")


def _kind(line: Line) -> str:
    family = "leaf" if line.is_for_subject else "terra"
    return f"{family} held" if line.is_held else family


def _line(line: Line) -> SafeString:
    if line.is_held:
        title = pgettext("room", "held for somebody who waits")
    else:
        title = line.shown.title
    words = format_html("<bdi>{}</bdi>", title)
    if line.shown.url and not line.is_held:
        words = format_html('<a href="{}"><bdi>{}</bdi></a>', line.shown.url, title)
    of = format_html(' <span class="muted">(<bdi>{}</bdi>)</span>', line.of) if line.of else ""
    return format_html(
        '<li class="{}" title="{}"><b dir="ltr">{}–{}</b> {}{}</li>',
        _kind(line),
        title,
        _hour(line.starts),
        _hour(line.ends),
        words,
        of,
    )


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
    if not hidden:
        return SafeString("")
    words = ngettext("%(n)s other booking", "%(n)s other bookings", hidden) % {"n": hidden}
    return format_html('<a class="small" href="{}">{}</a>', url, words)


def _strip(day: RoomDay, table: Timeline) -> SafeString:
    """The hours as a strip: where the room is open, where it is taken. The words say the same."""
    if not day.hours and not day.lines:
        return format_html('<span class="muted small">{}</span>', pgettext("room", "closed"))
    parts = [("open", starts, ends) for starts, ends in day.hours]
    parts += [(_kind(line), line.starts, line.ends) for line in day.lines]
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}" width="{}" height="8"/>',
        ((kind, starts - table.first, ends - starts) for kind, starts, ends in parts),
    )
    return format_html(
        '<svg class="strip" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true">{}'
        "</svg>",
        max(table.last - table.first, 60),
        drawn,
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
            for hour in range(table.first, table.last, 120)
            for place in ((hour - table.first) / span * 100,)
        ),
    )
    return format_html(
        '<svg class="hour-scale" width="100%" height="14" role="img" aria-label="{}">{}</svg>',
        gettext("Hours"),
        marks,
    )
