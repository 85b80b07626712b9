"""A person's page says plan, desk and what is owed, as far as the reader may."""

from decimal import Decimal

import pytest

from elspace.billing.actions import Item, draft_invoice, issue_invoice
from elspace.hosting.actions.desks import hold_desk
from elspace.hosting.enums import PriceKind
from elspace.hosting.queries.desks import HALVES
from elspace.hub.models import Hub
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def walid(hub, programme):
    walid = factories.resident("Walid")
    one = factories.subscription(walid, kind=PriceKind.SOLIDARITY, price=D("60.000"))
    desk = factories.desk()
    halves = [(0, half) for half in HALVES]
    hold_desk(desk=desk, person=walid, from_on=one.from_on, halves=halves, by=programme)
    item = Item("Bureau", D(1), D("100"), "normal")
    draft = draft_invoice(payer=walid.payer, items=[item], by=programme)
    issue_invoice(invoice=draft, by=programme)
    return walid


def read(sign_in, role, walid):
    client = sign_in(factories.person("Sami", roles=[role]))
    return client.get(f"/people/{walid.key}/").content.decode()


def test_plan_desk_and_dues_lead_to_their_pages(walid, sign_in):
    page = read(sign_in, Role.RECEPTION, walid)
    member = f"/members/{walid.subscriptions.get().key}/"
    for address in (member, f"/billing/payers/{walid.payer.key}/"):
        assert address in page
    assert "A1" in page
    assert "120,000" in page
    assert "/billing/?q=" not in page
    assert "solidaire" not in page
    assert "60,000" not in page
    assert "/billing/?q=" in read(sign_in, Role.DIRECTOR, walid)
    client = sign_in(factories.person("Ali", roles=[Role.RECEPTION]))
    for address in (member, f"/billing/payers/{walid.payer.key}/"):
        assert f'href="/people/{walid.key}/"' in client.get(address).content.decode()


def test_the_payer_of_another_is_read_with_the_terms_alone(walid, sign_in):
    pays = factories.payer("Association Rives")
    walid.subscriptions.get().terms.update(payer=pays)
    assert "Rives" not in read(sign_in, Role.RECEPTION, walid)
    assert "Rives" in read(sign_in, Role.PROGRAMME, walid)


def test_what_the_hub_does_not_use_leaves_no_trace(walid, sign_in):
    Hub.objects.update(modules=[])
    page = read(sign_in, Role.DIRECTOR, walid)
    for trace in ("A1", "120,000", "/members/", "/billing/", "/sell/", "Flexible", "flexible"):
        assert trace not in page
