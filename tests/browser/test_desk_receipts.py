"""Cash taken at the desk through a cut: a number once given stays, nothing is lost or doubled."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.cuts import Hub, kill_browser
from tests.browser.desk import (
    DESK,
    all_sent,
    kept_at_desk,
    lose,
    numbered,
    opened,
    ready,
    receipts,
    waits,
)
from tests.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser


def test_cash_is_numbered_on_the_device_and_entered_once(take, hub):
    context = take("reception")
    ready(opened(context, hub))
    context.set_offline(True)
    page = opened(context, hub)
    numbered(page, "120,500", "60")
    waits(page, 2)
    lines = page.locator("[data-desk-receipts] li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("/001")
    expect(lines.last).to_contain_text("/002")
    page.reload()
    expect(lines).to_have_count(2)
    assert receipts(hub) == []

    page.route("**/reception/merge/", lose)
    context.set_offline(False)
    for _half_second in range(60):
        if len(receipts(hub)) == 2:
            break
        page.wait_for_timeout(500)
    page.unroute("**/reception/merge/")
    expect(page.locator("[data-desk=live]")).to_have_count(1, timeout=40_000)
    rows = receipts(hub)
    assert [row[1] for row in rows] == [1, 2]
    assert len({row[0] for row in rows}) == 1
    assert [float(row[2]) for row in rows] == [120.5, 60.0]
    assert kept_at_desk(page) == "[]"


def test_each_device_has_a_number_of_the_hub_and_two_tabs_never_number_alike(take, hub):
    codes = []
    for persona in ("reception", "community"):
        context = take(persona)
        ready(opened(context, hub))
        context.set_offline(True)
        tabs = [opened(context, hub), opened(context, hub)]
        for tab in tabs:
            numbered(tab, "15")
        tabs[0].reload()
        lines = tabs[0].locator("[data-desk-receipts] bdi")
        expect(lines).to_have_count(2)
        codes += lines.all_inner_texts()
        context.set_offline(False)
        tabs[1].close()
        expect(tabs[0].locator("[data-desk=live]")).to_have_count(1, timeout=40_000)
        all_sent(tabs[0])
    assert len(set(codes)) == 4
    numbers = {code.split("/")[1] for code in codes}
    assert len(numbers) == 2
    assert all(number.isdecimal() for number in numbers)
    entered = [f"{day}/{device}/{number:03d}" for device, number, _amount, day in receipts(hub)]
    assert set(codes) <= set(entered)
    assert len(set(entered)) == len(entered)


def test_a_receipt_of_one_tab_shows_in_the_other_at_once(take, hub):
    context = take("reception")
    ready(opened(context, hub))
    context.set_offline(True)
    one, other = opened(context, hub), opened(context, hub)
    numbered(one, "15")
    lines = other.locator("[data-desk-receipts] bdi")
    expect(lines).to_have_count(1)
    assert lines.inner_text() == one.locator("[data-desk-receipts] bdi").inner_text()


def printed_at(hub: Hub) -> list[str]:
    """The receipts the hub has, as they are printed."""
    return [f"{day}/{device}/{number:03d}" for device, number, _amount, day in receipts(hub)]


def test_a_receipt_survives_a_cut_of_power_the_moment_it_is_shown(chromium, hub, tmp_path):
    cookies = {"sessionid": hub.sessions["director"], "django_language": "fr"}

    def start() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=CHROMIUM, args=FLAGS
        )
        context.add_cookies(
            [{"name": n, "value": v, "url": hub.address} for n, v in cookies.items()]
        )
        return context

    context = start()
    ready(opened(context, hub))
    context.set_offline(True)
    page = opened(context, hub)
    numbered(page, "75")
    code = page.locator("[data-desk-receipts] bdi").inner_text()
    kill_browser(tmp_path)
    context = start()
    page = opened(context, hub)
    # What the cut took from the page comes back from the disk first: nothing waits before that.
    for _quarter_second in range(160):
        if code in printed_at(hub):
            break
        page.wait_for_timeout(250)
    assert printed_at(hub).count(code) == 1
    all_sent(page)
    assert printed_at(hub).count(code) == 1
    context.close()


def test_a_receipt_keeps_the_day_printed_on_it_when_the_clock_is_set_right(take, hub):
    context = take("reception")
    ready(opened(context, hub))
    context.set_offline(True)
    page = context.new_page()
    page.clock.install()
    page.goto(hub.address + DESK)
    numbered(page, "33")
    code = page.locator("[data-desk-receipts] bdi").inner_text()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.add_init_script(
        "const now = Date.now; Date.now = () => now() + 3 * 24 * 3600e3;"  # three days on
    )
    page.goto(hub.address + DESK)
    all_sent(page)
    entered = [f"{day}/{device}/{number:03d}" for device, number, _amount, day in receipts(hub)]
    assert code in entered


def test_money_the_hub_refuses_stays_until_somebody_says_it_is_written(take, hub):
    context = take("reception")
    ready(opened(context, hub))
    context.set_offline(True)
    page = opened(context, hub)
    numbered(page, "48")
    page.evaluate(
        """() => { for (const place of Object.keys(localStorage)) {
        if (!place.startsWith("desk|")) continue;
        const entry = JSON.parse(localStorage[place]);
        entry.person = crypto.randomUUID();  // erased meanwhile
        localStorage[place] = JSON.stringify(entry); } }"""
    )
    context.set_offline(False)
    page.goto(hub.address + DESK)
    stuck = page.locator("[data-desk-stuck] li")
    expect(stuck).to_contain_text("48,000")
    expect(stuck).to_contain_text("connue ici")
    page.reload()
    expect(stuck).to_have_count(1)
    page.goto(hub.address + "/account/sign-out/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/fr/")
    assert "cash" in kept_at_desk(page)
    context.add_cookies(
        [{"name": "sessionid", "value": hub.sessions["community"], "url": hub.address}]
    )
    page.goto(hub.address + DESK)
    stuck.get_by_role("button").click()
    expect(page.locator("[data-desk-bar]")).to_be_hidden()
    page.reload()
    expect(stuck).to_have_count(0)
    assert kept_at_desk(page) == "[]"
