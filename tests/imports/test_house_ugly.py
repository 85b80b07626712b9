"""Lists of the house as hubs really keep them: what can be told is told, the rest is asked."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from elspace.hosting.models import DeskHolding, Room, Subscription
from elspace.hosting.queries.desks import HALVES
from elspace.imports.actions import keep_preview
from elspace.imports.planning import ImportPlan, make_plan
from tests.imports.bringing import brought, codes, undone
from tests.imports.files import document, text_file, workbook
from tests.imports.house_files import UGLY_MEMBERS, UGLY_ROOMS, UGLY_WEEK

pytestmark = pytest.mark.django_db
MORNING, AFTERNOON = HALVES


def looked_at(by, content: bytes, name: str) -> ImportPlan:
    batch = keep_preview(key=uuid4(), name=name, content=content, by=by)
    return make_plan(batch, by, {})


def test_prices_under_one_header_in_guillemets_with_a_title_above(programme, things):
    content = workbook(Tarifs=UGLY_ROOMS)
    assert codes(looked_at(programme, content, "salles.xlsx")) == []
    batch = brought(programme, content)
    assert batch.counts["rooms"] == 3
    prices = {
        room.name_fr: (room.price_hour, room.price_half_day, room.price_day)
        for room in Room.objects.all()
    }
    assert prices == {
        "Salle Elyssa": (Decimal(45), Decimal(150), Decimal(250)),
        "Salle Hannibal": (Decimal(90), Decimal(300), Decimal(1250)),
        "Patio": (None, None, None),
    }
    elyssa = Room.objects.get(name_fr="Salle Elyssa")
    assert {row.name_fr for row in elyssa.equipment.all()} == {"Projecteur", "Tableau"}
    undone(batch)
    assert not Room.objects.exists()


def test_a_row_of_rooms_is_not_taken_for_a_second_row_of_headers(programme, things):
    rows = [["Salle", "Capacité", "", "Remarques"], ["Un", 4, "Calme", "nord"], ["Deux", 6]]
    plan = looked_at(programme, workbook(Salles=rows), "a.xlsx")
    assert [room.said.name for room in plan.house.rooms] == ["Un", "Deux"]


def test_a_list_in_arabic_of_an_old_windows(programme, plans):
    content = text_file(UGLY_MEMBERS, encoding="cp1256")
    plan = looked_at(programme, content, "adherents.csv")
    assert codes(plan) == []
    brought(programme, content)
    assert DeskHolding.objects.get().desk.name_fr == "A1"  # "رقم المكتب" is no phone
    phones = Subscription.objects.order_by("pk").values_list("person__phone", flat=True)
    assert list(phones) == ["+21622345678", "+21698765432", "+21655111222"]


def test_a_week_in_columns_says_the_half_days_of_a_shared_desk(programme, plans):
    content = document(UGLY_WEEK, title="Planning")
    plan = looked_at(programme, content, "bureaux.ods")
    assert codes(plan) == []
    batch = brought(programme, content)
    held = {
        holding.person.first_name: {(one.weekday, one.half) for one in holding.halves.all()}
        for holding in DeskHolding.objects.all()
    }
    assert held == {
        "Sonia": {(0, MORNING), (1, MORNING), (4, MORNING), (4, AFTERNOON)},
        "Karim": {(0, AFTERNOON), (1, AFTERNOON), (2, MORNING), (2, AFTERNOON)},
        "Nour": {(0, MORNING), (0, AFTERNOON), (2, MORNING), (2, AFTERNOON), (4, AFTERNOON)},
    }
    nour = Subscription.objects.get(person__first_name="Nour")
    assert nour.from_on == date(2027, 2, 1)
    undone(batch)
    assert not DeskHolding.objects.exists()


def test_a_cell_of_a_week_that_says_nothing_is_asked_about(programme, plans):
    rows = [list(row) for row in UGLY_WEEK]
    rows[3][5] = "télétravail"
    plan = looked_at(programme, document(rows, title="Planning"), "bureaux.ods")
    assert [(one.row, one.column, one.code) for one in plan.faults] == [(4, "F", "half_days")]
