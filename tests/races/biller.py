"""One process of an issuing race: `python -m tests.races.biller prepare N | issue PART OF`."""

import json
import os
import sys
from decimal import Decimal

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import transaction  # noqa: E402

from elspace.billing.actions import Item, draft_invoice, issue_invoice  # noqa: E402
from elspace.billing.models import Invoice  # noqa: E402
from tests import factories  # noqa: E402


def prepare(count: int) -> None:
    """So many drafts of a few payers."""
    factories.hub()
    payers = [factories.payer() for _n in range(5)]
    item = Item("Bureau", Decimal(1), Decimal("120.000"), "normal")
    with transaction.atomic():
        for n in range(count):
            draft_invoice(payer=payers[n % 5], items=[item], by=None)


def issue(part: int, of: int) -> None:
    """Issue every draft of one's part, and press the last one of another's too."""
    drafts = list(Invoice.objects.order_by("pk"))
    mine = drafts[part::of] + drafts[(part + 1) % of :: of][-1:]
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps([issue_invoice(invoice=draft, by=None).number for draft in mine]))


if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    {"prepare": prepare, "issue": issue}[mode](*map(int, arguments))
