"""Many needs typed at once, kept at every letter: nothing typed is lost, nothing arrives twice."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.cuts import (
    QUICK,
    bar,
    kept,
    kill_browser,
    opened,
    retry,
    save,
    says_kept,
    type_line,
    typed_on,
    words_on,
)
from tests.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser


def test_lines_wait_for_the_network_and_arrive_once(take, hub):
    context = take("programme")
    page = opened(context, hub, QUICK)
    type_line(page, 0, "Vendre sans boutique")
    type_line(page, 1, "Tenir une caisse")
    context.set_offline(True)
    save(page)
    says_kept(page)
    assert hub.needs("Vendre sans boutique") == 0
    context.set_offline(False)  # sent by itself
    expect(page.locator(".message.leaf")).to_contain_text("2 besoins")
    assert (hub.needs("Vendre sans boutique"), hub.needs("Tenir une caisse")) == (1, 1)
    assert kept(page) == []


def test_a_stopped_hub_comes_back_and_retrying_twice_counts_once(take, hub):
    page = opened(take("programme"), hub, QUICK)
    type_line(page, 0, "Écrire un devis")
    hub.stop()
    save(page)
    says_kept(page)
    retry(page)
    says_kept(page)
    hub.start()
    page.evaluate(
        """() => { const button = document.querySelector("[data-kept-retry]");
        button.click(); button.click(); }"""
    )
    expect(page.locator(".message.leaf")).to_contain_text("1 besoin")
    assert hub.needs("Écrire un devis") == 1


def test_an_answer_that_was_lost_on_the_way_makes_no_double(take, hub):
    page = opened(take("programme"), hub, QUICK)
    type_line(page, 0, "Lire un bilan")

    def lose(route) -> None:
        if route.request.method == "POST":
            route.fetch()  # the hub has it
            route.abort()  # the phone does not know
        else:
            route.continue_()

    page.route("**/needs/quick/", lose)
    save(page)
    says_kept(page)
    assert hub.needs("Lire un bilan") == 1
    page.unroute("**/needs/quick/")
    page.reload()
    says_kept(page)
    expect(page.locator("input[name^=words-]").first).to_have_value("Lire un bilan")
    retry(page)
    expect(bar(page)).to_have_count(0)
    page.wait_for_load_state()
    assert hub.needs("Lire un bilan") == 1
    assert kept(page) == []


def test_a_double_click_counts_once(take, hub):
    page = opened(take("programme"), hub, QUICK)
    type_line(page, 0, "Choisir un nom")
    page.get_by_role("button", name="Enregistrer toutes les lignes").dblclick()
    expect(page.locator(".message.leaf")).to_contain_text("1 besoin")
    assert hub.needs("Choisir un nom") == 1


def test_two_tabs_keep_both_their_lines(take, hub):
    context = take("programme")
    one, two = opened(context, hub, QUICK), opened(context, hub, QUICK)
    type_line(one, 0, "Photographier un tapis")
    type_line(two, 0, "Emballer une poterie")
    one.close()
    two.close()
    page = opened(context, hub, QUICK)
    says_kept(page)
    assert typed_on(page) == ["Photographier un tapis", "Emballer une poterie"]
    other = opened(context, hub, QUICK)  # both tabs now hold both lines
    save(page)
    expect(page.locator(".message.leaf")).to_contain_text("2 besoins")
    expect(bar(other)).to_have_count(0)
    assert typed_on(other) == []
    assert hub.needs("Photographier un tapis") == hub.needs("Emballer une poterie") == 1


def test_lines_at_fault_stay_and_the_others_are_forgotten(take, hub):
    page = opened(take("programme"), hub, QUICK)
    type_line(page, 0, "Trouver un local")
    type_line(page, 1, "Fixer un prix", name="Inconnue Jamais-Vue")
    save(page)
    expect(page.locator("fieldset.line.wrong")).to_have_count(1)
    assert hub.needs("Trouver un local") == 1
    assert [dict(entry["fields"]).get("key") is not None for entry in kept(page)] == [True]
    assert "Fixer un prix" in words_on(page)
    assert "Trouver un local" not in words_on(page)
    expect(bar(page)).to_have_count(0)
    page.get_by_label("quelqu’un de nouveau").check()
    save(page)
    expect(page.locator("fieldset.line.wrong")).to_have_count(0)
    page.wait_for_load_state()
    assert hub.needs("Fixer un prix") == 1
    assert kept(page) == []


def test_a_killed_browser_gives_the_lines_back(chromium, hub, tmp_path):
    cookies = [{"name": "sessionid", "value": hub.sessions["programme"], "url": hub.address}]

    def start() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=CHROMIUM, args=FLAGS, locale="fr-TN"
        )
        context.add_cookies(cookies)
        return context

    context = start()
    page = opened(context, hub, QUICK)
    type_line(page, 0, "Peindre une enseigne")
    shelf = tmp_path / "Default" / "Local Storage" / "leveldb"
    for _half_second in range(60):
        if any(b"Peindre une enseigne" in file.read_bytes() for file in shelf.glob("*.log")):
            break
        page.wait_for_timeout(500)
    kill_browser(tmp_path)
    context = start()
    page = opened(context, hub, QUICK)
    says_kept(page)
    expect(page.locator("input[name^=words-]").first).to_have_value("Peindre une enseigne")
    save(page)
    expect(page.locator(".message.leaf")).to_contain_text("1 besoin")
    assert hub.needs("Peindre une enseigne") == 1
    context.close()
