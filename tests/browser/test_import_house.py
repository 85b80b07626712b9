"""Rooms and members of a spreadsheet in a real browser, on a phone: looked at, confirmed."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from tests.imports.files import workbook

pytestmark = pytest.mark.browser
ROOMS = [["Salle", "Capacité", "Calme", "Composée de"], ["Verger", 40, "", "Verger nord"],
         ["Verger nord", "20 personnes", "oui", ""]]  # fmt: skip
MEMBERS = [["Nom et prénom", "Téléphone", "Formule", "Début"],
           ["Zohra Ben Abdallah", "22 999 001", "Platine", "31/02/2027"]]  # fmt: skip
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page, **sheets) -> None:
    content = {"name": "maison.xlsx", "mimeType": KIND, "buffer": workbook(**sheets)}
    page.set_input_files("main input[type=file]", content)
    with page.expect_navigation():
        page.locator("main form:has(input[type=file]) button").last.click()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_rooms_and_members_are_seen_mended_and_confirmed(window, served, language):
    place = window("programme", language)
    page = place.page
    page.set_viewport_size({"width": 360, "height": 740})
    assert place.open(served.pages[f"imports:start {language}"]) == 200
    choose(page, Salles=ROOMS, Adherents=MEMBERS)
    with override(language):
        faults = page.locator("section[aria-labelledby=faults]").inner_text()
        assert "31/02/2027" in faults
        choose(page, Salles=ROOMS)
        assert page.locator("section[aria-labelledby=faults]").count() == 0
        rooms = page.locator("section[aria-labelledby=rooms]")
        assert rooms.locator("tbody tr").count() == 2
        assert "Verger nord" in rooms.inner_text()
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide
        with page.expect_navigation():
            page.locator("main button").filter(has_text=_("Bring all of it in")).click()
        assert page.locator("main [role=status]").inner_text()
    assert place.wrong == []
