"""Somebody leaves: what stands on no invoice is written down, a draft for each payer."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import Invoice
from elspace.billing.queries.leaving import unbilled_until
from elspace.core.answers import Refused
from elspace.hosting.models import Payer, Subscription

from .books import lock_books
from .invoices import Item, draft_invoice
from .monthly import payer_of


@transaction.atomic
def draft_until_leaving(*, subscription: Subscription, by: Any) -> list[Invoice]:
    """Drafts of all that is due until the last day noted; what stands on one already is on no
    other, so that pressing twice writes them once."""
    lock_books()
    if subscription.until_on is None:
        raise Refused(_("Which day is the last?"))
    wanted: dict[Payer, list[Item]] = {}
    for due in unbilled_until(subscription, subscription.until_on):
        item = Item(due.words, due.quantity, due.unit_price, due.vat_class, due.source)
        wanted.setdefault(payer_of(due), []).append(item)
    return [draft_invoice(payer=payer, items=items, by=by) for payer, items in wanted.items()]
