"""What a device keeps belongs to one person, and leaves it when they sign out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cuts import QUICK, bar, kept, opened, retry, save, says_kept, type_line

pytestmark = pytest.mark.browser


def test_kept_lines_are_offered_to_the_same_person_only(take, hub):
    context = take("programme")
    page = opened(context, hub, QUICK)
    context.set_offline(True)
    type_line(page, 0, "Apprendre le crochet")
    save(page)
    says_kept(page)
    context.clear_cookies(name="sessionid")  # the session is over meanwhile
    context.set_offline(False)
    expect(bar(page)).to_contain_text("Se connecter de nouveau", use_inner_text=True)
    assert hub.needs("Apprendre le crochet") == 0
    bar(page).get_by_role("link", name="Se connecter de nouveau").click()
    assert page.url.endswith("/account/sign-in/?next=/needs/quick/")

    def as_(persona: str) -> Page:
        value = hub.sessions[persona]
        context.add_cookies([{"name": "sessionid", "value": value, "url": hub.address}])
        return opened(context, hub, QUICK)

    other = as_("community")
    expect(bar(other)).to_have_count(0)
    expect(other.locator("input[name^=words-]").first).to_have_value("")
    other.goto(hub.address + "/today/")
    expect(other.locator("[data-kept-elsewhere]")).to_be_hidden()
    own = as_("programme")
    says_kept(own)
    own.goto(hub.address + "/today/")
    own.locator("[data-kept-elsewhere]").get_by_role("link", name="Saisie rapide").click()
    retry(own)
    expect(own.locator(".message.leaf")).to_contain_text("1 besoin")
    assert hub.needs("Apprendre le crochet") == 1


def test_a_page_older_than_the_sign_in_sends_with_a_fresh_token(take, hub):
    context = take("programme")
    page = opened(context, hub, QUICK)
    type_line(page, 0, "Broder un logo")
    context.clear_cookies(name="csrftoken")  # signing in again gives another one
    opened(context, hub, "/needs/add/")
    save(page)
    expect(page.locator(".message.leaf")).to_contain_text("1 besoin")
    assert hub.needs("Broder un logo") == 1


def test_signing_out_takes_the_lines_off_the_device_and_says_so_before(take, hub):
    context = take("director")
    page = opened(context, hub, QUICK)
    type_line(page, 0, "Nommer une marque")
    page.goto(hub.address + "/account/sign-out/")
    expect(page.locator("[data-kept-unsent]")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/fr/")
    assert kept(page) == []
