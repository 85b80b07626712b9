"""The pictures of the guides: each listed one is there, shown with words, and light."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.urls import get_resolver

from scripts.pictures.screens import FOLDER, ROLES, SCREENS

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / FOLDER
HEAVIEST, ALL_TOGETHER = 60 * 1024, 4 * 1024 * 1024
SHOWN = re.compile(r"!\[(?P<words>[^]]*)\]\((?P<path>[^)]+)\)|<img(?P<tag>[^>]*)>")


def shown() -> list[tuple[str, Path, str]]:
    """(guide, file, alternative text) of each picture in a guide."""
    found = []
    for guide in sorted(PICTURES.parent.glob("*.md")):
        for one in SHOWN.finditer(guide.read_text("utf-8")):
            said = dict(re.findall(r'(\w+)="([^"]*)"', one["tag"] or ""))
            words, path = one["words"] or said.get("alt", ""), one["path"] or said.get("src", "")
            found.append((guide.name, (guide.parent / path).resolve(), words))
    return found


def test_pictures_listed_are_the_pictures_kept():
    """`make pictures` after a line is added or taken away."""
    kept = {str(path.relative_to(PICTURES)) for path in PICTURES.rglob("*") if path.is_file()}
    assert {screen.path for screen in SCREENS} == kept


def test_pictures_listed_once_each():
    counted = Counter(screen.path for screen in SCREENS)
    assert [path for path, times in counted.items() if times > 1] == []


def test_pictures_kept_are_shown_and_shown_ones_are_kept():
    in_guides = {path for _guide, path, _words in shown()}
    assert in_guides == {path for path in PICTURES.rglob("*") if path.is_file()}


def test_pictures_shown_say_in_words_what_they_show():
    silent = [(guide, path.name) for guide, path, words in shown() if len(words.split()) < 4]
    assert silent == []


def test_pictures_are_light():
    sizes = {path: path.stat().st_size for path in PICTURES.rglob("*.webp")}
    assert {path.name: size for path, size in sizes.items() if size > HEAVIEST} == {}
    assert sum(sizes.values()) <= ALL_TOGETHER


@pytest.mark.parametrize("role", ROLES)
def test_pictures_are_taken_for_each_role(role):
    assert [screen for screen in SCREENS if screen.role == role]


def test_pictures_are_of_addresses_that_exist():
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for space, (_prefix, inner) in get_resolver().namespace_dict.items():
        named |= {f"{space}:{name}" for name in inner.reverse_dict if isinstance(name, str)}
    assert {screen.address for screen in SCREENS} - named == set()
