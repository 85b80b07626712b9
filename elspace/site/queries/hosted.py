"""How somebody is hosted, for their page: plan, desk, what is owed, as far as the reader may."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from elspace.billing.queries.owed import balance_of
from elspace.core.moments import today
from elspace.hosting.models import DeskDay, DeskHolding, Payer, Subscription
from elspace.hosting.queries.plans import terms_on
from elspace.hub.models import Hub
from elspace.people.models import Person


@dataclass(frozen=True)
class Hosted:
    """What stands on the page; what the hub does not use, or the reader may not read, is empty."""

    plans: list[Subscription] = field(default_factory=list)
    desks: list[DeskHolding] = field(default_factory=list)
    today_at: list[DeskDay] = field(default_factory=list)
    payer: Payer | None = None
    balance: Decimal | None = None
    others: list[Payer] = field(default_factory=list)  # who pays for them
    may_sell: bool = False
    may_host: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say or to do."""
        return bool(self.plans or self.desks or self.today_at or self.payer or self.may_sell)

    @property
    def ahead(self) -> Decimal:
        """Money held for later invoices."""
        return max(-(self.balance or Decimal(0)), Decimal("0.000"))


def hosted_of(person: Person, user: Any, hub: Hub | None) -> Hosted:
    """The plan, the desk and what is owed of one person (seven queries at most)."""
    uses = hub.uses if hub is not None else lambda _part: False
    still = Q(until_on=None) | Q(until_on__gte=today())
    found: dict[str, Any] = {}
    if uses("plans") and user.has_perm("hosting.view_subscription"):
        rows = Subscription.objects.filter(still, person=person).select_related("plan")
        found["plans"] = list(rows.prefetch_related("terms__payer__person"))
        found["may_sell"] = person.is_active and user.has_perm("hosting.sell_pass")
        found["may_host"] = not rows and user.has_perm("hosting.change_subscription")
    if uses("desks") and user.has_perm("hosting.view_desk"):
        held = DeskHolding.objects.filter(still, person=person).select_related("desk")
        found["desks"] = list(held.order_by("from_on"))
        days = DeskDay.objects.filter(person=person, day=today()).select_related("desk")
        found["today_at"] = list({one.desk_id: one for one in days}.values())
    if uses("invoices") and user.has_perm("billing.view_due"):
        payer = Payer.objects.select_related("person").filter(person=person).first()
        found |= {"payer": payer, "balance": balance_of(payer) if payer else None}
        if user.has_perm("hosting.view_terms"):
            now = [terms_on(one, today()) for one in found.get("plans", [])]
            pays = {terms.payer for terms in now if terms is not None and terms.payer != payer}
            found["others"] = sorted(pays, key=lambda one: one.shown_name)
    return Hosted(**found)
