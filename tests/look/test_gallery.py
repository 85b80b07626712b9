"""Every component in a browser: axe, widths, directions, colours, targets, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAYOUTS = ["team", "public", "hand", "boards"]
SHEETS = ["paper", "a5"]
WIDTHS = [320, 360, 768, 1280]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A thing to press, smaller than 44 px, that is not a word inside a sentence.
SMALL = """[...document.querySelectorAll(`.button, .languages a, .rail a, summary, .links a, .cell,
  .choices label, .segments label, .tick, select, textarea, input:is([type=text],[type=email])`)]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9)
  .map(e => e.outerHTML.slice(0, 80))"""


def findings(page) -> list[str]:
    """What axe has to say about a page."""
    return [
        f"{v['id']}: {node['html'][:140]}"
        for v in Axe().run(page).response["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_axe_finds_nothing(gallery, opened, layout, language, scheme):
    address = f"{gallery}/look/{layout}/?lang={language}"
    with opened(address, width=1280 if scheme == "dark" else 360, color_scheme=scheme) as page:
        assert findings(page) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_axe_finds_nothing_on_paper(gallery, opened, sheet, language):
    with opened(f"{gallery}/look/{sheet}/?lang={language}", width=1280) as page:
        assert findings(page) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_page_scrolls_sideways_and_targets_are_large(gallery, opened, layout, language):
    with opened(f"{gallery}/look/{layout}/?lang={language}") as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(SIDEWAYS) <= 0, width
            assert page.evaluate(SMALL) == [], width


def test_text_twice_as_large_stays_in_the_page(gallery, opened):
    with opened(f"{gallery}/look/team/?lang=fr", width=640) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(SIDEWAYS) <= 0


def test_a_tap_gives_the_next_state_without_script(gallery, opened):
    with opened(f"{gallery}/look/hand/?lang=fr", java_script_enabled=False) as page:
        cell = page.locator(".cell").first
        said = []
        for _tap in range(5):
            said.append(cell.locator("label:has(:checked)").inner_text())
            cell.click()
        assert said == ["oui", "peut-être", "non", "?", "oui"]


def test_the_first_public_view_is_light(gallery, chromium, hub):
    """At most 100 KB and 8 requests, fonts included; a French page needs no Arabic font."""
    hub.promise_ar = "نتقدّم معًا"
    hub.save()
    with chromium.new_context(viewport={"width": 360, "height": 740}) as place:
        page = place.new_page()
        answers = []
        page.on("response", lambda answer: answers.append((answer.url, len(answer.body()))))
        page.goto(f"{gallery}/fr/", wait_until="networkidle")
    addresses = [address for address, _size in answers]
    assert len(addresses) <= 8
    assert sum(size for _address, size in answers) <= 100_000
    assert [address for address in addresses if "arabic" in address] == []
    assert {address.split("/")[2] for address in addresses} == {gallery.split("/")[2]}
