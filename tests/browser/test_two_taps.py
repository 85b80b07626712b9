"""A resident's room on a phone: one tap from home to what is free, one to have it; given back."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_two_taps_from_home_book_a_room(window, served, language):
    place = window("resident", language)
    page = place.page
    page.set_viewport_size({"width": 360, "height": 740})
    with override(language):
        give = pgettext("a room", "Give it back")
        place.open(served.pages[f"site:my-rooms {language}"])
        while page.get_by_role("button", name=give).count():
            with page.expect_navigation():
                page.get_by_role("button", name=give).first.click()
        assert place.open(served.pages[f"site:my-week {language}"]) == 200
        with page.expect_navigation():
            page.get_by_role("link", name=_("Book a room"), exact=True).first.click()
        room = page.locator("section[aria-labelledby=ready] form strong").inner_text()
        with page.expect_navigation():
            page.get_by_role("button", name=_("Book this room")).click()
        held = page.locator("section[aria-labelledby=held]")
        assert room in page.locator("main [role=status]").first.inner_text()
        assert room in held.inner_text()
        with page.expect_navigation():
            held.get_by_role("button", name=give).first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert place.wrong == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1280)])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_door_is_read_at_one_glance_on_a_tablet(window, served, language, size):
    place = window("visitor", language)
    page = place.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert place.open(served.pages[f"hosting:door {language}"]) == 200
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollHeight <= innerHeight")
    assert page.evaluate(f"{root}.scrollWidth <= innerWidth")
    tall = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.word')).fontSize) / innerHeight"
    )
    assert tall > 0.12  # of the height: read across a corridor
    assert place.wrong == []
