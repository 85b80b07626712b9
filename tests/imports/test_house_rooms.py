"""Rooms and desks of a file: once, beside those that are here, made of each other, taken back."""

from uuid import uuid4

import pytest

from elspace.core.answers import Refused
from elspace.core.registries import modules
from elspace.hosting.models import Desk, Room
from elspace.hub.models import Place
from elspace.imports.actions import ask_import, keep_preview, write_import
from elspace.imports.models import ImportBatch
from elspace.imports.planning import ImportPlan, make_plan
from elspace.people.enums import Role
from tests import factories
from tests.imports.bringing import brought, codes
from tests.imports.files import workbook
from tests.imports.house_files import DESKS, ROOMS

pytestmark = pytest.mark.django_db
HEADERS = ["Salle", "Lieu", "Capacité", "Équipement", "Partagée", "Composée de", "Partie de"]


def looked_at(by, *rows, headers=HEADERS, name="Salles") -> tuple[ImportBatch, ImportPlan]:
    content = workbook(**{name: [headers, *rows]})
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=content, by=by)
    return batch, make_plan(batch, by, {})


@pytest.mark.parametrize("language", ROOMS)
def test_rooms_come_in_with_all_they_have(programme, things, language):
    batch = brought(programme, workbook(Feuil1=ROOMS[language]))
    assert (batch.counts["rooms"], batch.counts["rooms_here"]) == (2, 0)
    jasmine, big = Room.objects.order_by("capacity")
    assert jasmine.name_in("ar" if language == "ar" else "fr") == ROOMS[language][1][0]
    assert (jasmine.capacity, jasmine.is_quiet, jasmine.is_shared) == (12, True, False)
    assert {row.name_fr for row in jasmine.equipment.all()} == {"Projecteur", "Tableau"}
    assert (str(jasmine.price_hour), str(big.price_hour)) == ("20.500", "45.000")


def test_same_file_twice_makes_nothing_twice_and_changes_nothing(programme, things):
    brought(programme, workbook(F=ROOMS["fr"]))
    Room.objects.filter(name_fr="Salle Jasmin").update(capacity=10, note="à nous")
    batch = brought(programme, workbook(F=ROOMS["fr"]))
    assert (batch.counts["rooms"], batch.counts["rooms_here"]) == (0, 2)
    room = Room.objects.get(name_fr="Salle Jasmin")
    assert (Room.objects.count(), room.capacity, room.note) == (2, 10, "à nous")


def test_room_here_is_told_by_its_name_in_any_script(programme, things, sign_in):
    Room.objects.create(
        place=factories.place(), name_fr="SALLE JASMIN", name_ar="قاعة الياسمين", name_en="",
        capacity=10,
    )  # fmt: skip
    _batch, plan = looked_at(programme, ["salle jasmin", "", 12], ["Autre", "", 4])
    assert [one.other_capacity for one in plan.house.rooms] == [10, 0]
    _batch, plan = looked_at(programme, ["قاعة الياسمين", "", 10])
    assert plan.counts["rooms_here"] == 1


def test_equipment_is_known_however_it_is_counted(programme, things):
    rows = ["Un", "", 4, "2 projecteurs; grand TABLEAU blanc"], ["Deux", "", 4, "tableaux noirs"]
    _batch, plan = looked_at(programme, *rows)
    assert [row.name_fr for row in plan.house.rooms[0].equipment] == ["Projecteur", "Tableau"]
    assert [(one.row, one.code) for one in plan.faults] == [(3, "equipment")]


def test_floor_and_remark_stand_together_as_a_note(programme, hub):
    headers = ["Salle", "Capacité", "Étage", "Remarques"]
    _batch, plan = looked_at(programme, ["Un", 4, "2e", "sans fenêtre"], headers=headers)
    assert plan.house.rooms[0].note == "2e · sans fenêtre"


def test_doubled_letters_tell_rooms_apart(programme, hub):
    _batch, plan = looked_at(programme, ["Salle A", "", 4], ["Salle AA", "", 6])
    assert (codes(plan), plan.counts["rooms"]) == ([], 2)


def test_hall_is_made_of_its_halves_said_either_way(programme, things):
    rows = [["Grande salle", "", 40, "", "", "Moitié A + Moitié B"], ["Moitié A", "", 20],
            ["Moitié B", "", 20], ["Verger", "", 30], ["Verger nord", "", 15, "", "", "", "Verger"],
            ["Verger sud", "", 15, "", "", "", "verger"]]  # fmt: skip
    brought(programme, workbook(Salles=[HEADERS, *rows]))
    for hall, halves in (
        ("Grande salle", {"Moitié A", "Moitié B"}),
        ("Verger", {"Verger nord", "Verger sud"}),
    ):
        parts = Room.objects.get(name_fr=hall).parts.values_list("name_fr", flat=True)
        assert set(parts) == halves


def test_parts_that_cannot_be(programme, things):
    factories.room("Ancienne")
    _batch, plan = looked_at(
        programme,
        ["Un", "", 4, "", "", "Deux"],
        ["Deux", "", 4, "", "", "Un"],
        ["Trois", "", 4, "", "", "Nulle part"],
        ["Quatre", "", 4, "", "oui", "Cinq"],
        ["Cinq", "", 4, "", "", "", "Ancienne"],
    )
    assert sorted(codes(plan)) == ["part", "part_loop", "part_of_known", "shared_parts"]


def test_faults_name_the_cell_and_stop_the_confirmation(programme, things):
    batch, plan = looked_at(
        programme, ["Un", "", 4, "Hologramme"], ["Un", "", 5], ["Deux", "", "?"]
    )
    places = [(one.row, one.column, one.code) for one in plan.faults]
    assert sorted(places) == [
        (2, "D", "equipment"), (3, "A", "thing_twice"), (4, "C", "capacity"),
    ]  # fmt: skip
    assert "Projecteur" in next(one for one in plan.faults if one.code == "equipment").sentence
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=programme)
    ask_import(batch=batch, answers={}, by=programme, skips_faults=True)
    write_import(batch=batch)
    assert list(Room.objects.values_list("name_fr", "equipment")) == [("Un", None)]


def test_floor_in_the_only_place_is_a_note_and_of_several_the_place_is_asked(programme, things):
    batch, plan = looked_at(programme, ["Jasmin", "1er étage", 12])
    assert [note.code for note in plan.notes] == ["place_note"]
    ask_import(batch=batch, answers={}, by=programme)
    write_import(batch=batch)
    assert Room.objects.get().note == "1er étage"
    Place.objects.create(name_fr="Annexe", name_ar="الملحق", name_en="Annex")
    rows = [["Lilas", "annexe", 4], ["Rose", "", 4], ["Iris", "Paris", 4], ["Lys", "الملحق", 4]]
    _batch, plan = looked_at(programme, *rows)
    assert [(one.row, one.code) for one in plan.faults] == [(3, "place_missing"), (4, "place")]
    assert [one.place.name_fr for one in plan.house.rooms] == ["Annexe", "Annexe"]


def test_prices_are_left_out_where_nothing_is_paid(programme, things):
    factories.hub(modules=["desks"])
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=workbook(F=ROOMS["fr"]), by=programme)
    assert "prices_off" in [note.code for note in make_plan(batch, programme, {}).notes]
    brought(programme, workbook(F=ROOMS["fr"]))
    assert set(Room.objects.values_list("price_hour", flat=True)) == {None}


def test_desks_come_in_with_their_zone(programme, hub):
    batch = brought(programme, workbook(Postes=DESKS))
    assert batch.counts["desks"] == 3
    assert list(Desk.objects.values_list("name_fr", "kind", "note")) == [
        ("A1", "fixed", "fenêtre"), ("A2", "fixed", "fenêtre"), ("C1", "flexible", "entrée"),
    ]  # fmt: skip
    again = brought(programme, workbook(Postes=[*DESKS, ["Bureau A3", "", ""]]))
    assert (again.counts["desks"], again.counts["desks_here"]) == (1, 3)


def test_desks_switched_off_stop_the_sheet(programme, hub):
    factories.hub(modules=[code for code in modules if code != "desks"])
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=workbook(Postes=DESKS), by=programme)
    assert [fault.code for fault in make_plan(batch, programme, {}).stops] == ["desks_off"]
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=programme, skips_faults=True)


def test_community_brings_no_rooms_in(hub):
    community = factories.person("Sonia", roles=[Role.COMMUNITY])
    batch, plan = looked_at(community, ["Jasmin", "", 12])
    assert [fault.code for fault in plan.stops] == ["rooms_not_yours"]
    with pytest.raises(Refused):
        ask_import(batch=batch, answers={}, by=community, skips_faults=True)
    assert Room.objects.count() == 0


def test_rooms_of_one_name_at_two_places_are_two(programme, things):
    centre = factories.place()
    Place.objects.filter(pk=centre.pk).update(name_fr="Centre")
    coast = Place.objects.create(name_fr="La Marsa", name_ar="", name_en="")
    rows = [
        ["Grande", "Centre", 40, "", "", "Nord + Sud"], ["Nord", "Centre", 20],
        ["Sud", "Centre", 20], ["Grande", "La Marsa", 30, "", "", "Nord, Sud"],
        ["Nord", "La Marsa", 15], ["Sud", "La Marsa", 15],
    ]  # fmt: skip
    brought(programme, workbook(Salles=[HEADERS, *rows]))
    assert Room.objects.count() == 6
    for place in (centre, coast):
        parts = Room.objects.get(name_fr="Grande", place=place).parts.all()
        assert {(one.name_fr, one.place_id) for one in parts} == {
            ("Nord", place.pk), ("Sud", place.pk),
        }  # fmt: skip


def test_a_room_is_not_made_of_rooms_of_another_place(programme, things):
    factories.room("Nord")
    coast = Place.objects.create(name_fr="La Marsa", name_ar="", name_en="")
    _batch, plan = looked_at(programme, ["Grande", "La Marsa", 40, "", "", "Nord"])
    assert codes(plan) == ["part"]
    Room.objects.update(place=coast)
    _batch, plan = looked_at(programme, ["Grande", "La Marsa", 40, "", "", "Nord"])
    assert codes(plan) == []
