"""How long the desk takes for one person, in a browser, with 150 expected: keys and seconds.

Run `.venv/bin/python benchmarks/reception.py` from the root of the project. For 10 of the people
expected: two letters and more until theirs is the row marked, Enter; measured until the desk says
“Ahla” and until the hub has written it. Then by a tap on the row. A hub of its own is served here,
like in the tests of the browser; nothing is left behind.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import django  # noqa: E402

os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "bench"}
django.setup()  # what the tests share needs it

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser.cuts import Hub, phone  # noqa: E402
from tests.conftest import CHROMIUM, FLAGS  # noqa: E402

EXPECTED, ASKED = 150, 10


def by_letters(page: Page, name: str, key: str) -> tuple[int, float, float]:
    """Keys, seconds until greeted, seconds until written."""
    field, keys = page.locator("#q"), 0
    began = time.monotonic()
    for letter in name:
        field.press(letter if letter != " " else "Space")
        keys += 1
        first = page.locator("li.first")
        if keys > 1 and first.count() and first.get_attribute("data-desk-who") == key:
            break
    field.press("Enter")
    return keys + 1, *until_in(page, key, began)


def until_in(page: Page, key: str, began: float) -> tuple[float, float]:
    """Seconds until it shows, and until nothing waits on this device."""
    page.wait_for_selector(f"[data-desk-list=in] [data-desk-who='{key}']")
    shown = time.monotonic() - began
    while page.evaluate("Object.keys(localStorage).some((one) => one.startsWith('desk|'))"):
        page.wait_for_timeout(20)
    return shown, time.monotonic() - began


def main() -> None:
    """Serve, lay, press, print."""
    os.environ["BROWSER_EXPECTED"] = str(EXPECTED)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        hub = Hub(Path(home))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = phone(browser, hub, "reception").new_page()
            page.goto(f"{hub.address}/reception/")
            people = page.evaluate(
                """() => [...document.querySelectorAll("[data-desk-list=expected] > li")]
                .map((row) => [row.querySelector("bdi").textContent.trim(), row.dataset.deskWho])"""
            )
            step = max(1, len(people) // (2 * ASKED))
            typed = [by_letters(page, *one) for one in people[::step][:ASKED]]
            tapped = []
            for _name, key in people[1::step][:ASKED]:
                began = time.monotonic()
                page.locator(f"[data-desk-list=expected] [data-desk-who='{key}'] button").click()
                tapped.append((1, *until_in(page, key, began)))
        finally:
            browser.close()
            hub.stop()
    print(json.dumps({"expected": len(people)}))
    for how, all_of_them in (("letters and Enter", typed), ("a tap", tapped)):
        keys, shown, written = zip(*all_of_them, strict=True)
        print(
            f"{how}: {statistics.median(keys):.0f} keys (at most {max(keys)});"
            f" shown {statistics.median(shown):.2f} s (at most {max(shown):.2f});"
            f" written {statistics.median(written):.2f} s (at most {max(written):.2f})"
        )


if __name__ == "__main__":
    main()
