"""What a server reads before it is asked anything, once for all its processes: addresses, words,
pages. Without it the first page of every process takes a second and a half of its processor."""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils.translation import gettext, override


def warm_up() -> None:
    """Read everything that stays the same from page to page; no query."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Rooms")
            get_resolver()._populate()
    for page in _pages():
        get_template(page)


def _pages() -> list[str]:
    """The names of our own pages and components."""
    engines.all()
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    ours = [folder for folder in folders if folder.is_relative_to(settings.BASE_DIR / "elspace")]
    return sorted(
        str(page.relative_to(folder)) for folder in ours for page in folder.rglob("*.html")
    )
