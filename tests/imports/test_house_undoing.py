"""Rooms, desks and members taken back: what was used since stays, and says why."""

from datetime import date

import pytest

from elspace.billing.actions.monthly import run_month
from elspace.hosting.actions.pauses import pause_subscription
from elspace.hosting.enums import PlanKind
from elspace.hosting.models import Desk, DeskHolding, Payer, Room, Subscription
from elspace.people.models import Person
from tests import factories
from tests.imports.bringing import brought, undone
from tests.imports.files import workbook
from tests.imports.house_files import DESKS, MEMBERS
from tests.imports.test_house_members import AMIRA, HEADERS, OMAR
from tests.imports.test_house_rooms import HEADERS as OF_ROOMS

pytestmark = pytest.mark.django_db


def test_undo_takes_rooms_and_desks_away_and_keeps_what_is_used(programme, things):
    rows = [["Grande salle", "", 40, "", "", "Moitié A + Moitié B"], ["Moitié A", "", 20],
            ["Moitié B", "", 20], ["Seule", "", 4]]  # fmt: skip
    content = workbook(Salles=[OF_ROOMS, *rows], Postes=DESKS)
    batch = undone(brought(programme, content))
    assert (Room.objects.count(), Desk.objects.count(), batch.stayed) == (0, 0, {})
    batch = brought(programme, content)
    other = factories.room("Autre")
    other.parts.add(Room.objects.get(name_fr="Seule"))
    undone(batch)
    assert set(Room.objects.values_list("name_fr", flat=True)) == {"Autre", "Seule"}
    assert list(batch.stayed["hosting.room"]) == ["hosting.space"]


def test_undo_takes_stays_away_unless_used_since(programme, plans):
    before = [model.objects.count() for model in (Person, Subscription, DeskHolding, Payer)]
    batch = undone(brought(programme, workbook(F=MEMBERS["fr"])))
    again = [model.objects.count() for model in (Person, Subscription, DeskHolding, Payer)]
    assert (again, batch.stayed) == (before, {})
    batch = brought(programme, workbook(F=MEMBERS["fr"]))
    omar = Subscription.objects.get(person__first_name="Omar")
    pause_subscription(
        subscription=omar, from_on=date(2027, 3, 1), until_on=date(2027, 3, 5), by=programme
    )
    undone(batch)
    assert list(Subscription.objects.all()) == [omar]
    assert batch.stayed["hosting.subscription"] == {"hosting.subscriptionpause": [omar.pk]}
    assert not Person.objects.filter(first_name="Amira").exists()


def test_undo_keeps_what_stands_on_an_invoice_or_was_used(programme, plans):
    batch = brought(programme, workbook(F=MEMBERS["fr"]))
    run_month(month=date(2027, 2, 1), by=programme)
    amira = Subscription.objects.get(person__first_name="Amira")
    undone(batch)
    assert amira in Subscription.objects.all()
    assert amira.pk in batch.stayed["hosting.subscription"]["billing.invoice"]
    assert "hosting.payer" in batch.stayed
    assert DeskHolding.objects.get().person == amira.person


def test_undo_frees_the_desk_given_under_a_plan_that_was_here(programme, plans):
    known = factories.resident("Amira", last_name="Trabelsi", phone="+21622123456")
    factories.subscription(known, plans[PlanKind.FIXED], from_on=date(2027, 2, 1))
    row = [*AMIRA, "Poste fixe", "01/02/2027", "", "", "", "D4"]
    desks = [*DESKS, ["D4", "fond", "fixe"]]
    batch = brought(programme, workbook(Adhérents=[HEADERS, row], Bureaux=desks))
    assert (batch.counts["stays"], batch.counts["desks_held"]) == (0, 1)
    undone(batch)
    assert (DeskHolding.objects.count(), Desk.objects.filter(name_fr="D4").count()) == (0, 0)
    batch = brought(programme, workbook(Adhérents=[HEADERS, [*OMAR, *row[2:]]], Bureaux=desks))
    run_month(month=date(2027, 2, 1), by=programme)
    undone(batch)
    assert DeskHolding.objects.get().desk == Desk.objects.get(name_fr="D4")
