"""Power and network go in the middle: nothing typed is lost, nothing arrives twice."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.cuts import Hub, kept, phone, words_on
from tests.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser

SAID = re.compile(r"Gardé sur ce téléphone\s*—\s*Réessayer")
QUICK = "/needs/quick/"


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[Hub]:
    served = Hub(tmp_path_factory.mktemp("cut"))
    yield served
    served.stop()


@pytest.fixture
def take(chromium, hub) -> Iterator[Callable[..., BrowserContext]]:
    """`take("reception")`: a phone in that persona's hand."""
    taken = []

    def one(persona: str = "", **options: object) -> BrowserContext:
        taken.append(phone(chromium, hub, persona, **options))
        return taken[-1]

    yield one
    for context in taken:
        context.close()


def opened(context: BrowserContext, hub: Hub, path: str) -> Page:
    page = context.new_page()
    page.goto(hub.address + path)
    return page


def bar(page: Page) -> Locator:
    return page.locator("[data-kept]:visible")


def says_kept(page: Page) -> None:
    expect(bar(page)).to_contain_text(SAID, use_inner_text=True)


def retry(page: Page) -> None:
    bar(page).get_by_role("button", name="Réessayer").click()


def type_line(page: Page, n: int, words: str, name: str = "Wassim Gharbi") -> None:
    page.locator("input[name^=name-]").nth(n).fill(name)
    page.locator("input[name^=words-]").nth(n).fill(words)


def typed_on(page: Page) -> list[str]:
    words = "all => all.map((one) => one.value).filter(Boolean)"
    return page.locator("input[name^=words-]").evaluate_all(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer toutes les lignes").click()


# --- quick entry: many rows, kept at every letter ---


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


def kill_browser(home: Path) -> None:
    """Its first process, the one that holds the folder: as when the battery is out."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={home}".encode() in command and not any(
            part.startswith(b"--type=") for part in command
        ):
            os.kill(int(folder.name), signal.SIGKILL)


# --- whose it is ---


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


# --- roll call: marks are only added, the last one said wins ---


def marks(hub: Hub) -> list[tuple]:
    return hub.rows(
        """select p.first_name, m.walk_in, m.presence, m.device from agenda_attendancemark m
        left join people_person p on p.id = m.person_id order by m.at, m.id"""
    )


def say_here(page: Page, name: str, answer: str) -> None:
    row = page.locator("li[data-kept-row]", has_text=name)
    row.locator(f"[type=radio][value={answer}]").check(force=True)


def test_two_phones_call_the_roll_and_the_last_word_counts(take, hub):
    path = hub.stories["roll call"]
    one, two = take("reception"), take("community")
    first, second = opened(one, hub, path), opened(two, hub, path)
    one.set_offline(True)
    say_here(first, "Oumaïma", "absent")
    first.get_by_role("button", name="Enregistrer et continuer").click()
    says_kept(first)
    first.wait_for_timeout(1200)
    say_here(second, "Oumaïma", "present")  # she came in late; said after, on the other phone
    second.get_by_role("button", name="Enregistrer et continuer").click()
    second.wait_for_load_state()
    one.set_offline(False)  # the older mark arrives last
    expect(bar(first)).to_have_count(0)
    hers = first.locator("li[data-kept-row]", has_text="Oumaïma")
    expect(hers.locator("[type=radio][value=present]")).to_be_checked()
    said = marks(hub)
    assert [(name, presence) for name, _walk_in, presence, _device in said] == [
        ("Oumaïma", "absent"),
        ("Oumaïma", "present"),
    ]
    assert len({device for *_rest, device in said}) == 2
    assert all(device for *_rest, device in said)


def test_those_who_came_unexpected_are_all_kept(take, hub):
    before = len(marks(hub))
    context = take("reception")
    page = opened(context, hub, hub.stories["roll call"])
    context.set_offline(True)
    for name in ("Ali", "", "Zohra"):
        row = page.locator("[data-kept-rows] [data-kept-row]").last
        row.locator("input[type=text]").fill(name)
        row.get_by_role("button", name="Ajouter").click()
        says_kept(page)
    page.close()
    context.set_offline(False)
    page = opened(context, hub, hub.stories["roll call"])
    says_kept(page)
    retry(page)
    expect(bar(page)).to_have_count(0)
    assert sorted(walk_in for _name, walk_in, *_rest in marks(hub)[before:]) == ["", "Ali", "Zohra"]
    assert kept(page) == []


# --- a resident's own page, by link, perhaps on a borrowed phone ---


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
    save(page)
    expect(page.locator(".message.leaf")).to_contain_text("besoin")
    page.wait_for_load_state()
    assert hub.needs("Chercher un second fournisseur") == 1
    assert hub.needs("Chercher un fournisseur") == 1
