"""What is typed about a room: its name, what it holds, its own hours, its terms."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, ManyChoices
from elspace.hosting.enums import OpenTo, VatClass
from elspace.hosting.models import Room, Space
from elspace.hosting.queries import LONGEST_BUFFER, length_in_words
from elspace.hub.enums import Weekday
from elspace.hub.forms.hours import StretchesField
from elspace.hub.forms.languages import Pills
from elspace.hub.forms.names import NamesFields
from elspace.hub.models import Equipment, Place
from elspace.hub.queries.lists import equipment_offered

WORKING_DAYS = list(Weekday)[:6]
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480)
DAY = 24 * 60  # minutes
NOTICES = (60, 120, 240, DAY, 2 * DAY, 3 * DAY, 7 * DAY)
LONGEST = LONGEST_BUFFER.total_seconds() // 60
PRICES = ("price_hour", "price_half_day", "price_day", "vat_class")
TERMS = (
    "is_shared",
    "open_to",
    "min_minutes",
    "max_minutes",
    "notice_minutes",
    "buffer_before",
    "buffer_after",
    "release_after",
    *PRICES,
)


class LengthField(forms.TypedChoiceField):
    """A length in minutes, chosen in words. What nobody chooses is `none`: 0, or no length at all;
    a length written elsewhere stays among the choices."""

    def __init__(self, *, lengths: Iterable[int] = MINUTES, none: int | None = 0, **more: Any):
        self.lengths = tuple(lengths)
        super().__init__(
            coerce=int, empty_value=none, required=False, choices=self._choices, **more
        )

    def _choices(self) -> list[tuple[int | str, str]]:
        return [("", "–"), *((length, length_in_words(length)) for length in self.lengths)]

    def keep(self, length: int | None) -> None:
        """Let a length that is no usual one be chosen too."""
        if length and length not in self.lengths:
            self.lengths = tuple(sorted({*self.lengths, length}))

    def prepare_value(self, value: Any) -> Any:
        return value or ""


class RoomForm(NamesFields, KeyedForm):
    """A room: its name, what it holds, its own hours."""

    capacity = forms.IntegerField(label=_("How many people"), min_value=1, max_value=2000)
    place = forms.ModelChoiceField(
        Place.objects.filter(is_active=True), label=_("Place"), empty_label=None
    )
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.all(), label=_("Equipment"), required=False, widget=Pills
    )
    is_quiet = forms.BooleanField(label=_("Quiet"), required=False)
    is_confidential = forms.BooleanField(label=_("Nobody sees or hears"), required=False)
    parts = forms.ModelMultipleChoiceField(
        Space.objects.filter(is_active=True, room__isnull=False),
        label=_("Made of these rooms"),
        required=False,
        widget=ManyChoices,
        help_text=_("Booking it takes them all; booking one of them takes it too."),
    )
    beside = forms.ModelMultipleChoiceField(
        Room.objects.filter(is_active=True),
        label=_("Rooms beside it"),
        required=False,
        widget=ManyChoices,
        help_text=_("Where one hears what happens here: noise beside a quiet room is said first."),
    )
    is_shared = forms.BooleanField(
        label=_("Several groups at once: its seats are booked, not the room"), required=False
    )
    open_to = forms.ChoiceField(
        label=_("Who books it"), choices=OpenTo, initial=OpenTo.HOSTED, required=False
    )
    min_minutes = LengthField(label=_("For how long at least"))
    max_minutes = LengthField(label=_("For how long at most"), none=None)
    notice_minutes = LengthField(label=_("How long ahead"), lengths=NOTICES)
    buffer_before = LengthField(
        label=_("Time to prepare, before"), lengths=[m for m in MINUTES if m <= LONGEST]
    )
    buffer_after = LengthField(
        label=_("Time to tidy, after"), lengths=[m for m in MINUTES if m <= LONGEST]
    )
    release_after = LengthField(
        label=_("Given to others when nobody came after"),
        lengths=(10, 15, 20, 30, 45, 60),
        none=None,
        help_text=_("The person is reminded before, and keeps the room with one press."),
    )
    price_hour = forms.DecimalField(
        label=_("Price of an hour, before tax (DT)"),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        required=False,
    )
    price_half_day = forms.DecimalField(
        label=_("Price of a half-day, before tax (DT)"),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        required=False,
    )
    price_day = forms.DecimalField(
        label=_("Price of a day, before tax (DT)"),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        required=False,
    )
    vat_class = forms.ChoiceField(
        label=_("VAT"),
        choices=[("", _("as the settings of invoices say")), *VatClass.choices],
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        room: Room | None = None,
        has_prices: bool = False,
        has_tax: bool = False,
        **kwargs: Any,
    ) -> None:
        if room is not None:
            kwargs.setdefault("initial", self._initial(room))
        super().__init__(*args, **kwargs)
        self.fields["equipment"].queryset = equipment_offered(  # type: ignore[attr-defined]
            room.equipment.all() if room else None
        )
        self.fields["parts"].queryset = (  # type: ignore[attr-defined]
            Space.objects.filter(is_active=True, room__isnull=False).exclude(
                pk=room.pk if room else 0
            )
        )
        self.fields["beside"].queryset = (  # type: ignore[attr-defined]
            Room.objects.filter(is_active=True).exclude(pk=room.pk if room else 0)
        )
        if not has_prices:
            for name in PRICES:
                del self.fields[name]
        elif not has_tax:  # invoices alone speak of it
            del self.fields["vat_class"]
        for name, field in self.fields.items():
            if room is not None and isinstance(field, LengthField):
                field.keep(getattr(room, name))
        self.has_others = self.fields["parts"].queryset.exists()  # type: ignore[attr-defined]
        if room is None:
            del self.fields["is_active"]
        if Place.objects.filter(is_active=True).count() == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = Place.objects.filter(is_active=True).first()
        for weekday in WORKING_DAYS:
            self.fields[f"hours_{weekday.value}"] = StretchesField(label=weekday.label)

    def _initial(self, room: Room) -> dict[str, Any]:
        names = ("name_fr", "name_ar", "name_en", "capacity", "place", "is_quiet")
        more = ("is_confidential", "note", "is_active", "key")
        found = {name: getattr(room, name) for name in (*names, *more)}
        found |= {name: getattr(room, name) for name in TERMS}
        found["equipment"], found["parts"] = room.equipment.all(), room.parts.all()
        found["beside"] = room.beside.all()
        for hours in room.hours.all():
            found.setdefault(f"hours_{hours.weekday}", []).append((hours.opens, hours.closes))
        return found

    @property
    def hours_lines(self) -> Iterable[Any]:
        """The field of each day, for the page."""
        return [self[f"hours_{weekday.value}"] for weekday in WORKING_DAYS]

    @property
    def has_terms(self) -> bool:
        """Whether something stands under "More about booking it", so that it stands open."""
        usual = {"open_to": OpenTo.HOSTED}
        return any(
            self[name].value() and self[name].value() != usual.get(name)
            for name in TERMS
            if name in self.fields
        )

    @property
    def has_own_hours(self) -> bool:
        """Whether hours were typed, so that they stand open."""
        return any(line.value() for line in self.hours_lines)

    def clean_open_to(self) -> str:
        """Left out, it stays what every room begins with."""
        return self.cleaned_data["open_to"] or OpenTo.HOSTED

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        least, most = data.get("min_minutes") or 0, data.get("max_minutes")
        if most and most < least:
            self.add_error("max_minutes", _("Longer than the shortest time, or empty."))
        return data

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = dict(self.cleaned_data)
        typed = {day.value: data.pop(f"hours_{day.value}") for day in WORKING_DAYS}
        return data | {"hours": {day: hours for day, hours in typed.items() if hours}}
