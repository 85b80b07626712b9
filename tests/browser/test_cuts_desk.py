"""The network goes while people arrive at the desk: nobody is lost, nobody counts twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import (
    DESK,
    all_sent,
    came,
    kept_at_desk,
    lose,
    marks,
    on_shelf,
    opened,
    ready,
    type_name,
    visit,
    waits,
)

pytestmark = pytest.mark.browser


def test_the_open_page_goes_on_without_network_and_merges_once(take, hub):
    context = take("reception")
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
    context = take("reception")
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
    page = opened(take("reception"), hub)

    page.route("**/reception/merge/", lose)
    visit(page, "Sihem")
    waits(page, 1)
    assert came(hub, "Sihem") == ["in"]
    page.unroute("**/reception/merge/")
    page.locator("[data-desk-retry]").click()
    all_sent(page)
    assert came(hub, "Sihem") == ["in"]


def test_two_desks_without_network_merge_by_themselves(take, hub):
    one, two = take("reception"), take("community")
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
        context = take("reception")
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
    page = opened(take("reception"), hub)
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


def test_without_https_the_page_says_that_it_does_not_open_again(take, hub):
    context = take("reception")
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = opened(context, hub)
    expect(page.locator("[data-desk-when=cannot]")).to_be_visible()
    assert on_shelf(page) == []


def test_the_list_for_an_evacuation_is_one_tap_away_without_network(take, hub):
    context = take("reception")
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    visit(page, "Habiba")
    page.get_by_role("link", name="Liste d’évacuation").click()
    expect(page.locator("[data-desk=kept]")).to_be_visible()
    expect(page.get_by_role("heading", name="Qui est dans le bâtiment")).to_be_visible()
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Habiba")
    expect(page.locator("[data-desk-list=expected]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-desk-list=in] .on-paper").first).to_be_visible()
    expect(page.locator("[data-desk-list=in] button").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Revenir à l’accueil").click()
    expect(page.locator("[data-desk-list=expected]")).to_be_visible()
    context.set_offline(False)
    all_sent(page)


def test_a_device_closed_during_the_cut_says_so_and_loses_nothing(take, hub):
    context = take("reception")
    page = opened(context, hub)
    value = "closed-meanwhile"
    context.add_cookies([{"name": "hub_device", "value": value, "url": hub.address}])
    context.set_offline(True)
    visit(page, "Khaled")
    context.clear_cookies(name="sessionid")
    context.set_offline(False)
    expect(page.locator("[data-desk-when=again]")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-desk-when=again]")).to_contain_text("rien n’est perdu")
    waits(page, 1)
    assert came(hub, "Khaled") == []
