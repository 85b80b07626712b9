"""Conditions that start from what holds and show what comes; prices and pauses noted ahead."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from elspace.billing.actions import issue_month, run_month
from elspace.hosting.enums import PriceKind
from elspace.hosting.models import SubscriptionPause
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def team(hub, sign_in, programme):
    return sign_in(programme)


@pytest.fixture
def walid(hub):
    return factories.subscription(
        factories.resident("Walid"), kind=PriceKind.SOLIDARITY, price=D("60.000")
    )


def test_changing_who_pays_starts_from_the_price_that_holds(team, walid):
    form = team.get(f"/members/{walid.key}/").context["terms_form"]
    assert form["kind"].value() == PriceKind.SOLIDARITY
    assert form["price"].value() == D("60.000")
    assert form["payer"].value() == walid.terms.get().payer.key


def test_conditions_to_come_are_said_with_their_day(team, walid):
    sent = {"from_on": "2027-06-01", "kind": "solidarity", "price": "72.400", "payer": ""}
    team.post(f"/members/{walid.key}/terms/", sent)
    read = team.get(f"/members/{walid.key}/").content.decode()
    assert "1er juin 2027" in read
    assert "72,400" in read


def priced(team, plan, day, price="90", **more):
    return team.post(f"/plans/{plan.key}/price/", {"price": price, "from_on": day} | more)


def test_a_price_in_the_past_is_asked_about(team, walid):
    plan = walid.plan
    asked = priced(team, plan, "2027-02-01")
    assert asked.status_code == 422
    assert "is_past_meant" in asked.content.decode()
    assert plan.prices.count() == 1
    assert priced(team, plan, "2027-02-01", is_past_meant="on").status_code == 302
    assert plan.prices.count() == 2


def test_a_price_of_a_month_already_invoiced_is_refused(team, walid, programme):
    run_month(month=date(2027, 2, 1), by=programme)
    issue_month(month=date(2027, 2, 1), by=programme)
    refused = priced(team, walid.plan, "2027-02-01", is_past_meant="on")
    assert refused.status_code == 422
    assert "is_past_meant" not in refused.content.decode()
    assert priced(team, factories.plan(), "2027-02-01", is_past_meant="on").status_code == 302
    assert priced(team, walid.plan, "2027-03-01").status_code == 302


def test_a_price_to_come_can_be_taken_back(team, walid):
    plan = walid.plan
    priced(team, plan, "2027-06-01")
    address = f"/plans/{plan.key}/price/withdraw/"
    assert address in team.get(f"/plans/{plan.key}/").content.decode()
    for day in ("2027-06-01", "2027-06-01", "2026-01-01", "nonsense"):
        assert team.post(address, {"from_on": day}).status_code == 302
    assert [one.from_on for one in plan.prices.all()] == [date(2026, 1, 1)]


def paused(team, one, first, last):
    sent = {"from_on": first, "until_on": last, "key": uuid.uuid4()}
    return team.post(f"/members/{one.key}/pause/", sent)


def test_a_pause_is_noted_ahead_and_within_the_membership(team, walid):
    assert paused(team, walid, "2027-02-01", "2027-03-01").status_code == 422
    soon = factories.subscription(from_on=date(2027, 5, 1))
    assert paused(team, soon, "2027-04-01", "2027-05-31").status_code == 422
    assert not SubscriptionPause.objects.exists()
    assert paused(team, walid, "2027-02-16", "2029-03-01").status_code == 422
    assert paused(team, walid, "2027-02-16", "9999-12-31").status_code == 422
    assert team.get(f"/members/{walid.key}/").status_code == 200
    assert paused(team, walid, "2027-02-16", "2027-03-01").status_code == 302


def test_a_pause_is_made_shorter_and_taken_back_before_it_begins(team, walid, clock):
    paused(team, walid, "2027-03-01", "2027-03-31")
    pause = SubscriptionPause.objects.get()
    assert f"/pauses/{pause.key}/" in team.get(f"/members/{walid.key}/").content.decode()
    for day in ("2027-04-30", "2027-02-20", "nonsense"):
        team.post(f"/pauses/{pause.key}/shorten/", {"until_on": day})
    assert SubscriptionPause.objects.get().until_on == date(2027, 3, 31)
    team.post(f"/pauses/{pause.key}/shorten/", {"until_on": "2027-03-15"})
    assert SubscriptionPause.objects.get().until_on == date(2027, 3, 15)
    team.post(f"/pauses/{pause.key}/withdraw/")
    assert not SubscriptionPause.objects.exists()
    paused(team, walid, "2027-02-16", "2027-03-31")
    clock.shift(3 * 24 * 3600)
    pause = SubscriptionPause.objects.get()
    team.post(f"/pauses/{pause.key}/withdraw/")
    team.post(f"/pauses/{pause.key}/shorten/", {"until_on": "2027-02-17"})
    assert SubscriptionPause.objects.get().until_on == date(2027, 3, 31)
    team.post(f"/pauses/{pause.key}/shorten/", {"until_on": "2027-02-18"})
    assert SubscriptionPause.objects.get().until_on == date(2027, 2, 18)


def test_a_pause_says_which_months_are_not_due(team, walid):
    paused(team, walid, "2027-03-15", "2027-04-14")
    read = team.get(f"/members/{walid.key}/").content.decode()
    assert "chaque mois reste dû" in read
    paused(team, walid, "2027-04-15", "2027-05-31")
    read = team.get(f"/members/{walid.key}/").content.decode()
    assert "Rien n’est dû pour\xa0: avril 2027, mai 2027" in read
    assert not SubscriptionPause.objects.filter(from_on__month=6).exists()


def test_who_rests_reads_until_when_on_their_own_page(team, walid, sign_in):
    paused(team, walid, "2027-02-16", "2027-03-31")
    assert (
        "en pause jusqu’au 31 mars"
        in sign_in(walid.person).get("/my-week/invoices/").content.decode()
    )


def test_paid_by_a_programme_names_who_pays(team, walid):
    sent = {"from_on": "2027-03-01", "kind": "programme", "price": "", "payer": ""}
    refused = team.post(f"/members/{walid.key}/terms/", sent)
    assert refused.status_code == 422
    assert "choisir qui paie" in refused.content.decode()
    assert walid.terms.count() == 1
    own = str(walid.terms.get().payer.key)
    assert team.post(f"/members/{walid.key}/terms/", sent | {"payer": own}).status_code == 422
    other = {"payer": factories.payer("Programme Rives").key}
    assert team.post(f"/members/{walid.key}/terms/", sent | other).status_code == 302
    assert walid.terms.get(kind="programme").payer.name == "Programme Rives"
