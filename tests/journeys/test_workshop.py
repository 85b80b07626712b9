"""A room full of people, one phone, paper: from the code on the wall to the answer by a stub."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elspace.core.templatetags.elspace import format_hour
from elspace.needs.models import Need, Slip, Workshop
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_workshop_from_its_code_to_the_answer_on_a_stub(hub, walk):
    community = factories.person("Yassine", roles=[Role.COMMUNITY], email="y@hub.example")
    factories.discipline("finance")
    team = walk(community, language="fr")
    now = timezone.localtime()

    # The day before, at the desk.
    team.open("/needs/").follow("Atelier : affiche et fiches").follow("Préparer un atelier")
    team.press(
        "Préparer cet atelier", title="Besoins du printemps", on=now.date().isoformat(),
        from_hour=format_hour(now - timedelta(minutes=5)),
        until_hour=format_hour(now + timedelta(hours=2)), expected=3,
    )  # fmt: skip
    workshop = Workshop.objects.get()
    team.press("20")
    assert Slip.objects.count() == 20

    # In the room: a phone that goes round, nobody signed in.
    phone = walk(language="ar").open("/ar/")
    phone.open(f"/w/{workshop.code}/")
    phone.press("إرسال", words="كيفاش نعمل فاتورة صحيحة", level=3, first_name="أمل")
    phone.follow("الشخص الموالي")
    phone.press("إرسال", words="نلقى محلّ للكراء", level=2, first_name="نجمة", is_alias="on")
    assert Person.objects.get(first_name="نجمة").is_alias
    assert (
        "2 من 3 أجابوا"
        in walk(community, language="ar").open(f"/needs/workshops/{workshop.key}/count/").text
    )

    # At home: the paper.
    team.open(f"/needs/workshops/{workshop.key}/type/")
    form, button = team.form_of("Enregistrer toutes les fiches")
    first = form.sent["key"][0]
    typed = {f"slip-{first}": "7", f"words-{first}": "Savoir faire une facture"}
    team.send(form, form.filled(typed | {f"level-{first}": 3}, button))
    assert "3 sur 3 ont répondu" in team.text

    # Sorted together by one press, and answered.
    team.open("/needs/classify/")
    assert "presque la même chose" in team.text
    form, _first = team.form_of("")
    finance = next(one for one in form.buttons if "Finances" in one[0])
    team.send(form, form.filled({}, finance))
    alike = Need.objects.filter(discipline__code="finance")
    assert set(alike.values_list("words", flat=True)) == {
        "كيفاش نعمل فاتورة صحيحة",
        "Savoir faire une facture",
    }
    need = Need.objects.get(slip__number=7)
    team.open(f"/needs/{need.key}/answer/")
    answer = "Le modèle de facture, au tableau de l'entrée"
    team.press("Envoyer cette réponse", kind="document", text=answer)

    # The stub in a pocket: no account, no name, no phone.
    stub = walk(language="fr").open(f"/r/{need.slip.receipt}/").press("Ouvrir ma page")
    assert "Savoir faire une facture" in stub.text
    assert answer in stub.text
    assert (need.person.phone, need.person.email, need.person.last_name) == ("", None, "")
