"""Pages about plans and members: hosting somebody, other terms, who may read them, leaving."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from elspace.hosting.enums import PlanKind, PriceKind
from elspace.hosting.models import AllowanceMove, MembershipPlan, Payer, Subscription
from elspace.hub.models import Hub
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(hub, sign_in, programme):
    return sign_in(programme)


@pytest.fixture
def reception(hub, sign_in):
    return sign_in(factories.person("Sami", roles=[Role.RECEPTION]))


def test_a_plan_is_written_down_with_its_price_in_dinars(team):
    sent = {"name_fr": "Carnet", "kind": "day_book", "price": "100,500", "vat_class": "normal"}
    sent |= {"key": uuid.uuid4(), "room_hours": ""}
    for _twice in range(2):
        assert team.post("/plans/add/", sent).status_code == 302
    plan = MembershipPlan.objects.get()
    assert (plan.days, plan.prices.get().price) == (10, Decimal("100.500"))
    assert "100,500" in team.get("/plans/").content.decode()
    team.post(f"/plans/{plan.key}/price/", {"price": "110", "from_on": "2027-06-01"})
    assert plan.prices.count() == 2


@pytest.mark.parametrize(
    "sent", [{}, {"price": "-1"}, {"price": "dix", "kind": "x"}, {"price": "1.2345"}]
)
def test_nonsense_gets_a_sentence(team, sent):
    assert team.post("/plans/add/", sent).status_code == 422
    assert team.post("/members/add/", sent).status_code == 422
    one = factories.subscription()
    for what in ("terms", "pause", "leave", "correct"):
        assert team.post(f"/members/{one.key}/{what}/", sent).status_code == 422
    assert not AllowanceMove.objects.exists()


def test_somebody_is_hosted_under_a_plan_at_a_solidarity_price(team):
    ines, plan = factories.resident("Inès"), factories.plan()
    sent = {"who": "Inès", "plan": plan.key, "from_on": "2027-03-01", "key": uuid.uuid4()}
    sent |= {"kind": "solidarity", "price": ""}
    assert team.post("/members/add/", sent).status_code == 422  # how much?
    team.post("/members/add/", sent | {"price": "60"})
    one = Subscription.objects.get()
    assert (one.person, one.terms.get().price) == (ines, Decimal("60.000"))
    assert Payer.objects.get().person == ines


def test_why_somebody_pays_less_is_not_for_everybody(team, reception):
    one = factories.subscription(kind=PriceKind.SOLIDARITY, price=Decimal("60.000"))
    page = f"/members/{one.key}/"
    assert "Tarif solidaire" in team.get(page).content.decode()
    for address in (page, "/members/"):
        read = reception.get(address).content.decode()
        assert "solidaire" not in read
        assert "60,000" not in read
    assert reception.post(f"{page}terms/", {}).status_code == 403


def test_the_pages_of_a_member_act(team):
    one = factories.subscription(factories.resident("Inès"))
    one.plan.room_minutes = 240
    one.plan.save()
    page = f"/members/{one.key}/"
    sent = {"from_on": "2027-03-01", "kind": "waived", "price": "", "payer": ""}
    assert team.post(f"{page}terms/", sent).status_code == 302
    pause = {"from_on": "2027-07-01", "until_on": "2027-07-31", "key": uuid.uuid4()}
    assert team.post(f"{page}pause/", pause).status_code == 302
    assert team.post(f"{page}pause/", pause | {"key": uuid.uuid4()}).status_code == 422
    assert team.post(f"{page}correct/", {"hours": "1.5", "note": "panne"}).status_code == 302
    read = team.get(page).content.decode()
    assert "panne" in read
    assert "5\xa0h\xa030" in read or "5 h 30" in read
    assert team.post(f"{page}leave/", {"until_on": "2027-02-27"}).status_code == 302
    one.refresh_from_db()
    assert one.until_on == date(2027, 2, 27)


def test_members_are_listed_by_plan(team):
    one = factories.subscription(factories.resident("Inès"))
    other = factories.subscription(factories.resident("Ghada"))
    read = team.get("/members/", {"plan": str(one.plan.key)}).content.decode()
    assert "Inès" in read
    assert "Ghada" not in read
    assert "Ghada" in team.get("/members/", {"plan": "nothing"}).content.decode()
    assert other.plan != one.plan


def test_members_say_what_is_left_of_a_book(team):
    book = factories.plan(kind=PlanKind.DAY_BOOK, days=10)
    full, empty = factories.subscription(of=book), factories.subscription(of=book)
    put = {"unit": "desk_halves", "kind": "used", "month": empty.from_on}
    AllowanceMove.objects.create(subscription=empty, amount=0, **put)
    read = team.get("/members/").content.decode()
    assert f"{2 * full.plan.days} demi-journées" in read
    assert "épuisé" in read


def test_a_list_of_members_takes_the_same_queries(team, django_assert_max_num_queries):
    team.get("/members/")
    plan = factories.plan()
    for _n in range(20):
        factories.subscription(of=plan)
    with django_assert_max_num_queries(24):
        team.get("/members/")


def test_off_leaves_no_trace(team):
    one = factories.subscription()
    Hub.objects.update(modules=[])
    for address in ("/plans/", "/members/", f"/members/{one.key}/", "/members/add/"):
        assert team.get(address).status_code == 404
    assert "/members/" not in team.get("/more/").content.decode()
