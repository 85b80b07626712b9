"""What most tests of billing need: somebody who keeps the books, a payer."""

from decimal import Decimal

import pytest

from elspace.billing.actions import Item, draft_invoice, issue_invoice
from elspace.people.enums import Role
from tests import factories


@pytest.fixture
def accountant(hub):
    return factories.person("Sami", roles=[Role.ACCOUNTANT], email="sami@hub.example")


@pytest.fixture
def payer(hub):
    return factories.payer("Association Rives", tax_id="0000011D/A/M/000")


@pytest.fixture
def issued(accountant):
    """`issued(payer, "120.000")`: an invoice over one line, issued today."""

    def make(payer, price="120.000", **fields):
        items = [Item("Bureau", Decimal(1), Decimal(price), "normal")]
        draft = draft_invoice(payer=payer, items=items, by=accountant, **fields)
        return issue_invoice(invoice=draft, by=accountant)

    return make
