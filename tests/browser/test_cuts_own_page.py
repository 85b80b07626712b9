"""A resident's own page by link, perhaps on a borrowed phone, when the network goes."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cuts import QUICK, bar, kept, opened, retry, save, says_kept, type_line, words_on

pytestmark = pytest.mark.browser


def say(page: Page, words: str) -> None:
    page.locator("textarea[name=words]").fill(words)
    page.locator("label", has_text="sans cela mon projet s’arrête").first.click()
    page.get_by_role("button", name="Envoyer").click()


def test_a_need_waits_on_the_phone_and_leaves_it_when_sent(take, hub):
    context = take()
    page = opened(context, hub, hub.stories["her need"])
    page.locator("textarea[name=words]").fill("Un mot pas")
    assert kept(page) == []  # only what was to be sent
    context.set_offline(True)
    say(page, "Relire mon contrat de location")
    says_kept(page)
    token = hub.stories["her need"].split("/")[2]
    assert token not in words_on(page)
    page.close()
    context.set_offline(False)
    page = opened(context, hub, hub.stories["her need"])
    says_kept(page)
    expect(page.locator("textarea[name=words]")).to_have_value("Relire mon contrat de location")
    retry(page)
    page.wait_for_url("**/received/")
    assert hub.needs("Relire mon contrat de location") == 1
    assert kept(page) == []


def test_what_waits_is_dropped_after_twelve_hours(take, hub):
    context = take()
    page = opened(context, hub, hub.stories["her need"])
    context.set_offline(True)
    say(page, "Réparer mon métier à tisser")
    says_kept(page)
    page.close()
    context.set_offline(False)
    for later, is_there in ((timedelta(hours=11), True), (timedelta(hours=13), False)):
        page = context.new_page()
        page.clock.install(time=page.evaluate("Date.now()") / 1000 + later.total_seconds())
        page.goto(hub.address + "/account/sign-in/")  # any page with a form
        assert ("métier à tisser" in words_on(page)) is is_there
    assert hub.needs("Réparer mon métier à tisser") == 0


def test_confidential_words_are_never_kept(take, hub):
    context = take()
    page = opened(context, hub, hub.stories["her need"])
    page.locator("summary", has_text="Changer").first.click()
    page.locator("input[name=readers][value=few]").check(force=True)
    page.locator("select[name=referent]").select_option(index=1)
    context.set_offline(True)
    say(page, "Une dette envers mon associé")
    expect(bar(page)).to_contain_text("ne sont pas gardés", use_inner_text=True)
    assert "dette" not in words_on(page)
    expect(page.locator("textarea[name=words]")).to_have_value("Une dette envers mon associé")
    context.set_offline(False)
    page.wait_for_url("**/received/")
    assert hub.needs("Une dette envers mon associé") == 1
    assert "dette" not in words_on(page)


def test_the_public_form_keeps_for_this_tab_alone(take, hub):
    context = take()
    page = opened(context, hub, "/fr/need/")
    page.locator("input[name=first_name]").fill("Selma")
    context.set_offline(True)
    say(page, "Ouvrir un compte professionnel")
    says_kept(page)
    context.set_offline(False)
    other = opened(context, hub, "/fr/need/")
    expect(bar(other)).to_have_count(0)
    assert "compte professionnel" not in words_on(other)
    page.bring_to_front()
    page.wait_for_url(re.compile("/fr/need/.+"))
    assert hub.needs("Ouvrir un compte professionnel") == 1
    assert kept(page) == []


def test_an_invitation_is_answered_without_network(take, hub):
    context = take()
    page = opened(context, hub, hub.stories["her page"])
    context.set_offline(True)
    page.get_by_role("button", name="J’y serai").first.click()
    expect(bar(page)).to_contain_text("J’y serai", use_inner_text=True)
    says_kept(page)
    page.close()
    context.set_offline(False)
    page = opened(context, hub, hub.stories["her page"])
    retry(page)
    expect(page.get_by_text("Vous avez dit que vous viendrez")).to_be_visible()
    assert kept(page) == []


def test_slips_are_kept_but_for_those_who_want_to_talk_apart(take, hub):
    context = take("programme")
    page = opened(context, hub, hub.pages["needs:workshop-type fr"])
    apart = "select count(*) from needs_need where is_confidential"
    ((before,),) = hub.rows(apart)
    for n, words in enumerate(("Trouver un associé", "Une chose à taire")):
        page.locator("input[name^=words-]").nth(n).fill(words)
    page.locator("input[name^=apart-]").nth(1).check(force=True)
    assert "associé" in words_on(page)
    assert "taire" not in words_on(page)
    context.set_offline(True)
    page.get_by_role("button", name="Enregistrer toutes les fiches").click()
    says_kept(page)
    expect(bar(page)).to_contain_text("ne sont pas gardés", use_inner_text=True)
    assert "taire" not in words_on(page)
    context.set_offline(False)  # the page held it, and sends both
    expect(bar(page)).to_have_count(0)
    page.wait_for_load_state()
    assert hub.needs("Trouver un associé") == 1
    assert hub.rows(apart) == [(before + 1,)]  # of a talk apart no word is written down
    assert kept(page) == []


def test_a_page_reached_by_the_back_button_still_sends(take, hub):
    page = opened(take("programme"), hub, QUICK)
    type_line(page, 0, "Chercher un fournisseur")
    save(page)
    expect(page.locator(".message.leaf")).to_contain_text("1 besoin")
    page.goto(hub.address + "/needs/classify/")
    page.go_back()
    type_line(page, 1, "Chercher un second fournisseur")
    with page.expect_navigation():  # the page gone back to still shows the first answer
        save(page)
    expect(page.locator(".message.leaf")).to_contain_text("besoin")
    assert hub.needs("Chercher un second fournisseur") == 1
    assert hub.needs("Chercher un fournisseur") == 1
