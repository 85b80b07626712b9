"""What the device of the desk holds leaves it: at closing, at sign-out, when it is locked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import (
    DESK,
    all_sent,
    came,
    kept_at_desk,
    marks,
    nothing_waits,
    on_shelf,
    opened,
    ready,
    visit,
    waits,
)

pytestmark = pytest.mark.browser


def test_at_closing_the_first_names_leave_the_device(take, hub):
    context = take("reception")
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    visit(page, "Aroussi")
    waits(page, 1)
    assert "Aroussi" in kept_at_desk(page)
    closes = int(page.locator("[data-desk]").get_attribute("data-desk-closes")) / 1000
    page.close()
    later = context.new_page()
    later.clock.install(time=closes + 60)
    later.goto(hub.address + DESK)
    expect(later.locator("[data-desk-when=erased]")).to_be_visible()
    expect(later.locator("[data-desk-list]")).to_have_count(0)
    assert "Aroussi" not in kept_at_desk(later)
    assert on_shelf(later) == []


def test_signing_out_empties_the_device(take, hub):
    context = take("programme")
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    visit(page, "Zied")
    waits(page, 1)
    page.close()
    context.set_offline(False)
    page = opened(context, hub, "/account/sign-out/")
    expect(page.locator("[data-kept-unsent]").first).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(re.compile("/fr/$"))
    assert on_shelf(page) == []
    assert kept_at_desk(page) == "[]"
    context.set_offline(True)
    page.goto(hub.address + DESK)  # the page without a name that says there is no network
    expect(page.locator("[data-desk]")).to_have_count(0)


def age_of_shelf(page: Page, milliseconds: int) -> None:
    """As if the page had been kept that much earlier."""
    page.evaluate(
        """async (more) => { for (const name of await caches.keys()) {
        const shelf = await caches.open(name);
        const found = await shelf.match("/reception/kept/");
        if (!found) continue;
        const headers = new Headers(found.headers);
        headers.set("X-Kept-At", Number(headers.get("X-Kept-At")) - more);
        await shelf.put("/reception/kept/", new Response(await found.text(), { headers })); } }""",
        milliseconds,
    )


def test_the_kept_page_lasts_until_closing_whatever_the_clock_of_the_device_says(take, hub):
    context = take("reception")  # its clock is months behind the hub's
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    page.goto(hub.address + DESK)
    expect(page.locator("[data-desk=kept]")).to_be_visible()
    expect(page.locator("[data-desk-when=erased]")).to_be_hidden()
    age_of_shelf(page, 24 * 3600 * 1000)
    page.goto(hub.address + DESK)
    expect(page.locator("[data-desk]")).to_have_count(0)
    assert on_shelf(page) == []


def test_a_clock_set_right_in_the_middle_of_a_cut_moves_no_mark(take, hub):
    context = take("reception")
    page = context.new_page()
    page.clock.install()
    page.goto(hub.address + DESK)
    ready(page)
    context.set_offline(True)
    visit(page, "Slaheddine")
    waits(page, 1)
    page.clock.set_system_time("2020-01-01")
    visit(page, "Latifa")
    context.set_offline(False)
    all_sent(page)
    ages = hub.rows(
        "select (julianday(received_at) - julianday(at)) * 86400 from reception_presencemark"
        " order by id desc limit 2"
    )
    assert came(hub, "Slaheddine") == came(hub, "Latifa") == ["in"]
    assert all(0 <= seconds < 120 for (seconds,) in ages), ages


def test_a_page_left_open_forgets_at_closing_without_network(take, hub):
    context = take("reception")
    page = context.new_page()
    page.clock.install()
    page.goto(hub.address + DESK)
    ready(page)
    context.set_offline(True)
    page.clock.fast_forward("24:00:00")
    expect(page.locator("[data-desk-list] > li")).to_have_count(0)
    assert on_shelf(page) == []


def test_the_names_are_erased_by_hand_through_a_cut(take, hub):
    context = take("community")
    ready(opened(context, hub))
    context.set_offline(True)
    page = opened(context, hub)
    visit(page, "Beya")
    waits(page, 1)
    page.get_by_role("button", name="Effacer les noms de cet appareil").click()
    expect(page.locator("[data-desk-when=locked]")).to_be_visible()
    expect(page.locator("[data-desk-list]")).to_have_count(0)
    assert on_shelf(page) == []
    assert "Beya" not in kept_at_desk(page)
    assert "visit" in kept_at_desk(page)
    before = len(marks(hub))
    context.set_offline(False)
    nothing_waits(page)  # the page stays erased: it does not give way to the live one
    assert len(marks(hub)) == before + 1
    expect(page.locator("[data-desk=kept]")).to_be_visible()  # it does not come back by itself
