"""Walks the first hour of a new hub in a browser, with invented data, and counts the clicks.

From the one-time address to a first proposed session: `python benchmarks/first_hour.py`. The hub is
a trial hub in a folder of its own, served on a free port, gone afterwards.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 180  # seconds for the server to start, and for a proposal
FIRST_PAGE = {
    "name": "Hub Taparura",
    "name_ar": "فضاء طبرورة",
    "place": "Dar Taparura",
    "address": "12 rue de la Mer, Sfax",
    "first_name": "Hédia",
    "last_name": "Ben Salah",
    "email": "hedia@hub.example",
    "password": "trois jasmins bleus",
}


class Walk:
    """One browser page whose clicks are counted; typing is not."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.fill(f"[name={name}]", text)

    def back(self) -> None:
        self.click(".back-to a")


def five_petals(walk: Walk) -> None:
    """One need, one expert, one half-day, one room."""
    walk.click(".first-hour .button.solid")
    walk.click("button[value=hours]")
    walk.click("#place a.button")
    walk.fill(name_fr="Petit patio", capacity="12")
    walk.click("main button.solid")
    walk.back()
    walk.click("#people a.button")
    walk.fill(first_name="Amel", phone="22 345 678")
    walk.click("label:has-text('tounsi')")
    walk.click("main button.solid")
    walk.back()
    walk.click("#experts a.button")
    walk.fill(first_name="Néjib")
    walk.click("label:has(input[name=disciplines]):has-text('Vendre')")
    walk.click("label:has(input[name=speaks])")
    walk.click("main button.solid")
    walk.click(".cell")
    walk.click("main button.solid")
    walk.back()
    walk.click("#needs a.button")
    walk.page.locator("input[name^=name-]").first.fill("Amel")
    walk.page.locator("input[name^=words-]").first.fill("Je ne sais pas fixer mes prix de vente")
    walk.click("main button.solid")
    walk.back()
    walk.click("#needs a.button:nth-of-type(2)")
    walk.click("label:has(input[name=confirmed])")
    walk.click(".keys button")
    walk.back()
    walk.click("#programme form button.button")
    walk.click("main button.solid")


def proposed(walk: Walk, address: str) -> int:
    """How many sessions the first proposal holds, once it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        walk.page.goto(f"{address}/programme/")
        if count := walk.page.locator(".session").count():
            return count
        time.sleep(2)
    return 0


def one_time_address(log: Path, port: int) -> str:
    """What the terminal shows, once the hub is served."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return next(word for word in log.read_text().split() if "/first/" in word)
        time.sleep(0.5)
    raise SystemExit(f"The hub did not start: {log.read_text()}")


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="first-hour-"))
    log = folder / "log"
    environment = os.environ | {"ELSPACE_TRIAL": "1", "ELSPACE_TRIAL_FOLDER": str(folder)}
    command = [sys.executable, "manage.py", "start_hub", "--port", str(port)]
    with log.open("w") as out:
        hub = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        opening, address = one_time_address(log, port), f"http://127.0.0.1:{port}"
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            walk = Walk(browser.new_page(locale="fr-FR"))
            walk.page.set_default_timeout(60_000)
            walk.page.goto(opening)
            walk.fill(**FIRST_PAGE)
            walk.click("main button.solid")
            five_petals(walk)
            print(f"{walk.clicks} clicks; sessions proposed: {proposed(walk, address)}")
            browser.close()
    finally:
        hub.terminate()
        hub.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
