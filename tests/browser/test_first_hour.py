"""The first hour in a real browser: a stranger opens a new hub with the address of the terminal and
sees a first proposed session, on a phone, every press counted."""

from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

MOST_PRESSES = 32  # from "Commencer" to the first proposed session
PLANNING = 120_000  # milliseconds


class Hand:
    """Presses and types what stands on the screen; counts the presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, what: str, within: str = "main") -> None:
        """A link or a button by its words, which leads to another page."""
        place = self.page.locator(f"{within} :is(a, button)").filter(has_text=what).first
        with self.page.expect_navigation():
            self._tap(place)

    def tick(self, name: str, value: str | None = None) -> None:
        """A box or a choice, by a finger on its label."""
        chosen = f"[value='{value}']" if value else ""
        box = self.page.locator(f"main input[name='{name}']{chosen}").first
        self._tap(box.locator("xpath=ancestor-or-self::label").or_(box).first)
        assert box.is_checked()

    def tap(self, selector: str) -> None:
        """The first thing of this kind."""
        self._tap(self.page.locator(f"main {selector}").first)

    def type(self, name: str, text: str) -> None:
        """One press to go there, then the words."""
        field = self.page.locator(f"main [name^='{name}']").first
        self._tap(field)
        field.fill(text)

    def _tap(self, place: Locator) -> None:
        place.click()
        self.presses += 1

    def lit(self) -> set[str]:
        """The petals that shine, on the page of the first hour."""
        return {one.get_attribute("id") or "" for one in self.page.locator("li.lit").all()}


def open_hub(page: Page, address: str, path: str) -> None:
    """The first page, and the second factor that whoever leads needs: before the five petals."""
    hand = Hand(page)
    page.goto(address + path)
    for name, text in (
        ("name", "Dar Cheikh"),
        ("place", "La maison bleue"),
        ("first_name", "Emna"),
        ("email", "emna@dar.example"),
        ("password", "trois jasmins bleus"),
    ):
        hand.type(name, text)
    hand.press(_("Open the hub"))
    secret = parse_qs(urlsplit(page.locator("a[href^=otpauth]").get_attribute("href") or "").query)
    date = page.request.get(address + "/health/").headers["date"]
    moment = int(parsedate_to_datetime(date).timestamp())
    hand.type("code", format_hotp_value(hotp_value(secret["secret"][0], moment // 30)))
    hand.press(_("Continue"))
    page.locator("main a.button.solid").click()


def begin(page: Page, hub) -> Hand:
    """An open hub on its Today; the counting begins there."""
    page.set_default_timeout(30_000)
    open_hub(page, hub.address, hub.stories["first"])
    page.goto(hub.address + "/today/")
    return Hand(page)


def leave_and_come_back(hand: Hand, page: Page, address: str) -> None:
    """A petal waits for later, the window is closed, and the next one is offered; the first is
    taken up again where it was left. Not counted: nobody has to."""
    counted = hand.presses
    hand.press(pgettext("first hour", "Begin"))
    hand.press(pgettext("petal", "Leave it for later"))
    assert page.locator("li#place").get_by_text(pgettext("petal", "for later")).is_visible()
    later = page.context.new_page()
    later.goto(address + "/today/")
    assert later.locator("main .first-hour strong").first.inner_text() == _("The people")
    hand.page = later
    hand.press(pgettext("first hour", "Begin"))
    assert later.url.endswith("#people")
    hand.press(pgettext("petal", "Take it up again"))
    later.close()
    hand.page = page
    page.goto(address + "/today/")
    assert page.locator("main .first-hour strong").first.inner_text() == _("The place")
    hand.presses = counted


def test_five_petals_lead_a_stranger_to_a_first_proposed_session(new_hub, chromium):
    place = chromium.new_context(viewport={"width": 360, "height": 740}, locale="fr-TN")
    page = place.new_page()
    with override("fr"):
        hand = begin(page, new_hub)
        leave_and_come_back(hand, page, new_hub.address)
        hand.press(pgettext("first hour", "Begin"))

        hand.press(_("These are our hours"))
        hand.press(_("Add a room"))
        hand.type("name_fr", "Salle Jasmin")
        hand.type("capacity", "12")
        hand.press(_("Add this room"))
        hand.press(_("Back to the first hour"))
        assert hand.lit() == {"place"}

        hand.press(_("Add a person"))
        hand.type("first_name", "Salma")
        hand.press(_("Add"))
        hand.press(_("Back to the first hour"))
        assert hand.lit() == {"place", "people"}

        hand.press(_("Add an expert"))
        hand.type("first_name", "Leïla")
        hand.tap("label:has(input[name=disciplines]):has-text('Finances')")
        hand.tap("label:has(input[name=speaks]):has-text('français')")
        hand.press(_("Add this person"))
        hand.tap(".cell input[value=yes]")
        assert page.locator("input[name=usual-0-morning][value=yes]").is_checked()
        hand.press(_("Keep these answers"))
        hand.press(_("Back to the first hour"))
        assert hand.lit() == {"place", "people", "experts"}

        hand.press(_("Write needs down"))
        hand.type("name-", "Salma")
        hand.type("words-", "Savoir faire une facture")
        hand.press(_("Save all lines"))
        hand.press(_("Back to the first hour"))
        assert hand.lit() == {"place", "people", "experts"}
        hand.press(_("Sort them"))
        hand.tick("confirmed")
        with page.expect_navigation():
            hand.tap(".keys button")
        hand.press(_("Back to the first hour"))
        assert hand.lit() == {"place", "people", "experts", "needs"}

        hand.press(_("Open the term"))
        hand.press(_("Propose a programme"))
        page.locator("main .weeks").wait_for(timeout=PLANNING)
        session = page.locator("main .weeks").get_by_role("link", name="Finances").first
        assert session.is_visible()
        assert hand.presses <= MOST_PRESSES
        page.goto(new_hub.address + "/first-hour/")
        assert hand.lit() == {"place", "people", "experts", "needs", "programme"}
        hand.press(_("Done: to Today"))
        assert page.locator("main").get_by_text(_("The first hour")).count() == 0
    place.close()
