"""The page on which somebody leaves: what is owed, paid in parts, the desk free on the day."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from elspace.billing.actions import issue_invoice, receive_cash, run_month
from elspace.billing.actions.leaving import draft_until_leaving
from elspace.billing.models import InstalmentPlan, Invoice
from elspace.billing.queries.leaving import settlings_of, unbilled_until
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import wait_for_room
from elspace.hosting.actions.desks import hold_desk
from elspace.hosting.enums import PriceKind, WaitState
from elspace.hosting.models import DeskHolding, RoomWait
from elspace.hosting.queries.desks import HALVES
from elspace.hub.models import Hub
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
LAST = date(2027, 3, 31)


@pytest.fixture
def ines():
    return factories.resident("Inès")


@pytest.fixture
def hosted(hub, ines):
    return factories.subscription(ines, factories.plan("120.000"), from_on=date(2027, 1, 1))


@pytest.fixture
def billed(hosted, accountant):
    """January is invoiced: 120 + 19 % + the stamp = 143.800."""
    (draft,) = run_month(month=date(2027, 1, 1), by=accountant)
    return issue_invoice(invoice=draft, by=accountant)


def read(client, one, **asked):
    page = client.get(f"/members/{one.key}/leave/", asked)
    assert page.status_code == 200
    return page.content.decode()


def test_who_leaves_sees_invoices_and_months_without_invoice(hosted, billed, sign_in, programme):
    page = read(sign_in(programme), hosted, until_on="2027-03-31")
    assert billed.code in page
    assert "143,800" in page
    for month in ("février 2027", "mars 2027"):
        assert month in page
    assert "avril 2027" not in page
    # 143.800 + 2 × 142.800 + a stamp of 1.000
    assert "430,400" in page
    hosted.refresh_from_db()
    assert hosted.until_on is None  # looking changes nothing


def test_a_month_in_a_draft_is_not_counted_twice(hosted, billed, accountant):
    run_month(month=date(2027, 2, 1), by=accountant)
    unbilled = unbilled_until(hosted, LAST)
    assert len(unbilled) == 1
    (one,) = settlings_of(hosted, unbilled)
    assert one.owed == D("143.800") * 3


def test_money_received_ahead_comes_off(hosted, billed, accountant):
    receive_cash(payer=billed.payer, amount=D("200.000"), by=accountant)
    (one,) = settlings_of(hosted, [])
    assert (one.invoices, one.ahead, one.owed) == ([], D("56.200"), D("-56.200"))


def test_what_is_left_is_invoiced_once_and_paid_in_parts(hosted, billed, sign_in, programme):
    team = sign_in(programme)
    address, press = f"/members/{hosted.key}/leave/", f"/billing/leaving/{hosted.key}/"
    team.post(press)
    assert not Invoice.objects.filter(state="draft").exists()  # no last day yet
    assert "Facturer ce qui reste" not in read(team, hosted)
    assert team.post(address, {"until_on": "2027-03-31"})["Location"] == address
    assert "Facturer ce qui reste" in read(team, hosted)
    for _twice in range(2):
        assert team.post(press).status_code == 302
    draft = Invoice.objects.get(state="draft")
    assert [line.net for line in draft.lines.all()] == [D(120), D(120)]
    issue_invoice(invoice=draft, by=programme)
    page = read(team, hosted)
    assert "430,400" in page
    sent = {"count": "3", "first_on": "2027-04-10", "leaving": str(hosted.key)}
    sent["key"] = "00000000-0000-4000-8000-000000000001"
    answer = team.post(f"/billing/payers/{draft.payer.key}/parts/", sent)
    assert answer["Location"] == address
    assert InstalmentPlan.objects.get().total == D("430.400")
    assert "143,467" in read(team, hosted)


def test_another_payer_is_asked_for_this_person_alone(hub, accountant, issued, payer):
    one = factories.subscription(pays=payer, kind=PriceKind.PROGRAMME)
    factories.subscription(pays=payer, kind=PriceKind.PROGRAMME)  # for somebody else
    issued(payer, "500.000")  # for something else
    (draft,) = run_month(month=date(2027, 2, 1), by=accountant)
    own, other = settlings_of(one, unbilled_until(one, date(2027, 3, 31)))
    assert (own.owed, other.payer) == (0, payer)
    assert other.drafts == [draft]
    assert other.owed == D("142.800") * 2 + D("1.000")
    assert not other.agreements


def test_no_draft_without_a_last_day(hosted, accountant):
    with pytest.raises(Refused):
        draft_until_leaving(subscription=hosted, by=accountant)


def test_leaving_frees_the_desk_on_the_day_and_ends_waiting(hosted, ines, sign_in, programme):
    a1, room = factories.desk("A1"), factories.room("Romman")
    week = [(day, half) for day in range(5) for half in HALVES]
    hold_desk(desk=a1, person=ines, from_on=date(2027, 2, 1), halves=week, by=None)
    starts = local(date(2027, 4, 19), time(10))
    wait = {"room": room, "person": ines, "end_at": starts + timedelta(hours=1), "by": ines}
    wait_for_room(start_at=starts, **wait)
    team = sign_in(programme)
    page = read(team, hosted, until_on="2027-03-31")
    assert "A1" in page
    assert "Romman" in page
    assert "Noter le dernier jour" in page
    said = team.post(f"/members/{hosted.key}/leave/", {"until_on": "2027-03-31"}, follow=True)
    assert "A1 sera libre après le" in said.content.decode()
    assert DeskHolding.objects.get().until_on == date(2027, 3, 31)
    assert RoomWait.objects.get().state == WaitState.WITHDRAWN


def test_who_may_not_read_prices_is_told_no_months(hosted, billed, sign_in):
    from elspace.billing.views.leaving import owed_on_leaving

    reception = factories.person("Sami", roles=[Role.RECEPTION])
    about = owed_on_leaving(hosted, LAST, reception)
    assert about is not None
    assert not about["has_unbilled"]
    assert owed_on_leaving(hosted, LAST, factories.person(roles=[Role.FUNDER])) is None
    assert sign_in(reception).get(f"/members/{hosted.key}/leave/").status_code == 403


def test_without_invoices_nothing_is_said_of_money(hosted, billed, sign_in, programme):
    Hub.objects.update(modules=["plans"])
    page = read(sign_in(programme), hosted)
    assert billed.code not in page
    assert sign_in(programme).post(f"/billing/leaving/{hosted.key}/").status_code == 404
