"""The network goes while people arrive at the desk: nobody is lost, nobody counts twice."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cuts import Hub, phone

pytestmark = pytest.mark.browser

DESK = "/reception/"
WAITS = re.compile(r"En attente sur cet appareil\s*:\s*(\d+)")


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[Hub]:
    served = Hub(tmp_path_factory.mktemp("desk"))
    yield served
    served.stop()


@pytest.fixture
def take(chromium, hub) -> Iterator[Callable[..., BrowserContext]]:
    taken = []

    def one(persona: str = "reception", **options: object) -> BrowserContext:
        taken.append(phone(chromium, hub, persona, **options))
        return taken[-1]

    yield one
    for context in taken:
        context.close()


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
    """Nothing waits on this device any more, and the page says so."""
    for _quarter_second in range(160):
        if kept_at_desk(page) == "[]":
            break
        page.wait_for_timeout(250)
    assert kept_at_desk(page) == "[]"
    expect(page.locator("[data-desk-bar]")).to_be_hidden(timeout=30_000)


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


def test_two_letters_and_enter_check_in_and_the_desk_says_ahla(take, hub):
    page = opened(take(), hub)
    type_name(page, "oum")
    expect(page.locator("[data-desk-said]")).to_contain_text("Ahla, \u2068Oumaïma")
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Oumaïma")
    all_sent(page)
    assert came(hub, "Oumaïma") == ["in"]


def test_the_open_page_goes_on_without_network_and_merges_once(take, hub):
    context = take()
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    page.locator("[data-desk-list=expected] button").first.click()
    waits(page, 1)
    visit(page, "Hatem")
    waits(page, 2)
    visit(page, "")
    waits(page, 3)
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Hatem")
    assert came(hub, "Hatem") == []
    before = len(marks(hub))
    context.set_offline(False)  # merged by itself
    all_sent(page)
    assert came(hub, "Hatem") == ["in"]
    assert len(marks(hub)) == before + 3
    assert kept_at_desk(page) == "[]"


def test_the_kept_page_opens_without_hub_and_everything_arrives(take, hub):
    context = take()
    page = opened(context, hub)
    ready(page)
    hub.stop()
    page.goto(hub.address + DESK)
    expect(page.get_by_text("continuer comme d’habitude")).to_be_visible()
    name = page.locator("[data-desk-list=expected] li strong").first.inner_text().strip()
    type_name(page, name)
    expect(page.locator("[data-desk-list=in]")).to_contain_text(name)
    visit(page, "Nejla")
    page.locator("[data-desk-tick] label").first.click()
    waits(page, 3)
    page.reload()  # closed and opened again: it is all there
    waits(page, 3)
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Nejla")
    hub.start()
    page.wait_for_url(hub.address + DESK)
    expect(page.locator("[data-desk=live]")).to_have_count(1, timeout=40_000)
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Nejla")
    assert came(hub, "Nejla") == ["in"]
    assert hub.rows("select count(*) from agenda_attendancemark")[0][0] >= 1


def test_an_answer_lost_on_the_way_makes_no_double(take, hub):
    page = opened(take(), hub)

    def lose(route) -> None:
        if route.request.method == "POST":
            route.fetch()  # the hub has it
            route.abort()  # the desk does not know
        else:
            route.continue_()

    page.route("**/reception/merge/", lose)
    visit(page, "Sihem")
    waits(page, 1)
    assert came(hub, "Sihem") == ["in"]
    page.unroute("**/reception/merge/")
    page.locator("[data-desk-retry]").click()
    all_sent(page)
    assert came(hub, "Sihem") == ["in"]


def test_two_desks_without_network_merge_by_themselves(take, hub):
    one, two = take(), take("community")
    first, second = opened(one, hub), opened(two, hub)
    one.set_offline(True)
    two.set_offline(True)
    visit(first, "Rafika")
    visit(second, "Lamjed")
    waits(first, 1)
    waits(second, 1)
    one.set_offline(False)
    two.set_offline(False)
    for page in (first, second):
        all_sent(page)
    assert came(hub, "Rafika") == came(hub, "Lamjed") == ["in"]


def test_a_device_of_the_hub_merges_without_a_session_and_another_browser_does_not(take, hub):
    for is_device in (True, False):
        name = "Mahdi" if is_device else "Faten"
        context = take()
        page = opened(context, hub)
        if is_device:
            value = hub.stories["device"]
            context.add_cookies([{"name": "hub_device", "value": value, "url": hub.address}])
        context.set_offline(True)
        visit(page, name)
        waits(page, 1)
        context.clear_cookies(name="sessionid")
        context.set_offline(False)
        if is_device:
            all_sent(page)
            (mark,) = [one for one in marks(hub) if one[1] == name]
            assert mark[3] is not None
            assert mark[4] is None
        else:
            expect(page.locator("[data-desk-when=again]")).to_be_visible(timeout=30_000)
            assert came(hub, name) == []
            value = hub.sessions["reception"]
            context.add_cookies([{"name": "sessionid", "value": value, "url": hub.address}])
            page.goto(hub.address + DESK)
            expect(page.locator("[data-desk-list=in]")).to_contain_text(name, timeout=30_000)
            all_sent(page)
            assert came(hub, name) == ["in"]


def test_the_device_holds_first_names_and_no_more(take, hub):
    page = opened(take(), hub)
    ready(page)
    shelf = on_shelf(page)
    assert [path for path in shelf if not path.startswith("/static/")] == ["/reception/kept/"]
    text = page.evaluate(
        """async () => { for (const name of await caches.keys()) {
        const found = await caches.match("/reception/kept/", { cacheName: name });
        if (found) return found.text(); } }"""
    )
    assert "Oumaïma" in text
    for more in ("Chebbi", "+216", "tel:", "mailto:", "@"):
        assert more not in text, more


def test_at_closing_the_first_names_leave_the_device(take, hub):
    context = take()
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
    expect(later.get_by_text("sont effacés de cet appareil")).to_be_visible()
    expect(later.locator("[data-desk-list]")).to_have_count(0)
    assert "Aroussi" not in kept_at_desk(later)
    assert on_shelf(later) == []


def receipts(hub: Hub) -> list[tuple]:
    return hub.rows(
        "select device, receipt_number, amount from billing_payment where device <> '' order by id"
    )


def test_cash_is_numbered_on_the_device_and_entered_once(take, hub):
    context = take()
    ready(opened(context, hub))
    context.set_offline(True)
    page = opened(context, hub)
    for amount in ("120,500", "60"):
        page.locator("#payer").select_option(index=1)
        page.locator("#amount").fill(amount)
        page.get_by_role("button", name="Numéroter le reçu").click()
    waits(page, 2)
    lines = page.locator("[data-desk-receipts] li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("/001")
    expect(lines.last).to_contain_text("/002")
    page.reload()
    expect(lines).to_have_count(2)
    assert receipts(hub) == []

    def lose(route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/reception/merge/", lose)
    context.set_offline(False)
    for _half_second in range(60):
        if len(receipts(hub)) == 2:
            break
        page.wait_for_timeout(500)
    page.unroute("**/reception/merge/")
    expect(page.locator("[data-desk=live]")).to_have_count(1, timeout=40_000)
    rows = receipts(hub)
    assert [number for _device, number, _amount in rows] == [1, 2]
    assert len({device for device, _number, _amount in rows}) == 1
    assert [float(amount) for _device, _number, amount in rows] == [120.5, 60.0]
    assert kept_at_desk(page) == "[]"


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


def test_without_https_the_page_says_that_it_does_not_open_again(take, hub):
    context = take()
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = opened(context, hub)
    expect(page.locator("[data-desk-when=cannot]")).to_be_visible()
    assert on_shelf(page) == []
