"""A roll call through a cut: marks are only added, the last one said wins."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cuts import Hub, bar, kept, opened, retry, says_kept

pytestmark = pytest.mark.browser


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
    with second.expect_navigation():  # written, before the older mark leaves
        second.get_by_role("button", name="Enregistrer et continuer").click()
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
