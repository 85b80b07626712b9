"""Rooms to choose one of, and what each has. Hundreds stand on a page: texts are put together
as plain strings, every word from outside escaped."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from elspace.core.templatetags.drawing import icon
from elspace.core.templatetags.elspace import format_hour
from elspace.hosting.enums import OpenTo
from elspace.hosting.models import Room
from elspace.hosting.queries import Cost, Diary
from elspace.hosting.queries.rooms import Hours
from elspace.hub.enums import Weekday
from elspace.hub.models import Equipment

register = template.Library()


@register.simple_tag
def room_choices(
    rooms: Iterable[Room],
    chosen: Any,
    costs: Mapping[int, Cost] | None = None,
    equipment: Mapping[int, list[Equipment]] | None = None,
) -> SafeString:
    """A choice for each room, that of the key `chosen` marked: how many people it holds; with
    `equipment`, all that it has."""
    costs, drawn = costs or {}, []
    for room in rooms:
        facts = [_holds(room)]
        if equipment is not None:
            facts += _has(room, equipment)
        words = " · ".join([escape(fact) for fact in facts])
        if cost := costs.get(room.pk):
            words += f" · <bdi>{escape(cost.words)}</bdi>"
        mark = " checked" if str(room.key) == str(chosen) else ""
        drawn.append(
            f'<div><label><input type="radio" name="room" value="{room.key}"{mark} required>'
            f"<span><strong><bdi>{escape(room.name)}</bdi></strong>"
            f' <span class="muted">{words}</span></span></label></div>'
        )
    return SafeString("".join(drawn))


@register.simple_tag
def room_about(room: Room, diary: Diary) -> SafeString:
    """Its name, how many people it holds, a chip for each thing to know of it, its own hours."""
    plum = f"{icon('lock')}{escape(gettext('nobody sees or hears'))}"
    parts = " + ".join([f"<bdi>{escape(part.name)}</bdi>" for part in room.parts.all()])
    chips = [
        ("chip dot", "" if room.is_active else escape(gettext("out of use"))),
        *(("chip", escape(item.name)) for item in diary.equipment.get(room.pk, [])),
        ("chip", escape(pgettext("room", "quiet")) if room.is_quiet else ""),
        ("chip plum", plum if room.is_confidential else ""),
        ("chip", escape(gettext("several groups at once")) if room.is_shared else ""),
        ("chip", escape(room.get_open_to_display()) if room.open_to != OpenTo.HOSTED else ""),
        ("chip", parts),
    ]
    drawn = "".join([f'<span class="{kind}">{words}</span>' for kind, words in chips if words])
    return SafeString(
        f"<p><strong><bdi>{escape(room.name)}</bdi></strong>"
        f' <span class="muted">{escape(_holds(room))}</span></p>\n<p class="row">{drawn}</p>\n'
        f"{_own_hours(diary.own_hours.get(room.pk, {}))}"
    )


def _own_hours(hours: Mapping[int, Hours]) -> str:
    stretches = [
        f'<span class="nowrap">{escape(str(Weekday(weekday).label))}'
        f' <bdi dir="ltr">{format_hour(opens)}–{format_hour(closes)}</bdi></span>'
        for weekday, found in hours.items()
        for opens, closes in found
    ]
    return f'<p class="small muted">{" · ".join(stretches)}</p>\n' if stretches else ""


def _holds(room: Room) -> str:
    return ngettext("%(n)s person", "%(n)s people", room.capacity) % {"n": room.capacity}


def _has(room: Room, equipment: Mapping[int, list[Equipment]]) -> list[str]:
    found = [item.name for item in equipment.get(room.pk, [])]
    if room.is_quiet:
        found.append(pgettext("room", "quiet"))
    if room.is_confidential:
        found.append(gettext("nobody sees or hears"))
    return found
