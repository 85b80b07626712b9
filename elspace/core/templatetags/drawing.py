"""Drawings: icons and scenes of our two sprites, petals, double bars. No script, no style."""

import segno
from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BAR_WIDTH = 168  # units of the double bar's view box
# The petal of sprite.svg once more: the maker of PDFs draws nothing that lies in another file.
PETAL = (
    "M0-.8C-3.4-2.2-5.4-5-4.7-8-4.1-10.5-1.5-11.6.8-12.4"
    " 3.1-11.3 4.7-9.2 4.3-6.6 3.9-4.1 2.3-1.9 0-.8Z"
)
# Pictures that point somewhere are mirrored where the page runs from right to left.
POINTING = {"next", "send", "path", "talk", "door"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A 20 px icon of core/sprite.svg; always beside a word, so hidden from screen readers."""
    return _picture("core/sprite.svg", name, "icon")


@register.simple_tag
def scene(name: str) -> SafeString:
    """A line scene of core/scenes.svg, for empty screens and thresholds."""
    return _picture("core/scenes.svg", name, "scene")


@register.simple_tag
def mark() -> SafeString:
    """The jasmine, the mark of the house."""
    return _picture("core/sprite.svg", "flower", "mark")


def _picture(sprite: str, name: str, kind: str) -> SafeString:
    points = " points" if name in POINTING else ""
    return format_html(
        '<svg class="{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        kind,
        points,
        static(sprite),
        name,
    )


@register.simple_tag
def petals(done: int, label: str = "", *, on_paper: bool = False, all: int = 5) -> SafeString:
    """Five petals, or `all` of them, `done` of them filled; `label` says it in words for those who
    do not see it. On paper the petals are drawn in place."""
    if on_paper:
        shape = format_html('<path d="{}"', PETAL)
        filled, colours = ' fill="currentColor" stroke="#fff"', ' fill="none" stroke="currentColor"'
    else:
        shape = format_html('<use href="{}#p"', static("core/sprite.svg"))
        filled, colours = ' class="on"', ""
    drawn = format_html_join(
        "",
        '{} transform="rotate({})"{}/>',
        (
            (shape, angle, SafeString(filled if place < done else ""))
            for place, angle in enumerate(360 * n // all for n in range(all))
        ),
    )
    said = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="jasmine" viewBox="-13 -13 26 26" {}{}>{}</svg>',
        SafeString(said),
        SafeString(colours),
        drawn,
    )


@register.simple_tag
def double_bar(
    asked: float, offered: float, maybe: float, longest: float, label: str
) -> SafeString:
    """Asked (outline) over offered (solid) and perhaps (hatched), on the scale of the `longest` bar
    of the page; `label` holds the numbers in words."""
    unit = (BAR_WIDTH - 2) / float(longest or 1)
    wide, solid, hatched = (round(float(value) * unit, 1) for value in (asked, offered, maybe))
    parts = [_rect("", 1, 2, wide), _rect("offered", 1, 14, solid)]
    if hatched > 0:
        lines = "".join(
            f"M{1 + solid + step} 22l{min(8, hatched - step):g}-{min(8, hatched - step):g}"
            for step in range(0, int(hatched), 6)
        )
        parts += [
            _rect("maybes", 1 + solid, 14, hatched),
            format_html('<path class="hatch" d="{}"/>', lines),
        ]
    return format_html(
        '<svg class="bars" viewBox="0 0 {} 24" role="img" aria-label="{}">{}</svg>',
        BAR_WIDTH,
        label,
        SafeString("".join(parts)),
    )


def _rect(kind: str, left: float, top: int, width: float) -> SafeString:
    if width <= 0:
        return SafeString("")
    described = format_html(' class="{}"', kind) if kind else ""
    return format_html(
        '<rect{} x="{}" y="{}" width="{}" height="8"/>', described, f"{left:g}", top, f"{width:g}"
    )


@register.filter
def qr(address: str) -> SafeString:
    """A QR code of a whole address, black on white, as an SVG without style; 20 mm on paper."""
    drawn = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass="qr-line", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 (an SVG path made from the address's bits)


@register.simple_tag
def people_bar(full: int, outline: int, dotted: int, most: int) -> SafeString:
    """People as equal marks side by side, the number beside them; read as one number."""
    total = full + outline + dotted
    step = 24
    kinds = ["full"] * full + [""] * outline + ["dotted"] * dotted
    marks = format_html_join(
        "",
        '<rect class="{}" x="{}" y="2" width="18" height="20" rx="9"/>',
        ((kind, place * step + 2) for place, kind in enumerate(kinds)),
    )
    return format_html(
        '<svg class="heads" viewBox="0 0 {} 24" role="img" aria-label="{}">{}</svg>'
        '<strong class="fig" aria-hidden="true">{}</strong>',
        max(most, 1) * step,
        total,
        marks,
        total,
    )
