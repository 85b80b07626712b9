"""The till: change put in, cash taken to the bank, counting."""

import uuid
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.enums import TillMoveKind
from elspace.billing.models import TillCount, TillMove
from elspace.billing.queries.till import expected_in_till
from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def move_till(
    *,
    kind: TillMoveKind | str,
    amount: Decimal,
    note: str = "",
    key: uuid.UUID | None = None,
    by: Any,
) -> TillMove:
    """Note change put in, or cash taken to the hub's bank."""
    lock_books()
    if first := known_by_key(TillMove, key, kind=kind, amount=amount):
        return first
    if amount <= 0:
        raise Refused(_("An amount is more than nothing."))
    if kind == TillMoveKind.TO_BANK and amount > expected_in_till():
        raise Refused(_("There is less than that in the till."))
    move = TillMove.objects.create(
        key=key or uuid.uuid4(), kind=kind, amount=amount, note=note[:120], on=today(), by=by
    )
    record("move_till", subject=move, actor=by)
    return move


@transaction.atomic
def count_till(
    *,
    counted: Decimal,
    explanation: str = "",
    second: Any = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> TillCount:
    """Note what lies in the till. A difference is explained; above the hub's limits a second person
    counts too. From then on the till holds what was counted."""
    books = lock_books()
    if first := known_by_key(TillCount, key, counted=counted):
        return first
    expected = expected_in_till()
    difference = counted - expected
    if difference and not explanation.strip():
        raise Refused(_("What explains the difference? A word is enough, even “not found”."))
    is_much = counted > books.second_over or abs(difference) > books.difference_over
    if is_much and (second is None or second == by):
        raise Refused(_("For such an amount, a second person counts too."))
    count = TillCount.objects.create(
        key=key or uuid.uuid4(),
        on=today(),
        expected=expected,
        counted=counted,
        difference=difference,
        explanation=explanation.strip()[:240] if difference else "",
        second=second if second != by else None,
        by=by,
    )
    record("count_till", subject=count, actor=by)
    return count
