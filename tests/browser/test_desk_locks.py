"""A shared computer is locked, with the network and without: no name stays on it, and the hub
closes the session as soon as it hears."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cuts import Hub
from tests.browser.desk import DESK, kept_at_desk, marks, on_shelf, opened, ready, visit, waits

pytestmark = pytest.mark.browser
LOCKED = "Cet ordinateur est verrouillé."


def at_device(context: BrowserContext, hub: Hub) -> Page:
    """The desk's page on a computer of the hub, opened by six digits."""
    value = hub.stories["device"]
    context.add_cookies([{"name": "hub_device", "value": value, "url": hub.address}])
    page = opened(context, hub, "/desk/")
    page.get_by_label("Rania").check()
    page.get_by_label("Vos six chiffres").fill(hub.stories["digits"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    page.goto(hub.address + DESK)
    ready(page)
    return page


def lock(page: Page) -> None:
    page.locator("form[data-kept-locks] button").click()


def nothing_on_shelf(page: Page) -> None:
    for _quarter_second in range(40):
        if on_shelf(page) == []:
            break
        page.wait_for_timeout(250)
    assert on_shelf(page) == []


def asks_for_digits(page: Page) -> None:
    """The hub has closed the session: whatever page is asked, it wants digits."""
    expect(page.get_by_label("Vos six chiffres")).to_be_visible(timeout=30_000)
    page.goto(page.url.split("/desk/")[0] + "/today/")
    expect(page.get_by_role("heading", name=re.compile("Bon"))).to_have_count(0)
    assert "/today/" not in page.url.split("?")[0]


def test_locking_takes_the_names_off_a_shared_computer_and_keeps_what_waits(take, hub):
    context = take()
    page = at_device(context, hub)
    page.route("**/reception/merge/", lambda route: route.abort())
    visit(page, "Moncef")
    waits(page, 1)
    lock(page)
    expect(page.get_by_label("Vos six chiffres")).to_be_visible(timeout=30_000)
    assert "Moncef" not in kept_at_desk(page)
    assert "visit" in kept_at_desk(page)
    nothing_on_shelf(page)
    context.set_offline(True)
    page.goto(hub.address + DESK)
    expect(page.locator("[data-desk]")).to_have_count(0)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_computer_is_locked_without_network(take, hub, is_kept):
    context = take()
    page = at_device(context, hub)
    other = opened(context, hub)  # another tab of the same computer
    expect(other.locator("[data-desk]")).to_have_count(1)
    context.set_offline(True)
    if is_kept:
        page.goto(hub.address + DESK)
        expect(page.locator("[data-desk=kept]")).to_be_visible()
    name = page.locator("[data-desk-list=expected] strong").first.inner_text().split()[0]
    visit(page, "Nabil")
    waits(page, 1)
    lock(page)
    for tab in (page, other):
        expect(tab.get_by_role("heading", name=LOCKED)).to_be_visible()
        expect(tab.locator("[data-locked-cut]")).to_be_visible()
        assert name not in tab.content()
        assert "Nabil" not in tab.content()
    assert "Nabil" not in kept_at_desk(page)
    assert "visit" in kept_at_desk(page)
    nothing_on_shelf(page)
    page.go_back()  # what was open before shows nothing of anybody
    expect(page.locator("[data-desk], form[data-kept-locks]")).to_have_count(0)
    page.goto(hub.address + DESK)
    expect(page.locator("[data-desk]")).to_have_count(0)
    before = len(marks(hub))
    context.set_offline(False)
    asks_for_digits(other)  # by itself
    page.goto(hub.address + DESK)
    expect(page.locator("[data-desk]")).to_have_count(0)
    assert len(marks(hub)) == before  # what waits goes on waiting, as after any locking
    assert "visit" in kept_at_desk(page)


def test_a_computer_locked_without_network_and_switched_off_opens_nothing(take, hub):
    context = take()
    page = at_device(context, hub)
    context.set_offline(True)
    lock(page)
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    page.close()
    context.set_offline(False)
    answer = context.request.get(hub.address + "/today/")  # whatever is asked first
    assert "/today/" not in answer.url.split("?")[0]
    assert "data-kept-locks" not in answer.text()
