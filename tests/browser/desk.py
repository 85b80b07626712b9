"""What the tests of the desk share: its page in a hand, what it holds, what the hub has."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cuts import Hub

DESK = "/reception/"


def opened(context: BrowserContext, hub: Hub, path: str = DESK) -> Page:
    page = context.new_page()
    page.goto(hub.address + path)
    return page


def ready(page: Page) -> None:
    """The worker holds the page of the desk."""
    expect(page.locator("[data-desk-when=ready]")).to_be_visible(timeout=30_000)


def waits(page: Page, number: int) -> None:
    expect(page.locator("[data-desk-bar]")).to_contain_text(
        re.compile(rf"En attente sur cet appareil\s*:\s*{number}"), use_inner_text=True
    )


def all_sent(page: Page) -> None:
    """Nothing waits on this device any more, and the page says so.

    The kept page gives way to the live one by itself: it is waited for first, since what is
    asked of a page that leaves is lost."""
    expect(page.locator("[data-desk=live]")).to_have_count(1, timeout=40_000)
    nothing_waits(page)
    expect(page.locator("[data-desk-bar]")).to_be_hidden(timeout=30_000)


def nothing_waits(page: Page) -> None:
    """Everything this device kept has left it."""
    for _quarter_second in range(160):
        if kept_at_desk(page) == "[]":
            break
        page.wait_for_timeout(250)
    assert kept_at_desk(page) == "[]"


def marks(hub: Hub) -> list[tuple]:
    return hub.rows(
        "select p.first_name, m.first_name, m.state, m.device_id, m.by_id from"
        " reception_presencemark m left join people_person p on p.id = m.person_id order by m.id"
    )


def came(hub: Hub, name: str) -> list[str]:
    """The states said of a person or a visit of this first name, in the order they arrived."""
    return [state for person, visit, state, *_more in marks(hub) if name in (person, visit)]


def type_name(page: Page, letters: str) -> None:
    page.locator("#q").fill(letters)
    page.locator("#q").press("Enter")


def kept_at_desk(page: Page) -> str:
    return page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('desk|')))"
    )


def on_shelf(page: Page) -> list[str]:
    return page.evaluate(
        """async () => { const found = [];
        for (const name of (await caches.keys()).filter((one) => one.startsWith("elspace-desk-"))) {
          const keys = await (await caches.open(name)).keys();
          found.push(...keys.map((one) => new URL(one.url).pathname)); }
        return found.sort() }"""
    )


def visit(page: Page, name: str) -> None:
    opener = page.locator("details.visit summary")
    if opener.count():
        opener.click()
    page.locator("#first_name").fill(name)
    page.get_by_role("button", name="Noter la visite").click()


def receipts(hub: Hub) -> list[tuple]:
    """Device, number, amount and day of each receipt a device gave."""
    return hub.rows(
        "select device, receipt_number, amount, receipt_on from billing_payment"
        " where device <> '' order by id"
    )


def numbered(page: Page, *amounts: str) -> None:
    """Cash from the first person of the list, a receipt each."""
    for amount in amounts:
        page.locator("#payer").select_option(index=1)
        page.locator("#amount").fill(amount)
        page.get_by_role("button", name="Numéroter le reçu").click()
        expect(page.locator("#amount")).to_have_value("")


def lose(route) -> None:
    """The hub has it; the desk does not know."""
    if route.request.method == "POST":
        route.fetch()
        route.abort()
    else:
        route.continue_()
