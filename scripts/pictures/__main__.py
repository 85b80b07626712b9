"""`make pictures`: starts the hub, looks at each screen, keeps what changed beside the guides.

Names of files can follow: only pictures whose path contains one of them are taken.
"""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "guides" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
PATIENCE = 300  # seconds until the demonstration is laid
SCREEN = {"viewport": {"width": 1200, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True}
COLOURS = 96
# Letters that came late leave lines half a pixel off: lay all out once more when they are there.
AT_REST = """async () => {
  await document.fonts.ready;
  document.activeElement.blur();
  document.body.style.display = "none";
  document.body.offsetHeight;
  document.body.style.display = "";
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the hub, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log"
    command = [sys.executable, "-m", "scripts.pictures.hub", str(port), str(folder)]
    with log.open("w") as out:
        hub = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    try:
        until = time.monotonic() + PATIENCE
        while not (folder / "pages.json").exists():
            if hub.poll() is not None or time.monotonic() > until:
                sys.exit(f"The hub did not start:\n{log.read_text()}")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        hub.kill()
        hub.wait()


def wait_for_letters(route: Route) -> None:
    """A first visit does without our letters where they come late; a picture has them."""
    answer = route.fetch()
    style = answer.text().replace("font-display:optional", "font-display:block")
    route.fulfill(response=answer, body=style)


def look(browser: Browser, hub: str, page: dict[str, Any]) -> Image.Image:
    """What this page looks like to who opens it."""
    context = browser.new_context(
        **(PHONE if page["phone"] else SCREEN),
        color_scheme="dark" if page["dark"] else "light",
        reduced_motion="reduce",
        locale="ar-TN" if ".ar." in page["path"] else "fr-FR",
        service_workers="block",
        timezone_id="Africa/Tunis",
    )
    cookies = [{"name": k, "value": v, "url": hub} for k, v in page["cookies"].items() if v]
    context.add_cookies(cookies)
    context.route("**/*.css", wait_for_letters)
    window = context.new_page()
    if page["tall"]:
        window.set_viewport_size({**window.viewport_size, "height": page["tall"]})
    window.clock.set_fixed_time("2027-02-16T10:00:00+01:00")
    answer = window.goto(hub + page["address"], wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{page['path']}: {page['address']} answers {answer and answer.status}")
    if page["press"]:
        window.locator(page["press"]).first.click()
    if page["at"]:
        window.locator(page["at"]).first.evaluate("part => part.scrollIntoView()")
    window.evaluate(AT_REST)
    taken = window.screenshot(animations="disabled", caret="hide")
    context.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def looks_alike(before: Image.Image, after: Image.Image) -> bool:
    """Whether nobody sees a difference: not a line half a pixel lower, but a letter or a tint."""
    return before.size == after.size and all(
        brightest < far
        for width, far in ((4, 80), (24, 24))
        for _low, brightest in ImageChops.difference(
            before.reduce(width), after.reduce(width)
        ).getextrema()
    )


def keep(picture: Image.Image, path: Path) -> str:
    """Write it in few colours where it is not there already; what came of it."""
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    if path.exists() and looks_alike(Image.open(path).convert("RGB"), few):
        return "same"
    word = "changed" if path.exists() else "new"
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    few.save(half, "WEBP", lossless=True, quality=100, method=6)
    half.rename(path)  # whole, or as it was
    return word


def main(wanted: list[str]) -> None:
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if named is None:
        sys.exit("No Chromium on this machine: apt-get install chromium, or name it in CHROMIUM.")
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, served(Path(folder)) as hub:
        pages = json.loads((Path(folder) / "pages.json").read_text())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=named, args=FLAGS)
            for page in pages:
                if wanted and not any(part in page["path"] for part in wanted):
                    continue
                path = PICTURES / page["path"]
                word = keep(look(browser, hub, page), path)
                print(
                    f"  {word:<8} {path.stat().st_size / 1024:5.1f} KB  {page['path']}", flush=True
                )
            browser.close()
    listed = {PICTURES / page["path"] for page in pages}
    for path in sorted(set(PICTURES.rglob("*.webp")) - listed):
        path.unlink()
        print(f"  removed            {path.relative_to(PICTURES)}")
    total = sum(path.stat().st_size for path in listed if path.exists())
    print(f"{len(listed)} pictures, {total / 1024 / 1024:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
