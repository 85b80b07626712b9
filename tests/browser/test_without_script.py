"""The main path on a phone whose browser runs no script."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium, served):
    """A phone without script: `plain(persona)` gives a page."""
    places = []

    def open_as(persona: str = "") -> object:
        place = chromium.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="fr-TN"
        )
        places.append(place)
        if persona:
            place.add_cookies(
                [{"name": "sessionid", "value": served.sessions[persona], "url": served.address}]
            )
        return place.new_page()

    yield open_as
    for place in places:
        place.close()


def test_a_need_is_said_and_an_invitation_answered(plain, served):
    page = plain()
    page.goto(served.address + served.stories["her page"])
    assert page.locator("html").get_attribute("lang") == "ar"
    page.get_by_role("button", name="سأحضر").first.click()
    assert page.get_by_role("button", name="سأحضر").count() == 0
    page.get_by_role("link", name="طلب مساعدة").click()
    page.locator("textarea[name=words]").fill("أحتاج إلى من يقرأ معي عقد الكراء")
    page.locator("label", has_text="بدونها يتوقّف مشروعي").first.click()
    page.get_by_role("button", name="إرسال").click()
    assert "وصلتنا حاجتكم" in page.locator("main").inner_text()


def test_the_roll_is_called(plain, served):
    page = plain("reception")
    page.goto(served.address + served.stories["roll call"])
    rows = page.locator("input[type=radio][value=present]")
    assert rows.count() == 2
    for n in range(2):
        rows.nth(n).check(force=True)
    page.locator("button[name=close]").click()
    assert page.url.endswith("/today/")
    page.goto(served.address + served.stories["roll call"])
    assert page.locator("input[type=radio][value=present]:checked").count() == 2
