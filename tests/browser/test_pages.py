"""Every page of the personas' table × three languages, on a phone; French ones in the dark too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.words import untranslated_in
from tests.personas import PAGES

pytestmark = pytest.mark.browser

LANGUAGES = ["fr", "ar", "en"]
SHOWN = [page for page in PAGES if page.look and page.may and page.answers == 200]
# Who opens a page that several may: whoever sees most of it.
FIRST = ["visitor", "director", "programme", "community", "reception", "resident", "expert"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """[...document.querySelectorAll('main *')]
  .filter(e => { const box = e.getBoundingClientRect();
    return box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1) })
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
# These are printed for somebody, in the language they read.
IN_THEIR_LANGUAGE = {"support:expert-month", "people:card", "site:print-person"}
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
AXE = Axe()


def findings(page, options=None) -> list[str]:
    """What axe has to say about a page."""
    said = AXE.run(page, options=options) if options else AXE.run(page)
    return [
        f"{v['id']}: {node['html'][:160]}"
        for v in said.response["violations"]
        for node in v["nodes"]
    ]


def who(page) -> str:
    """The persona who opens it."""
    return next(name for name in FIRST if name in page.may)


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_sound(served, window, page, language):
    its = window(who(page), language)
    status = its.open(served.pages[f"{page.name} {language}"])
    shown = its.page
    assert status == 200
    faults = list(its.wrong)
    spoken = shown.evaluate("document.documentElement.lang")
    if spoken != language and page.name not in IN_THEIR_LANGUAGE:
        faults.append(f"language of the page: {spoken}")
    if spoken != "en":
        faults += untranslated_in(shown, spoken)
    for width in (320, 360):
        shown.set_viewport_size({"width": width, "height": 740})
        if shown.evaluate(SIDEWAYS) > 0:
            faults.append(f"scrolls sideways at {width}: {shown.evaluate(WIDEST)}")
    faults += findings(shown)
    if language == "fr":
        shown.emulate_media(color_scheme="dark")
        faults += [f"dark: {one}" for one in findings(shown, CONTRAST)]
        shown.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)
