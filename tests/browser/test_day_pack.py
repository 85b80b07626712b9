"""The day pack on a real phone: kept, read without network, dropped when old or signed out."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cuts import Hub, phone

pytestmark = pytest.mark.browser

SHELF = "elspace-day-pack-1"


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[Hub]:
    served = Hub(tmp_path_factory.mktemp("pack"))
    yield served
    served.stop()


@pytest.fixture
def take(chromium, hub) -> Iterator[Callable[..., BrowserContext]]:
    taken = []

    def one(persona: str, **options: object) -> BrowserContext:
        taken.append(phone(chromium, hub, persona, **options))
        return taken[-1]

    yield one
    for context in taken:
        context.close()


def open_today(context: BrowserContext, hub: Hub) -> Page:
    page = context.new_page()
    page.goto(hub.address + "/today/")
    return page


def keeps(page: Page) -> None:
    expect(page.locator("[data-pack-when=kept]")).to_be_visible(timeout=20_000)


def on_shelf(page: Page) -> list[str]:
    """The addresses this phone keeps, whatever the cache."""
    return page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys()) {
          const keys = await (await caches.open(name)).keys();
          found.push(...keys.map((one) => new URL(one.url).pathname)); }
        return found.sort() }"""
    )


def test_a_team_phone_keeps_the_pack_and_nothing_else(take, hub):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    for path in ("/people/", "/needs/", "/fr/"):
        page.goto(hub.address + path)
    shelf = on_shelf(page)
    assert "/day-pack/" in shelf
    assert all(path == "/day-pack/" or path.startswith("/static/") for path in shelf)
    size = page.evaluate(
        """async (shelf) => { let size = 0; const one = await caches.open(shelf);
        for (const key of await one.keys()) size += (await (await one.match(key)).blob()).size;
        return size }""",
        SHELF,
    )
    assert 0 < size <= 150_000


def test_it_is_read_without_network_and_without_hub(take, hub):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    context.set_offline(True)
    page.goto(hub.address + "/day-pack/")
    expect(page.get_by_text("Oumaïma Chebbi").first).to_be_visible()
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # its style is there
    context.set_offline(False)
    hub.stop()
    page.goto(hub.address + "/today/")
    expect(page.get_by_text("Oumaïma Chebbi").first).to_be_visible()
    hub.start()
    page.goto(hub.address + "/day-pack/")  # the fresh one
    expect(page.get_by_text("Pas de réseau")).to_be_hidden()


def test_other_pages_are_not_kept(take, hub):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    page.goto(hub.address + "/people/")
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(hub.address + "/people/")


@pytest.mark.parametrize(("later", "is_there"), [(47, True), (49, False)])
def test_it_is_dropped_at_its_first_opening_after_two_days(take, hub, later, is_there):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    now = page.evaluate("Date.now()") / 1000
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.clock.install(time=now + timedelta(hours=later).total_seconds())
    page.goto(hub.address + "/day-pack/")
    if is_there:
        expect(page.get_by_text("Oumaïma Chebbi").first).to_be_visible()
    else:
        expect(page.get_by_text("La copie de ce téléphone est effacée")).to_be_visible()
        expect(page.get_by_text("Oumaïma Chebbi")).to_have_count(0)
        assert on_shelf(page) == []


def test_the_worker_drops_an_old_pack_by_itself(take, hub):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    page.evaluate(
        """async (shelf) => { const one = await caches.open(shelf);
        const answer = await one.match("/day-pack/"); const headers = new Headers(answer.headers);
        headers.set("X-Kept-At", String(Date.now() - 49 * 3600e3));
        await one.put("/day-pack/", new Response(await answer.text(), { headers })) }""",
        SHELF,
    )
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(hub.address + "/day-pack/")
    context.set_offline(False)
    page.goto(hub.address + "/people/")
    assert on_shelf(page) == []


def test_signing_out_clears_it(take, hub):
    context = take("community")
    page = open_today(context, hub)
    keeps(page)
    page.goto(hub.address + "/account/sign-out/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(re.compile("/fr/$"))
    assert on_shelf(page) == []
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(hub.address + "/day-pack/")


def test_it_is_erased_by_hand(take, hub):
    page = open_today(take("programme"), hub)
    keeps(page)
    page.get_by_role("button", name="L’effacer de ce téléphone").click()
    expect(page.get_by_text("La copie de ce téléphone est effacée")).to_be_visible()
    assert on_shelf(page) == []


def test_before_a_quarter_past_eight_nothing_is_kept(take, hub):
    context = take("director")
    page = context.new_page()
    page.route(
        "**/today/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-pack="keep"', 'data-pack="later"'),
        ),
    )
    page.goto(hub.address + "/today/")
    expect(page.locator("[data-pack-when=later]")).to_be_visible(timeout=20_000)
    assert on_shelf(page) == []
