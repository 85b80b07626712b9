"""A hub of its own that can be stopped and started again, phones that meet it, and what tests
of cuts do on its pages."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PATIENCE = 300
SAID = re.compile(r"Gardé sur ce téléphone\s*—\s*Réessayer")
QUICK = "/needs/quick/"


class Hub:
    """Served by a process of its own; `stop` kills it as a power cut would."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()
        known = json.loads((home / "pages.json").read_text())
        self.sessions, self.stories, self.pages = (
            known["sessions"],
            known["stories"],
            known["pages"],
        )

    def start(self) -> None:
        """Serve, on the same address and database as before."""
        with (self.home / "said").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.serve", str(self.port)],
                env={**os.environ, "BROWSER_HOME": str(self.home)},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.home / "said").read_text()
            if time.monotonic() > until:
                self.stop()
                raise AssertionError("the hub did not start")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/fr/", timeout=30)
        except (URLError, TimeoutError):
            return False
        return True

    def stop(self) -> None:
        """No warning, no last word."""
        self.process.kill()
        self.process.wait()

    def rows(self, question: str, *values: object) -> list[tuple]:
        """What the hub has written."""
        with sqlite3.connect(self.home / "browser.sqlite3") as database:
            return database.execute(question, values).fetchall()

    def needs(self, words: str) -> int:
        """How many needs say this."""
        return self.rows("select count(*) from needs_need where words = ?", words)[0][0]


def phone(browser: Browser, hub: Hub, persona: str = "", **options: object) -> BrowserContext:
    """A phone of 360 pixels, in French, signed in as `persona`."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce", **options
    )
    cookies = {"django_language": "fr"}
    if persona:
        cookies["sessionid"] = hub.sessions[persona]
    context.add_cookies([{"name": n, "value": v, "url": hub.address} for n, v in cookies.items()])
    return context


def kept(page: Page) -> list[dict]:
    """What this phone holds for later, oldest first."""
    return page.evaluate(
        """[localStorage, sessionStorage].flatMap((shelf) => Object.keys(shelf)
          .filter((place) => place.startsWith("kept|")).map((place) => JSON.parse(shelf[place])))
          .sort((a, b) => a.at - b.at)"""
    )


def words_on(page: Page) -> str:
    """Everything this phone holds, as one text to look for words in."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def opened(context: BrowserContext, hub: Hub, path: str) -> Page:
    page = context.new_page()
    page.goto(hub.address + path)
    return page


def bar(page: Page) -> Locator:
    return page.locator("[data-kept]:visible")


def says_kept(page: Page) -> None:
    expect(bar(page)).to_contain_text(SAID, use_inner_text=True)


def retry(page: Page) -> None:
    bar(page).get_by_role("button", name="Réessayer").click()


def type_line(page: Page, n: int, words: str, name: str = "Wassim Gharbi") -> None:
    page.locator("input[name^=name-]").nth(n).fill(name)
    page.locator("input[name^=words-]").nth(n).fill(words)


def typed_on(page: Page) -> list[str]:
    words = "all => all.map((one) => one.value).filter(Boolean)"
    return page.locator("input[name^=words-]").evaluate_all(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer toutes les lignes").click()


def kill_browser(home: Path) -> None:
    """Its first process, the one that holds the folder: as when the battery is out."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={home}".encode() in command and not any(
            part.startswith(b"--type=") for part in command
        ):
            os.kill(int(folder.name), signal.SIGKILL)
