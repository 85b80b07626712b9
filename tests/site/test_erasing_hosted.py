"""Erasing somebody with months on no invoice yet: the page says so, with the sum, before."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from elspace.billing.actions import issue_invoice, run_month
from elspace.billing.actions.leaving import draft_until_leaving
from elspace.billing.models import Waiver
from elspace.core.moments import local
from elspace.hosting.actions.subscriptions import end_subscription
from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Booking
from elspace.hub.models import Hub
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(hub):
    return factories.resident("Inès")


@pytest.fixture
def hosted(ines):
    return factories.subscription(ines, factories.plan("120.000"), from_on=date(2027, 2, 1))


@pytest.fixture
def director(hub, sign_in):
    return sign_in(factories.person("Leïla", roles=[Role.DIRECTOR]))


def used(person, day):
    start = local(day, time(9))
    return Booking.objects.create(
        space=factories.room("Romman"),
        person=person,
        start_at=start,
        end_at=start + timedelta(hours=3),
        price=Decimal(45),
    )


def read(client, person):
    return client.get(f"/requests/{person.key}/erase/").content.decode()


def test_a_month_without_invoice_is_said_with_its_sum_and_where_to_invoice_it(
    ines, hosted, director
):
    page = read(director, ines)
    assert "143,800" in page  # 120 + 19 % + the stamp
    assert f'href="/members/{hosted.key}/leave/"' in page
    assert "Tout n’est pas encore facturé" in page


def test_a_draft_is_not_an_invoice(ines, hosted, director):
    end_subscription(subscription=hosted, until_on=date(2027, 2, 20), by=None)
    hosted.refresh_from_db()
    (draft,) = draft_until_leaving(subscription=hosted, by=None)
    page = read(director, ines)
    assert "143,800" in page
    assert str(draft.key) in page


def test_nothing_is_said_once_all_is_invoiced(ines, hosted, director):
    (draft,) = run_month(month=date(2027, 2, 1), by=None)
    issue_invoice(invoice=draft, by=None)
    assert "Tout n’est pas encore facturé" not in read(director, ines)


def test_nothing_is_said_of_who_owes_nothing_or_where_nothing_is_invoiced(ines, director):
    assert "Tout n’est pas encore facturé" not in read(director, ines)
    factories.subscription(ines, factories.plan("120.000"), from_on=date(2027, 2, 1))
    assert "Tout n’est pas encore facturé" in read(director, ines)
    Hub.objects.update(modules=[])
    assert "Tout n’est pas encore facturé" not in read(director, ines)


def test_a_room_used_under_no_plan_is_said_until_it_is_waived(ines, director):
    booked = used(ines, date(2027, 2, 10))
    assert "54,550" in read(director, ines)  # 45 + 19 % + the stamp
    Waiver.objects.create(
        source=f"booking:{booked.key}",
        payer=factories.payer("Inès", kind=PayerKind.PERSON, person=ines),
        words="Romman",
        amount=Decimal("53.550"),
        waived_on=date(2027, 2, 16),
        reason="panne de courant",
    )
    assert "Tout n’est pas encore facturé" not in read(director, ines)


def test_a_room_entered_late_is_said_as_far_back_as_the_next_run_finds_it(ines, sign_in, clock):
    run_month(month=date(2027, 1, 1), by=None)
    clock.move_to(local(date(2027, 3, 10), time(9)))
    used(ines, date(2027, 1, 20))
    director = sign_in(factories.person("Leïla", roles=[Role.DIRECTOR]))
    assert "54,550" in read(director, ines)
    assert [one.net for one in run_month(month=date(2027, 3, 1), by=None)] == [Decimal(45)]
