"""Drawings: what the sprites hold, how small they are, and that numbers come out as lengths."""

import gzip
import re
from pathlib import Path

import pytest

from elspace.core.templatetags.drawing import double_bar, icon, petals, scene

STATIC = Path(__file__).parents[2] / "elspace" / "core" / "static" / "core"
TEMPLATES = Path(__file__).parents[2] / "elspace"


def symbols(name: str) -> set[str]:
    """The ids of a sprite."""
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / name).read_text()))


def used(tag: str) -> set[str]:
    """Names that templates and menus ask of a drawing tag."""
    pages = "".join(path.read_text() for path in TEMPLATES.glob("*/templates/**/*.html"))
    asked = set(re.findall(rf'{{% {tag} "([\w-]+)" %}}', pages))
    if tag == "icon":
        asked |= set(re.findall(r'<c-(?:button|note)\b[^>]*\sicon="([\w-]+)"', pages))
    else:
        asked |= set(re.findall(r'picture="([\w-]+)"', pages))
    return asked


def test_every_icon_and_scene_asked_for_is_drawn():
    assert used("icon") - symbols("sprite.svg") == set()
    assert used("scene") - symbols("scenes.svg") == set()


def test_the_look_stays_light():
    assert len(gzip.compress((STATIC / "elspace.css").read_bytes())) <= 12_000
    assert len((STATIC / "sprite.svg").read_bytes()) <= 6_000
    drawn = re.findall(r"<symbol.*?</symbol>", (STATIC / "scenes.svg").read_text(), re.S)
    assert max(map(len, drawn)) <= 2_000


def test_what_points_is_mirrored_in_a_page_from_right_to_left():
    assert 'class="icon points"' in icon("next")
    assert 'class="icon"' in icon("clock")
    assert 'class="scene points"' in scene("path")


@pytest.mark.parametrize("done", range(6))
def test_as_many_petals_are_filled_as_steps_are_done(done):
    flower = petals(done, "étape")
    assert flower.count("<use ") == 5
    assert flower.count('class="on"') == done


def test_petals_on_paper_are_drawn_in_place():
    flower = petals(2, on_paper=True)
    assert "<use" not in flower
    assert flower.count("<path ") == 5
    assert flower.count('fill="currentColor"') == 2


def widths(bar: str) -> list[float]:
    """Widths of the rectangles of a double bar."""
    return [float(width) for width in re.findall(r'width="([\d.]+)" height', bar)]


def test_bars_share_one_scale():
    assert widths(double_bar(12, 9, 3, 12, "")) == [166, 124.5, 41.5]
    assert widths(double_bar(6, 0, 0, 12, "")) == [83]


def test_a_bar_of_nothing_has_no_length_and_its_words():
    assert widths(double_bar(0, 0, 0, 0, "0 h demandées")) == []
    assert 'aria-label="0 h demandées"' in double_bar(0, 0, 0, 0, "0 h demandées")
