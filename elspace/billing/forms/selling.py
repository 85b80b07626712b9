"""What is typed to sell a day or a book of days to somebody."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.billing.queries.selling import ToCollect
from elspace.core.forms import Choices, KeyedForm, Segments
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_dinars, isolate
from elspace.hosting.models import Desk, MembershipPlan
from elspace.hosting.queries.passes import SeatsToday
from elspace.hosting.queries.plans import list_price, passes_in_use
from elspace.hub.enums import Half

ALL_DAY = "day"
CASH = "cash"


class PlanChoice(forms.ModelChoiceField):
    """What can be sold, with what is to be collected for it."""

    to_collect: ToCollect | None = None  # None: invoices are not used, prices are before tax

    def label_from_instance(self, obj: MembershipPlan) -> str:  # type: ignore[override]
        asked = self.to_collect
        price = asked.for_one(obj) if asked else list_price(obj, today())
        if price is None:
            return format_html("{} · {}", isolate(obj.name), _("no price yet"))
        said = format_dinars(price)
        if not asked:
            said = _("%(price)s before tax") % {"price": said}
        return format_html("{} · {}", isolate(obj.name), isolate(said))


class SellForm(KeyedForm):
    """What, a desk for today, how it is paid. `seats`: None where desks are not used; `with_money`:
    whether invoices are."""

    plan = PlanChoice(
        MembershipPlan.objects.none(),
        to_field_name="key",
        label=_("What"),
        widget=Choices,
        empty_label=None,
    )
    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        to_field_name="key",
        label=_("Desk for today"),
        required=False,
        empty_label=_("no desk"),
    )
    half = forms.ChoiceField(label=_("When"), required=False, widget=Segments, initial=ALL_DAY)
    paid = forms.ChoiceField(
        label=_("How it is paid"),
        choices=[
            (CASH, pgettext_lazy("sale", "in cash, now")),
            ("later", pgettext_lazy("sale", "later, on the invoice of the month")),
        ],
        widget=Choices,
        initial=CASH,
    )

    def __init__(
        self, *args: Any, seats: SeatsToday | None, with_money: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        plan: Any = self.fields["plan"]
        plan.to_collect = ToCollect(today()) if with_money else None
        plan.queryset = passes_in_use()
        if (first := plan.queryset.first()) and not self.is_bound:
            plan.initial = first.key
        if not with_money:
            del self.fields["paid"]
        self.seats = seats
        free = seats.free if seats is not None and not seats.own else {}
        open_halves = sorted({half for halves in free.values() for half in halves}, key=_order)
        if not free:
            del self.fields["desk"]
        else:
            desk: Any = self.fields["desk"]
            desk.queryset = Desk.objects.filter(pk__in=[one.pk for one in free])
            desk.label_from_instance = lambda one: _named(one, free[one], open_halves)
        if len(open_halves) < 2:
            del self.fields["half"]
        else:
            half: Any = self.fields["half"]
            named = [(one.value, one.label) for one in open_halves]
            half.choices = [(ALL_DAY, pgettext_lazy("half-days", "the whole day")), *named]
        self.open_halves = open_halves

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        half = said.get("half") or ALL_DAY
        return {
            "plan": said["plan"],
            "desk": said.get("desk"),
            "halves": self.open_halves if half == ALL_DAY else [Half(half)],
            "is_paid": said.get("paid") == CASH,
            "key": said["key"],
        }


def _order(half: Half) -> int:
    return list(Half).index(half)


def _named(desk: Desk, halves: tuple[Half, ...], open_halves: list[Half]) -> str:
    if len(halves) == len(open_halves):
        return desk.name
    return f"{desk.name} · {', '.join(str(Half(half).label) for half in halves)}"
