"""Twenty slips typed by keyboard alone: every key counted, kept on the device, saved once."""

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
