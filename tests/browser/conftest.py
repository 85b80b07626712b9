"""One served hub and one browser a process; a window per persona and language, used again."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.cuts import Hub, phone

PATIENCE = 120


@dataclass
class Served:
    """The address of the hub, its pages (`"name language"` → path), a session per persona, and
    where stories begin."""

    address: str
    pages: dict[str, str]
    sessions: dict[str, str]
    stories: dict[str, str]


@dataclass
class Window:
    """A page of the browser and what went wrong on it since `open`."""

    page: Page
    served: Served
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.wrong.append(f"script: {fault}"))
        self.page.on("request", self._asked)

    def open(self, path: str) -> int:
        """Go there; the status of the answer."""
        self.wrong.clear()
        answer = self.page.goto(self.served.address + path, wait_until="load")
        return answer.status if answer else 0

    def _heard(self, line: object) -> None:
        if line.type == "error":
            self.wrong.append(f"console: {line.text}")

    def _asked(self, request: object) -> None:
        if not request.url.startswith((self.served.address, "data:", "about:")):
            self.wrong.append(f"another host: {request.url}")


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[Served]:
    """A hub in a process of its own, its files under `home`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = home / "said"
    with said.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.serve", str(port)],
            env={**os.environ, "BROWSER_HOME": str(home), **environment},
            stdout=log,
            stderr=log,
        )
    try:
        until = time.monotonic() + PATIENCE
        while not (home / "pages.json").exists():
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, "the hub did not start"
            time.sleep(0.1)
        yield Served(f"http://127.0.0.1:{port}", **json.loads((home / "pages.json").read_text()))
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hub with life in it."""
    with serving(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@pytest.fixture
def new_hub(tmp_path: Path) -> Iterator[Served]:
    """A hub nobody has opened yet."""
    with serving(tmp_path, BROWSER_NEW="1") as hub:
        yield hub


@pytest.fixture(scope="session")
def _contexts() -> Iterator[dict[tuple[str, str], BrowserContext]]:
    contexts: dict[tuple[str, str], BrowserContext] = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def window(
    served: Served, chromium: Browser, _contexts: dict[tuple[str, str], BrowserContext]
) -> Callable[..., Window]:
    """`window("director", "ar")`: a phone of that persona, kept for the next test."""
    windows: dict[tuple[str, str], Window] = {}

    def give(persona: str, language: str) -> Window:
        asked = (persona, language)
        if asked not in windows:
            context = chromium.new_context(
                viewport={"width": 360, "height": 740}, reduced_motion="reduce"
            )
            cookies = {"django_language": language}
            if persona in served.sessions:
                cookies["sessionid"] = served.sessions[persona]
            context.add_cookies(
                [{"name": n, "value": v, "url": served.address} for n, v in cookies.items()]
            )
            _contexts[asked] = context
            windows[asked] = Window(context.new_page(), served)
        return windows[asked]

    return give


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub of this module's own, which its tests stop and start."""
    served = Hub(tmp_path_factory.mktemp("cut"))
    yield served
    served.stop()


@pytest.fixture
def take(chromium: Browser, hub: Hub) -> Iterator[Callable[..., BrowserContext]]:
    """`take("reception")`: a phone in that persona's hand."""
    taken = []

    def one(persona: str = "", **options: object) -> BrowserContext:
        taken.append(phone(chromium, hub, persona, **options))
        return taken[-1]

    yield one
    for context in taken:
        context.close()
