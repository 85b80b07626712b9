"""Members of a file: their plan from a day, their price, who pays, their desk; nothing twice."""

import time
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.core.answers import Refused
from elspace.core.registries import modules
from elspace.hosting.actions.desks import hold_desk, take_desk
from elspace.hosting.enums import PlanKind
from elspace.hosting.models import Desk, DeskHalf, DeskHolding, Payer, Subscription
from elspace.hosting.queries.desks import HALVES
from elspace.hub.models import Place
from elspace.imports.actions import ask_import, keep_preview, write_import
from elspace.imports.models import ImportBatch
from elspace.imports.planning import ImportPlan, make_plan
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.people.permissions import ROLE_PERMISSIONS
from tests import factories
from tests.imports.bringing import brought, codes
from tests.imports.files import workbook
from tests.imports.house_files import DESKS, MEMBERS, ROOMS

pytestmark = pytest.mark.django_db
HEADERS = ["Nom et prénom", "Téléphone", "Formule", "Date de début", "Date de fin", "Prix",
           "Qui paie", "Bureau", "Demi-journées"]  # fmt: skip
AMIRA = ["Amira Trabelsi", "22123456"]
OMAR = ["Omar Gharbi", "22123457"]


def looked_at(by, *rows, headers=HEADERS) -> tuple[ImportBatch, ImportPlan]:
    content = workbook(Adhérents=[headers, *rows])
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=content, by=by)
    return batch, make_plan(batch, by, {})


def rows_of(*rows) -> bytes:
    return workbook(Adhérents=[HEADERS, *rows])


def terms_of(first_name: str):
    return Subscription.objects.get(person__first_name__startswith=first_name).terms.get()


@pytest.mark.parametrize("language", MEMBERS)
def test_members_come_in_under_their_plans(programme, plans, language):
    batch = brought(programme, workbook(Feuil1=MEMBERS[language]))
    counts = batch.counts
    assert (counts["people"], counts["stays"], counts["desks_held"]) == (3, 3, 1)
    amira, omar, ines = Subscription.objects.order_by("pk")
    assert (amira.plan.kind, amira.from_on, amira.until_on) == ("fixed", date(2027, 2, 1), None)
    assert (omar.plan.kind, omar.until_on) == ("flexible", date(2027, 12, 31))
    assert (ines.plan.kind, ines.from_on) == ("day_book", date(2027, 2, 16))
    kinds = [(one.terms.get().kind, one.terms.get().price) for one in (amira, omar, ines)]
    assert kinds == [("full", None), ("solidarity", Decimal("60.000")), ("waived", None)]
    assert omar.terms.get().payer.name == "Association Rives"
    assert amira.terms.get().payer.person == amira.person
    assert amira.person.roles == {Role.MEMBER}
    holding = DeskHolding.objects.get()
    assert (holding.desk.name_fr, holding.person, holding.subscription) == (
        "A1", amira.person, amira,
    )  # fmt: skip
    assert holding.halves.count() == 12


def test_same_file_twice_hosts_nobody_twice(programme, plans):
    brought(programme, workbook(F=MEMBERS["fr"]))
    before = [model.objects.count() for model in (Person, Subscription, DeskHolding, Payer)]
    batch = brought(programme, workbook(F=MEMBERS["fr"]))
    assert (batch.counts["stays"], batch.counts["stays_here"]) == (0, 3)
    again = [model.objects.count() for model in (Person, Subscription, DeskHolding, Payer)]
    assert again == before


def test_known_person_is_found_and_keeps_their_page(programme, plans):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21622123456")
    brought(programme, rows_of([*AMIRA, "Flexible", "01/02/2027"]))
    assert Person.objects.filter(first_name="Amira").get() == known
    assert Subscription.objects.get().person == known
    assert known.roles == {Role.RESIDENT}


def test_plans_are_known_by_name_by_kind_and_else_asked(programme, plans):
    _batch, plan = looked_at(
        programme,
        [*AMIRA, "bureau flexible", "01/02/2027"],
        [*OMAR, "Platine", "01/02/2027"],
        ["Ines Jaziri", "22123458", "", "01/02/2027"],
    )
    assert [stay.plan.kind for stay in plan.house.stays] == ["flexible"]
    assert [(one.row, one.column, one.code) for one in plan.faults] == [
        (3, "C", "plan"), (4, "C", "plan_missing"),
    ]  # fmt: skip
    assert "Demi-poste" in plan.faults[0].sentence
    factories.plan("90.000", name_fr="Flexible plus", name_ar="", name_en="")
    _batch, plan = looked_at(programme, [*AMIRA, "flex", "01/02/2027"])
    assert codes(plan) == ["plan"]


def test_price_of_another_amount_is_asked_about(programme, plans):
    _batch, plan = looked_at(
        programme,
        [*AMIRA, "Flexible", "01/02/2027", "", "90"],
        [*OMAR, "Flexible", "01/02/2027", "", "solidaire"],
        ["Ines Jaziri", "22123458", "Flexible", "01/02/2027", "", "120,000 DT"],
        ["Sami Jaziri", "22123459", "Flexible", "01/02/2027", "", "programme 80", "Rives"],
    )
    assert codes(plan) == ["price_other", "solidarity"]
    kinds = [(stay.price_kind, stay.price) for stay in plan.house.stays]
    assert kinds == [("full", None), ("programme", Decimal("80.000"))]


def test_paid_by_a_programme_without_a_name_is_a_fault(programme, plans):
    _batch, plan = looked_at(programme, [*AMIRA, "Flexible", "01/02/2027", "", "programme"])
    assert codes(plan) == ["programme_payer"]


def test_who_pays_is_somebody_known_a_project_or_written_down(programme, plans):
    rives = factories.payer("Association Rives")
    zitouna = factories.venture("Zitouna")
    rows = [
        [*AMIRA, "Flexible", "01/02/2027", "", "", "association RIVES"],
        [*OMAR, "Flexible", "01/02/2027", "", "", "zitouna"],
        ["Ines Jaziri", "22123458", "Flexible", "01/02/2027", "", "", "Fondation Nour"],
        ["Sami Jaziri", "22123459", "Flexible", "01/02/2027", "", "", "Fondation Nour"],
        ["Rim Jaziri", "22123460", "Flexible", "01/02/2027", "", "", "elle-même"],
    ]
    batch = brought(programme, rows_of(*rows))
    assert batch.counts["payers"] == 2
    assert terms_of("Amira").payer == rives
    assert terms_of("Omar").payer.venture == zitouna
    assert terms_of("Ines").payer == terms_of("Sami").payer
    assert terms_of("Ines").payer.kind == "organisation"
    assert terms_of("Rim").payer.person == Person.objects.get(first_name="Rim")


def test_under_another_plan_then_is_said(programme, plans):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21622123456")
    factories.subscription(known, plans[PlanKind.FIXED], from_on=date(2027, 1, 1))
    rows = [[*AMIRA, "Flexible", "01/02/2027"], [*OMAR, "Flexible", "01/02/2027"],
            [*OMAR, "Poste fixe", "01/03/2027"]]  # fmt: skip
    _batch, plan = looked_at(programme, *rows)
    assert [(one.row, one.code) for one in plan.faults] == [(2, "hosted"), (4, "hosted_twice")]
    assert "Poste fixe" in plan.faults[0].sentence
    Subscription.objects.update(until_on=date(2027, 1, 31))
    _batch, plan = looked_at(programme, *rows[:2])
    assert (codes(plan), plan.counts["stays"]) == ([], 2)


def test_desk_of_another_is_said_and_never_given_twice(programme, plans):
    held = factories.desk("B9")
    hold_desk(
        desk=held, person=factories.resident("Salma"), from_on=date(2027, 1, 1),
        halves=[(0, HALVES[0])], by=programme,
    )  # fmt: skip
    rows = [
        [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "Bureau B9"],
        [*OMAR, "Poste fixe", "01/02/2027", "", "", "", "A1"],
        ["Ines Jaziri", "22123458", "Poste fixe", "01/03/2027", "", "", "", "a1"],
        ["Sami Jaziri", "22123459", "Poste fixe", "01/02/2027", "", "", "", "Z99"],
        ["Rim Jaziri", "22123460", "Carnet", "01/02/2027", "", "", "", "A2"],
    ]
    batch, plan = looked_at(programme, *rows)
    assert [(one.row, one.column, one.code) for one in plan.faults] == [
        (2, "H", "desk_taken"), (4, "H", "desk_twice"), (5, "H", "desk"), (6, "H", "desk_by_day"),
    ]  # fmt: skip
    assert "Salma" in plan.faults[0].sentence
    ask_import(batch=batch, answers={}, by=programme, skips_faults=True)
    write_import(batch=batch)
    assert Subscription.objects.count() == 5
    assert set(DeskHolding.objects.values_list("desk__name_fr", flat=True)) == {"B9", "A1"}


def test_half_desk_needs_its_half_days_and_two_share_one(programme, plans):
    _batch, plan = looked_at(programme, [*AMIRA, "Demi-poste", "01/02/2027", "", "", "", "A1"])
    assert codes(plan) == ["desk_halves"]
    rows = [[*AMIRA, "Demi-poste", "01/02/2027", "", "", "", "A1", "lun matin; mar"],
            [*OMAR, "Demi-poste", "01/02/2027", "", "", "", "A1", "jeu, ven"]]  # fmt: skip
    brought(programme, rows_of(*rows))
    halves = [set(one.halves.values_list("weekday", flat=True)) for one in
              DeskHolding.objects.order_by("pk")]  # fmt: skip
    assert halves == [{0, 1}, {3, 4}]


def test_desks_and_members_of_one_workbook(programme, plans):
    rows = [HEADERS, [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "D4"]]
    brought(programme, workbook(Adhérents=rows, Bureaux=[*DESKS, ["D4", "fond", "fixe"]]))
    assert DeskHolding.objects.get().desk.name_fr == "D4"


def test_row_with_a_fault_left_out_knowingly_brings_the_person_alone(programme, plans):
    batch, _plan = looked_at(programme, [*AMIRA, "Flexible", "un jour", "", "solidaire 60"])
    ask_import(batch=batch, answers={}, by=programme, skips_faults=True)
    write_import(batch=batch)
    assert Person.objects.filter(first_name="Amira").exists()
    assert Subscription.objects.count() == 0


def test_plans_switched_off_stop_the_sheet(programme, plans):
    factories.hub(modules=[code for code in modules if code != "plans"])
    batch, plan = looked_at(programme, [*AMIRA, "Flexible", "01/02/2027"])
    assert [fault.code for fault in plan.stops] == ["plans_off"]
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=programme, skips_faults=True)


def test_no_plan_yet_and_desks_switched_off(programme, hub):
    factories.hub(modules=[code for code in modules if code != "desks"])
    row = [*AMIRA, "Flexible", "01/02/2027", "", "", "", "A1"]
    _batch, plan = looked_at(programme, row)
    assert codes(plan) == ["no_plans"]
    factories.plan()
    _batch, plan = looked_at(programme, row)
    assert (codes(plan), plan.house.stays[0].desk) == ([], None)
    assert "desk_column_off" in [note.code for note in plan.notes]


def test_who_may_not_host_or_see_prices_brings_neither_in(plans, monkeypatch):
    community = factories.person("Sonia", roles=[Role.COMMUNITY])
    _batch, plan = looked_at(community, [*AMIRA, "Flexible", "01/02/2027"])
    assert codes(plan) == ["members_not_yours"]
    more = ROLE_PERMISSIONS[Role.COMMUNITY] | {"hosting.change_subscription"}
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.COMMUNITY, more)
    _batch, plan = looked_at(community, [*AMIRA, "Flexible", "01/02/2027"])
    assert codes(plan) == []
    batch, plan = looked_at(community, [*AMIRA, "Flexible", "01/02/2027", "", "gratuit"])
    assert codes(plan) == ["terms_not_yours"]
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=community, skips_faults=True)


def test_three_hundred_members_take_as_many_queries_as_three(programme, plans):
    found = []
    for size in (3, 300):
        rows = [[f"Amira{at} Trabelsi{at}", f"2{at:07}", "Flexible", "01/02/2027", "",
                 "solidaire 60", f"Association {at}", ""] for at in range(size)]  # fmt: skip
        batch = keep_preview(key=uuid4(), name="a.xlsx", content=rows_of(*rows), by=programme)
        started = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            plan = make_plan(batch, programme, {})
        found.append(len(queries))
        assert (plan.counts["stays"], plan.faults) == (size, [])
        assert time.process_time() - started < 3
    assert found[1] <= found[0]


def test_command_prints_rooms_desks_and_members(look, plans):
    found = look(workbook(Salles=ROOMS["fr"], Postes=DESKS, Adhérents=MEMBERS["fr"]))
    assert [one["name"] for one in found["rooms"]] == ["Salle Jasmin", "Grande salle"]
    desk = found["desks"][0]
    assert (desk["name"], desk["known_here"]) == ("A1", True)
    omar = found["members"][1]
    assert (omar["person"], omar["from"], omar["price"], omar["payer"]) == (
        "Omar Gharbi", "2027-02-01", "60.000", "Association Rives",
    )  # fmt: skip


def test_a_stay_refused_while_it_is_written_is_named_once(programme, plans):
    batch, _plan = looked_at(programme, [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "A1"])
    ask_import(batch=batch, answers={}, by=programme)
    desk = Desk.objects.get(name_fr="A1")
    take_desk(  # the day after tomorrow
        desk=desk, day=date(2027, 2, 18), halves=[HALVES[0]], person=factories.resident("Salma"),
        by=programme,
    )  # fmt: skip
    write_import(batch=batch)
    batch.refresh_from_db()
    assert batch.state == "failed"
    assert batch.error.count("Adhérents") == 1
    assert not DeskHolding.objects.exists()


def two_places() -> tuple[Place, Place]:
    """A desk A1 at each."""
    centre = factories.place()
    Place.objects.filter(pk=centre.pk).update(name_fr="Centre", name_ar="الوسط")
    coast = Place.objects.create(name_fr="La Marsa", name_ar="المرسى", name_en="La Marsa")
    Desk.objects.filter(place=centre).exclude(name_fr="A1").delete()
    factories.desk("A1", place=coast)
    return centre, coast


def test_a_desk_of_two_places_is_asked_about_and_told_by_its_place(programme, plans):
    centre, coast = two_places()
    _batch, plan = looked_at(
        programme,
        [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "A1"],
        [*OMAR, "Poste fixe", "01/02/2027", "", "", "", "A1 (la marsa)"],
    )
    (fault,) = plan.faults
    assert (fault.row, fault.column, fault.code) == (2, "H", "desk_where")
    for place in ("Centre", "La Marsa"):
        assert f"A1 ({place})" in fault.sentence
    brought(
        programme,
        rows_of(
            [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "Centre - bureau A1"],
            [*OMAR, "Poste fixe", "01/02/2027", "", "", "", "A1 المرسى"],
        ),
    )
    held = DeskHolding.objects.order_by("pk").values_list("desk__place", "person__first_name")
    assert list(held) == [(centre.pk, "Amira"), (coast.pk, "Omar")]


def test_desks_of_one_name_in_the_file_itself_are_told_by_their_place(programme, plans):
    _centre, coast = two_places()
    Desk.objects.all().delete()
    desks = [["Bureau", "Lieu", "Type"], ["D4", "Centre", "fixe"], ["D4", "La Marsa", "fixe"]]
    rows = [HEADERS, [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "D4 La Marsa"]]
    brought(programme, workbook(Adhérents=rows, Bureaux=desks))
    assert Desk.objects.count() == 2
    assert DeskHolding.objects.get().desk.place == coast


def test_the_half_of_a_desk_that_is_missing_is_added(programme, plans):
    half = [*AMIRA, "Demi-poste", "01/02/2027", "", "", "", "A1"]
    brought(programme, rows_of([*half, "lun matin; mar"]))
    _batch, plan = looked_at(programme, [*half, "lun; mar; jeu"])
    (stay,) = plan.house.stays
    assert (stay.is_here, stay.is_desk_here) == (True, False)
    assert set(stay.halves) == {(0, HALVES[1]), (3, HALVES[0]), (3, HALVES[1])}
    assert set(stay.halves_here) == {(0, HALVES[0]), (1, HALVES[0]), (1, HALVES[1])}
    assert plan.counts["desks_held"] == 1
    for _again in range(2):
        brought(programme, rows_of([*half, "lun; mar; jeu"]))
    assert DeskHalf.objects.count() == 6
    assert Subscription.objects.count() == 1
    _batch, plan = looked_at(programme, [*half, "lun; mar; jeu"])
    assert plan.house.stays[0].is_desk_here


def test_the_preview_says_which_half_days_are_here_and_which_come(programme, plans, sign_in):
    half = [*AMIRA, "Demi-poste", "01/02/2027", "", "", "", "A1"]
    brought(programme, rows_of([*half, "lun matin"]))
    batch, _plan = looked_at(programme, [*half, "lun"])
    page = sign_in(programme).get(f"/import/{batch.key}/").content.decode()
    words = " ".join(page.split())
    assert "(ici : lundi le matin ; à ajouter : lundi l’après-midi)" in words
