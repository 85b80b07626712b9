"""The field of the desk: two letters and Enter, a slip taken back, a card, a name nobody has."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, all_sent, came, marks, opened, ready, type_name

pytestmark = pytest.mark.browser


def test_two_letters_and_enter_check_in_and_the_desk_says_ahla(take, hub):
    page = opened(take("reception"), hub)
    type_name(page, "oum")
    expect(page.locator("[data-desk-said]")).to_contain_text("Ahla, \u2068Oumaïma")
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Oumaïma")
    all_sent(page)
    assert came(hub, "Oumaïma") == ["in"]


def test_whoever_is_expected_goes_first_however_fast_the_network_answers(take, hub):
    page = opened(take("reception"), hub)
    row = page.locator("[data-desk-list=expected] > li").first
    name, key = row.locator("strong").inner_text().strip(), row.get_attribute("data-desk-who")
    page.locator("#q").press_sequentially(name[:2])
    page.wait_for_timeout(1500)  # others who are called so have come
    first = page.locator("li.first")
    expect(first).to_have_count(1)
    assert first.get_attribute("data-desk-who") == key
    order = page.locator("[data-desk-list=expected], [data-desk-found]")
    assert order.first.get_attribute("data-desk-list") == "expected"


def test_who_was_found_for_other_letters_is_not_checked_in(take, hub):
    page = opened(take("reception"), hub)
    page.locator("#q").press_sequentially("yass")
    expect(page.locator("[data-desk-found]")).to_contain_text("Yassine")
    page.locator("#q").fill("aïch")  # and Enter, before the hub has answered for these letters
    page.locator("#q").press("Enter")
    expect(page.locator("[data-desk-said]")).to_contain_text("Aïcha")
    all_sent(page)
    assert came(hub, "Aïcha") == ["in"]
    assert came(hub, "Yassine") == []


def test_a_wrong_name_is_taken_back_in_one_tap_also_without_network(take, hub):
    context = take("reception")
    page = opened(context, hub)
    row = page.locator("[data-desk-list=expected] > li").first
    key = row.get_attribute("data-desk-who")
    there = page.locator(f"[data-desk-list=expected] [data-desk-who='{key}']")
    inside = page.locator(f"[data-desk-list=in] [data-desk-who='{key}']")
    for is_cut in (False, True):
        context.set_offline(is_cut)
        there.locator("button").click()
        expect(inside).to_have_count(1)
        page.locator("[data-desk-back]").click()
        expect(inside).to_have_count(0)
        expect(there).to_have_count(1)
        expect(page.locator("[data-desk-said]")).to_be_hidden()
    context.set_offline(False)
    all_sent(page)
    page.reload()
    expect(there).to_have_count(1)
    assert [state for *_names, state, _device, _by in marks(hub)].count("back") == 2


def test_the_field_is_ready_for_the_next_name(take, hub):
    page = opened(take("reception"), hub)
    page.locator("[data-desk-list=expected] button").last.click()
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("")
    page.locator("[data-desk-back]").click()


def test_a_finger_brings_no_keyboard_up(take, hub):
    page = opened(take("reception", has_touch=True), hub)
    page.locator("#q").blur()
    page.locator("[data-desk-list=expected] button").last.tap()
    expect(page.locator("[data-desk-said]")).to_be_visible()
    expect(page.locator("#q")).not_to_be_focused()
    page.locator("[data-desk-back]").tap()
    all_sent(page)


@pytest.mark.parametrize("is_cut", [False, True])
def test_a_name_nobody_has_is_a_visit_one_press_away(take, hub, is_cut):
    context = take("reception")
    page = opened(context, hub)
    context.set_offline(is_cut)
    name = "Zoubeïr" if is_cut else "Zakaria"
    type_name(page, name)
    expect(page.locator("#first_name")).to_have_value(name)
    said = page.locator("[data-desk-when=nobody]" if is_cut else "[data-desk-found] p")
    expect(said).to_contain_text("Une visite")
    page.get_by_role("button", name="Noter la visite").click()
    expect(page.locator("[data-desk-list=in]")).to_contain_text(name)
    context.set_offline(False)
    all_sent(page)
    assert came(hub, name) == ["in"]


def test_arabic_names_are_found_in_either_script(take, hub):
    context = take("reception")
    page = opened(context, hub)
    type_name(page, "نعيمه")
    expect(page.locator("[data-desk-said]")).to_contain_text("Naïma")
    page.locator("[data-desk-back]").click()
    all_sent(page)
    ready(page)
    hub_page = page.url
    context.set_offline(True)
    page.goto(hub_page)
    page.locator("#q").fill("أُميمه")
    rows = page.locator("[data-desk-list] > li:visible")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Oumaïma")


CAMERA = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return [{ rawValue: "ADDRESS" }]; }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


def test_a_card_is_read_by_the_camera_where_the_browser_can(take, hub):
    context = take("reception")
    plain = opened(context, hub)
    expect(plain.locator("[data-desk-scan]")).to_be_hidden()
    plain.close()
    context.add_init_script(CAMERA.replace("ADDRESS", hub.address + hub.stories["her page"]))
    page = opened(context, hub)
    before = came(hub, "Naïma").count("in")
    page.locator("[data-desk-open]").click()
    expect(page.get_by_role("status").filter(has_text="Ahla")).to_contain_text("Naïma")
    assert came(hub, "Naïma").count("in") == before + 1
    page.locator("[data-desk-slip] button").click()
    expect(page.get_by_role("status").filter(has_text="Annulé")).to_be_visible()


def test_a_camera_that_stays_closed_is_said(take, hub):
    context = take("reception")
    context.add_init_script(
        CAMERA + "navigator.mediaDevices.getUserMedia = async () => { throw new Error() };"
    )
    page = opened(context, hub)
    page.locator("[data-desk-open]").click()
    expect(page.locator("[data-desk-shut]")).to_be_visible()
    expect(page.locator("#q")).to_be_focused()


def test_the_phone_of_the_desk_opens_a_card_and_enter_checks_in(take, hub):
    page = opened(take("community"), hub, hub.stories["her page"])
    expect(page.get_by_role("heading")).to_contain_text("Naïma")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{DESK}*")
    expect(page.get_by_role("status").filter(has_text="Ahla")).to_contain_text("Naïma")
