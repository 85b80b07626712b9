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
    """The addresses this phone keeps, whatever the cache; without the page that says there is no
    network (`spare`)."""
    return page.evaluate(
        """async () => { const found = [];
        for (const name of await caches.keys()) {
          if (name === "elspace-offline-1") continue;
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


def says_no_network(page: Page, *, has_pack: bool) -> None:
    """Our own page, without a name, in three languages; the day pack where it is kept."""
    for words in ("Pas de réseau", "No network", "لا شبكة"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.get_by_text("Oumaïma Chebbi")).to_have_count(0)
    pack = page.get_by_role("link", name="Feuille de secours")
    expect(pack).to_be_visible() if has_pack else expect(pack).to_be_hidden()


def test_other_pages_say_that_there_is_no_network_and_try_again(take, hub):
    context = take("reception")
    page = open_today(context, hub)
    keeps(page)
    page.goto(hub.address + "/people/")
    context.set_offline(True)
    answer = page.goto(hub.address + "/people/?q=Ouma")
    assert answer.status == 503
    says_no_network(page, has_pack=True)
    assert page.url.endswith("/people/?q=Ouma")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # its style is there
    page.get_by_role("link", name="Feuille de secours").click()
    expect(page.get_by_text("Oumaïma Chebbi").first).to_be_visible()
    page.goto(hub.address + "/people/?q=Ouma")
    context.set_offline(False)
    page.get_by_role("link", name="Réessayer").click()
    expect(page.get_by_role("searchbox")).to_have_value("Ouma")


def test_the_page_without_network_holds_nothing_of_who_is_signed_in(take, hub):
    page = open_today(take("director"), hub)
    keeps(page)
    spare = page.evaluate(
        """async () => { const one = await caches.open("elspace-offline-1"); const found = {};
        for (const key of await one.keys())
          found[new URL(key.url).pathname] = await (await one.match(key)).text();
        return found }"""
    )
    assert all(path == "/offline/" or path.startswith("/static/core/") for path in spare)
    assert "csrf" not in spare["/offline/"]
    assert sum(len(text) for text in spare.values()) < 50_000


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
    page.goto(hub.address + "/day-pack/")
    says_no_network(page, has_pack=False)
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
    page.goto(hub.address + "/day-pack/")
    says_no_network(page, has_pack=False)


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
