"""A day or a book of days sold at the reception, as the list says, with a desk for today."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.models import Desk, MembershipPlan, Subscription
from elspace.hub.enums import Half
from elspace.people.models import Person

from .desks import take_desk
from .subscriptions import subscribe


@transaction.atomic
def begin_pass(
    *,
    person: Person,
    plan: MembershipPlan,
    desk: Desk | None = None,
    halves: Iterable[Half] = (),
    key: uuid.UUID,
    by: Any,
) -> Subscription:
    """From today on somebody comes under a day or a book of days; they pay for themselves, what
    the list says. The desk, if one is given, is counted from it."""
    if plan.is_monthly:
        raise Refused(_("Only days and books of days are sold here."))
    if Subscription.objects.filter(key=key).exists():  # a second press
        return subscribe(person=person, plan=plan, from_on=today(), key=key, by=by)
    begun = subscribe(person=person, plan=plan, from_on=today(), key=key, by=by)
    if desk is not None:
        take_desk(desk=desk, day=today(), halves=halves, person=person, by=by)
    return begun
