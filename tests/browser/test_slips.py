"""A workshop in a real browser: a phone that goes round, and twenty slips typed by keyboard alone,
every key counted, kept on the device, saved once."""

import pytest

pytestmark = pytest.mark.browser
# What twenty people wrote: name, words, box ticked.
SLIPS = [
    ("Amal", "Savoir faire une facture conforme, avec la TVA et le timbre", 1),
    ("Sami", "نحب نبيع الزرابي على الإنترنت وما نعرفش كيفاش", 1),
    ("", "Trouver un local pas cher pour l'atelier de couture", 2),
    ("Rim", "n7eb na3ref kifech n7esseb el soum mta3 el sabon mta3i", 1),
    ("Khaled", "Lire le contrat avec mon fournisseur avant vendredi", 3),
] * 4
KEYS_A_MINUTE = 40 * 5  # forty words of five signs
SAVING_AND_ASKING = 3  # minutes: whose name it is, the press, reading the answer


class Keyboard:
    """Types and counts."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def enter(self):
        self.page.keyboard.press("Enter")
        self.keys += 1


def kept_on_device(page):
    """How many slips the device holds."""
    return page.evaluate(
        "Object.keys(localStorage).filter((place) => place.includes('|slips/')).length"
    )


def test_twenty_slips_take_less_than_a_quarter_of_an_hour(served, chromium):
    place = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-TN")
    place.add_cookies(
        [{"name": "sessionid", "value": served.sessions["community"], "url": served.address}]
    )
    page = place.new_page()
    page.goto(served.address + served.stories["slips"])
    keyboard = Keyboard(page)
    page.locator("[name^=slip-]").first.focus()
    page.locator("[name^=slip-]").first.select_text()
    for number, (name, words, box) in enumerate(SLIPS, start=1):
        keyboard.type(str(number))
        keyboard.enter()
        keyboard.type(f"{name} {chr(64 + number)}" if name else "")
        keyboard.enter()
        keyboard.type(words)
        keyboard.enter()
        keyboard.type(str(box))
        keyboard.enter()
    assert kept_on_device(page) == 20
    page.reload()  # the power went
    assert kept_on_device(page) == 20
    boxes = page.locator("[name^=level-]").evaluate_all("all => all.map(one => one.value)")
    assert boxes[:5] == ["3", "3", "2", "3", "1"]
    with page.expect_navigation():
        page.locator("#quick button.solid").click()
    asked = page.locator("fieldset.wrong")
    for line in asked.all():
        line.locator("[type=radio][value=new]").check(force=True)
        keyboard.keys += 2
    if asked.count():
        with page.expect_navigation():
            page.locator("#quick button.solid").click()
    assert page.locator("fieldset.wrong").count() == 0
    assert kept_on_device(page) == 0
    page.reload()  # an address that says "saved" forgets nothing typed since
    assert "22" in page.locator("main .lead").inner_text()
    minutes = keyboard.keys / KEYS_A_MINUTE + SAVING_AND_ASKING
    assert minutes < 15, f"{keyboard.keys} keys"
    place.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_goes_round_and_shows_each_code_once(served, chromium, script):
    place = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=script, locale="ar-TN"
    )
    page = place.new_page()
    page.goto(served.address + served.stories["workshop"])
    button = page.get_by_role("button", name="إرسال")
    box = button.bounding_box()
    assert box["y"] + box["height"] <= 600
    page.locator("textarea[name=words]").fill("نحب نلقى محلّ للكراء")
    page.locator("label", has_text="بدونها يتوقّف مشروعي").first.click()
    page.locator("input[name=first_name]").fill("أمل")
    button.click()
    page.wait_for_url("**/w/*/*-*/")
    receipt = page.locator("main .codeword").inner_text()
    assert len(receipt.replace(" ", "")) == 8
    page.reload()
    assert receipt not in page.locator("main").inner_text()
    page.get_by_role("link", name="الشخص الموالي").click()
    assert page.locator("textarea[name=words]").input_value() == ""
    page.goto(served.address + "/ar/receipt/")
    page.locator("#code").fill(receipt.lower())
    page.get_by_role("button", name="فتح صفحتي").click()
    assert "نحب نلقى محلّ للكراء" in page.locator("main").inner_text()
    place.close()
