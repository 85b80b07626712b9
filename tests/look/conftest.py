"""A browser, and the platform served with the page of every component."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page


@pytest.fixture
def gallery(settings, hub, live_server) -> str:
    """The address of the platform, with `/look/<layout>/` beside its own pages."""
    settings.ROOT_URLCONF = "tests.look.urls"
    templates = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    settings.TEMPLATES = templates
    return live_server.url


@pytest.fixture
def opened(chromium) -> Callable[..., object]:
    """`with opened(address, width=360, **context) as page:`, failing on any console error."""

    @contextmanager
    def open_page(address: str, *, width: int = 360, **context: object) -> Iterator[Page]:
        with chromium.new_context(viewport={"width": width, "height": 740}, **context) as place:
            page = place.new_page()
            page.wrong = []
            page.on(
                "console",
                lambda line: page.wrong.append(line.text) if line.type == "error" else None,
            )
            page.goto(address)
            yield page
            assert page.wrong == []

    return open_page
