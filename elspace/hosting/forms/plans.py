"""What is typed about plans and members: prices, who is hosted, who pays, pauses, corrections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.amounts import amount_typed
from elspace.core.forms import KeyedForm, Segments
from elspace.core.moments import today
from elspace.hosting.enums import PlanKind, PriceKind, VatClass
from elspace.hosting.models import MembershipPlan, Payer
from elspace.hosting.queries.plans import plans_in_use
from elspace.hub.forms.names import NamesFields
from elspace.people.forms.who import WhoForm

from .bookings import DayField

DAYS_OF = {PlanKind.DAY_BOOK: 10, PlanKind.DAY: 1}


class PriceField(forms.DecimalField):
    """Dinars with three decimals, as people type them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal(0),
            max_digits=12,
            decimal_places=3,
            widget=forms.TextInput({"inputmode": "decimal", "dir": "ltr", "class": "short"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        found: Decimal | None = super().to_python(amount_typed(str(value or "")))
        return found


class PayerChoice(forms.ModelChoiceField):
    """Who pays, each named in the script of the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Payer.objects.select_related("person"),
            to_field_name="key",
            label=_("Who pays"),
            **kwargs,
        )

    def label_from_instance(self, obj: Payer) -> str:  # type: ignore[override]
        return obj.shown_name


class PlanForm(NamesFields, KeyedForm):
    """A plan; its first price when it is new."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PlanKind)
    days = forms.IntegerField(
        label=_("Days"),
        required=False,
        min_value=1,
        max_value=366,
        help_text=_("Of a book of days only; nothing: by the month."),
    )
    room_hours = forms.DecimalField(
        label=_("Hours of rooms included each month"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(400),
        decimal_places=1,
    )
    vat_class = forms.ChoiceField(label=_("VAT"), choices=VatClass, initial=VatClass.NORMAL)
    price = PriceField(label=_("Price before tax, in dinars"))
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, plan: MembershipPlan | None = None, **kwargs: Any) -> None:
        if plan is not None:
            names = ("name_fr", "name_ar", "name_en", "kind", "days", "vat_class", "is_active")
            initial = {name: getattr(plan, name) for name in names}
            initial["room_hours"] = Decimal(plan.room_minutes) / 60
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        del self.fields["price" if plan else "is_active"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind in DAYS_OF:
            data["days"] = data.get("days") or DAYS_OF[PlanKind(kind)]
        else:
            data["days"] = None
        return data

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "room_hours"}
        data["room_minutes"] = int((self.cleaned_data.get("room_hours") or 0) * 60)
        return data


class PlanPriceForm(forms.Form):
    """A price from a day on."""

    price = PriceField(label=_("Price before tax, in dinars"))
    from_on = DayField(label=_("From"))
    asks_past = False
    is_past_meant = forms.BooleanField(label=_("Yes, it has held since that day"), required=False)


class TermsFields(forms.Form):
    """Who pays, how much, and why less."""

    kind = forms.ChoiceField(
        label=_("Price"), choices=PriceKind, widget=Segments, initial=PriceKind.FULL
    )
    price = PriceField(label=_("Its own price, in dinars before tax"), required=False)
    payer = PayerChoice(required=False, empty_label=_("the person"))


class SubscribeForm(WhoForm, KeyedForm):
    """Somebody is hosted under a plan."""

    plan = forms.ModelChoiceField(
        MembershipPlan.objects.none(), to_field_name="key", label=_("Plan"), empty_label=None
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans_in_use()  # type: ignore[attr-defined]
        self.fields["from_on"].initial = today()


class PricedSubscribeForm(TermsFields, SubscribeForm):
    """The same by whoever sees what people pay."""

    field_order = ("who", "chosen", "plan", "from_on", "until_on", "kind", "price", "payer")


class TermsForm(TermsFields):
    """Other terms from a day on."""

    from_on = DayField(label=_("From"))
    field_order = ("from_on", "kind", "price", "payer")


class PauseForm(KeyedForm):
    """Days of rest."""

    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until"))


class ShorterPauseForm(forms.Form):
    """An earlier last day of a pause."""

    until_on = DayField(label=_("Last day of the pause"))


class LeaveForm(forms.Form):
    """The last day."""

    until_on = DayField(label=_("Last day"))


class CorrectForm(forms.Form):
    """Room time put right."""

    hours = forms.DecimalField(
        label=_("Hours more or less"),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "text", "dir": "ltr", "class": "short"}),
        help_text=_("1.5 gives an hour and a half; -1 takes one."),
    )
    note = forms.CharField(label=_("Why"), max_length=120)
