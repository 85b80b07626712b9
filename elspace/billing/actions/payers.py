"""Payers: add one, change what stands on their next invoices."""

import uuid
from typing import Any

from django.db import transaction

from elspace.core.keys import once_per_key
from elspace.hosting.models import Payer
from elspace.trust.actions import record


@once_per_key(Payer)
@transaction.atomic
def add_payer(*, key: uuid.UUID | None = None, by: Any, **fields: Any) -> Payer:
    """Add somebody who pays."""
    payer = Payer.objects.create(key=key or uuid.uuid4(), **fields)
    record("add_payer", subject=payer, actor=by)
    return payer


@transaction.atomic
def change_payer(*, payer: Payer, by: Any, **fields: Any) -> Payer:
    """Change a payer; what was issued keeps what stood here then."""
    payer = Payer.objects.select_for_update().get(pk=payer.pk)
    for name, value in fields.items():
        setattr(payer, name, value)
    payer.save()
    record("change_payer", subject=payer, actor=by)
    return payer
