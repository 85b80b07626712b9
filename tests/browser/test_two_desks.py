"""Two desks at once, a nervous finger, a button pressed back: the day stays as it was."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cuts import Hub
from tests.browser.desk import (
    DESK,
    all_sent,
    came,
    kept_at_desk,
    marks,
    opened,
    ready,
    visit,
    waits,
)

pytestmark = pytest.mark.browser


def row(page: Page, which: str, key: str):
    return page.locator(f"[data-desk-list={which}] [data-desk-who='{key}']")


def expected_key(page: Page, at: int = 0) -> str:
    return page.locator("[data-desk-list=expected] > li").nth(at).get_attribute("data-desk-who")


def states_of(hub: Hub, key: str) -> list[str]:
    found = hub.rows(
        "select m.state from reception_presencemark m join people_person p on p.id = m.person_id"
        " where replace(p.key, '-', '') = ? order by m.id",
        key.replace("-", ""),
    )
    return [state for (state,) in found]


@pytest.mark.parametrize("first_back", ["one", "two"])
def test_one_desk_takes_back_what_the_other_says_is_gone(take, hub, first_back):
    one, two = take("reception"), take("community")
    first = opened(one, hub)
    key = expected_key(first)
    row(first, "expected", key).locator("button").click()
    all_sent(first)
    second = opened(two, hub)
    expect(row(second, "in", key)).to_have_count(1)
    one.set_offline(True)
    two.set_offline(True)
    first.locator("[data-desk-back]").click()  # it was the wrong name
    row(second, "in", key).locator("button").click()  # and the other desk sees nobody there
    waits(first, 1)
    waits(second, 1)
    order = [(one, first), (two, second)]
    for context, page in order if first_back == "one" else reversed(order):
        context.set_offline(False)
        all_sent(page)
    for page in (first, second):
        page.goto(hub.address + DESK)
        expect(row(page, "in", key)).to_have_count(0)
        expect(row(page, "expected", key)).to_have_count(1)  # still to come
    assert sorted(states_of(hub, key)[-3:]) == ["back", "in", "out"]


def test_a_slip_of_one_desk_does_not_undo_what_the_other_said(take, hub):
    one, two = take("reception"), take("community")
    first, second = opened(one, hub), opened(two, hub)
    key = expected_key(first)
    one.set_offline(True)
    two.set_offline(True)
    for page in (first, second):
        row(page, "expected", key).locator("button").click()
        waits(page, 1)
    first.locator("[data-desk-back]").click()
    waits(first, 2)
    for context, page in ((two, second), (one, first)):
        context.set_offline(False)
        all_sent(page)
    second.goto(hub.address + DESK)
    expect(row(second, "in", key)).to_have_count(1)
    row(second, "in", key).locator("button").click()
    all_sent(second)


@pytest.mark.parametrize("is_cut", [False, True])
def test_a_double_click_checks_in_nobody_else(take, hub, is_cut):
    context = take("reception")
    page = opened(context, hub)
    context.set_offline(is_cut)
    before = page.locator("[data-desk-list=in] > li").count()
    page.locator("[data-desk-list=expected] button").first.dblclick()
    expect(page.locator("[data-desk-list=in] > li")).to_have_count(before + 1)
    if is_cut:
        waits(page, 1)
        assert kept_at_desk(page).count("expected") == 0
    context.set_offline(False)
    all_sent(page)
    expect(page.locator("[data-desk-list=in] > li")).to_have_count(before + 1)
    page.locator("[data-desk-back]").click()
    all_sent(page)


def test_a_double_click_shows_nobody_else_out(take, hub):
    context = take("reception")
    page = opened(context, hub)
    page.set_viewport_size({"width": 1280, "height": 1400})  # nothing scrolls away under the mouse
    context.set_offline(True)
    for at, name in enumerate(("Aziza", "Basma", "Chedly"), 1):
        visit(page, name)
        waits(page, at)
    expect(page.locator("[data-desk-said]")).to_be_visible()  # nothing moves any more but the list
    before = page.locator("[data-desk-list=in] > li").count()
    page.locator("[data-desk-list=in] button").first.dblclick()
    waits(page, 4)
    expect(page.locator("[data-desk-list=in] > li")).to_have_count(before - 1)
    context.set_offline(False)
    all_sent(page)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_visit_noted_twice_by_a_nervous_finger_is_one(take, hub, is_kept):
    context = take("reception")
    page = opened(context, hub)
    ready(page)
    context.set_offline(True)
    if is_kept:
        page.goto(hub.address + DESK)
        expect(page.locator("[data-desk=kept]")).to_be_visible()
    else:
        page.locator("details.visit summary").click()
    before = page.locator("[data-desk-list=in] > li").count()
    page.locator("#first_name").fill("Bochra")
    page.locator("#first_name").press("Enter")
    page.keyboard.press("Enter")
    waits(page, 1)
    expect(page.locator("[data-desk-list=in] > li")).to_have_count(before + 1)
    context.set_offline(False)
    all_sent(page)
    assert came(hub, "Bochra")[-1:] == ["in"]


def test_the_back_button_says_nothing_twice(take, hub):
    context = take("reception", java_script_enabled=False)
    page = opened(context, hub)
    button = page.locator("[data-desk-list=expected] button").first
    key = button.get_attribute("value")
    with page.expect_navigation():
        button.click()
    expect(row(page, "in", key)).to_have_count(1)
    before = len(marks(hub))
    page.go_back()
    expect(row(page, "in", key)).to_have_count(1)  # the page is asked anew, not shown as it was
    page.reload()
    assert len(marks(hub)) == before
    with page.expect_navigation():
        row(page, "in", key).locator("button").click()
    expect(row(page, "in", key)).to_have_count(0)


def test_a_device_a_day_ahead_says_everything_at_the_hour_of_the_hub(take, hub):
    context = take("reception")
    page = context.new_page()
    page.clock.install(time="2027-02-17T10:00:00+01:00")
    page.goto(hub.address + DESK)
    ready(page)
    context.set_offline(True)
    visit(page, "Emna")
    waits(page, 1)
    context.set_offline(False)
    all_sent(page)
    ((seconds,),) = hub.rows(
        "select (julianday(received_at) - julianday(at)) * 86400 from reception_presencemark"
        " where first_name = 'Emna'"
    )
    assert 0 <= seconds < 120
    expect(page.locator("[data-desk-list=in]")).to_contain_text("Emna")
