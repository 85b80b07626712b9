"""What is typed about desks: what one is, who has it by the week or a day, how the map looks."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, ManyChoices, Segments, StateGrid, StateGridField
from elspace.core.moments import today
from elspace.hosting.enums import DeskKind
from elspace.hosting.models import Desk, MapMark
from elspace.hosting.queries.desks import HALVES, desks_in_use
from elspace.hub.enums import Half, Weekday
from elspace.hub.models import Place
from elspace.people.forms.who import WhoForm

from .bookings import DayField

DAYS = [(day.value, day.label) for day in list(Weekday)[:6]]
MOST_ROWS, MOST_COLUMNS = 40, 26
EMPTY = {"", ".", "-", "–"}
MARK = re.compile(r"^[(\[](?P<text>.*)[)\]]$")


class DeskForm(KeyedForm):
    """A desk: the sign on it, how it is used."""

    name = forms.CharField(
        label=_("Sign"), max_length=20, help_text=_("Short, as on the table: A1, B2.")
    )
    kind = forms.ChoiceField(
        label=_("How it is used"), choices=DeskKind, widget=Segments, initial=DeskKind.FLEXIBLE
    )
    place = forms.ModelChoiceField(
        Place.objects.filter(is_active=True), label=_("Place"), empty_label=None
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, desk: Desk | None = None, **kwargs: Any) -> None:
        if desk is not None:
            names = ("kind", "place", "note", "is_active")
            initial = {name: getattr(desk, name) for name in names} | {"name": desk.name}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        places = Place.objects.filter(is_active=True)
        if desk is None:
            del self.fields["is_active"]
        if desk is not None or places.count() == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = places.first()


class HoldForm(WhoForm, KeyedForm):
    """Somebody gets a desk by the week."""

    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until"), required=False)
    halves = StateGridField(
        label=_("On which half-days?"),
        widget=StateGrid(
            rows=DAYS,
            columns=[(half.value, half.label) for half in HALVES],
            states=[("yes", "✓", "yes"), ("", "·", "unknown")],
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()

    def week(self) -> list[tuple[int, Half]]:
        """The half-days marked."""
        marked = self.cleaned_data["halves"].items()
        return [(int(day), Half(half)) for (day, half), said in marked if said == "yes"]


class DayForm(WhoForm):
    """Somebody gets a desk on one day."""

    day = DayField(widget=forms.HiddenInput)
    halves = forms.MultipleChoiceField(
        label=_("When"),
        choices=[(half.value, half.label) for half in HALVES],
        widget=ManyChoices,
    )


class SwapForm(forms.Form):
    """The other day of a swap, and its desk."""

    other_day = DayField(label=_("Against which day?"))
    other_desk = forms.ModelChoiceField(
        desks_in_use(), to_field_name="key", label=_("At which desk?"), empty_label=None
    )


class UntilForm(forms.Form):
    """The last day of a desk held."""

    until_on = DayField(label=_("Last day"))


class ShareForm(forms.Form):
    """From when until when a desk is shared by whole days."""

    from_on = DayField()
    until_on = DayField()


Squares = dict[tuple[int, int], Desk | str]


class MapForm(forms.Form):
    """The map as lines of signs: one line a row, "|" or a tab between squares, anything in brackets
    a mark ("(porte)"), nothing or a dot an empty square. A piece of a spreadsheet can be pasted."""

    drawing = forms.CharField(
        label=_("The map"),
        widget=forms.Textarea({"rows": 10, "class": "code", "dir": "ltr", "spellcheck": "false"}),
        required=False,
        max_length=8000,
        strip=False,
        help_text=_(
            "One line a row; “|” between squares: A1 | A2 | | A3. In brackets what helps to find "
            "the way: (door). Squares of a spreadsheet can be pasted."
        ),
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, initial={"drawing": drawing_of(place)}, **kwargs)

    def clean_drawing(self) -> Squares:
        desks = {desk.name.casefold(): desk for desk in Desk.objects.filter(place=self.place)}
        squares: Squares = {}
        unknown, seen = [], set()
        lines = self.cleaned_data["drawing"].strip("\r\n").splitlines()
        if len(lines) > MOST_ROWS:
            raise ValidationError(_("%(n)s rows at most."), params={"n": MOST_ROWS})
        for row, line in enumerate(lines, 1):
            cells = [cell.strip() for cell in re.split(r"[|\t]", line)]
            if len(cells) > MOST_COLUMNS:
                raise ValidationError(_("%(n)s squares a row at most."), params={"n": MOST_COLUMNS})
            for column, text in enumerate(cells, 1):
                if text in EMPTY:
                    continue
                if mark := MARK.match(text):
                    squares[row, column] = mark["text"].strip()[:40]
                elif desk := desks.get(text.casefold()):
                    if desk.pk in seen:
                        raise ValidationError(
                            _("%(desk)s stands there twice."), params={"desk": desk.name}
                        )
                    seen.add(desk.pk)
                    squares[row, column] = desk
                else:
                    unknown.append(text[:20])
        if unknown:
            raise ValidationError(
                _("No desk is called so: %(names)s."), params={"names": ", ".join(unknown[:8])}
            )
        return squares


def drawing_of(place: Place) -> str:
    """The map of a place as it is typed."""
    squares = {(desk.row, desk.column): desk.name for desk in _on_map(place)}
    for mark in MapMark.objects.filter(place=place):
        squares.setdefault((mark.row, mark.column), f"({mark.text})")
    if not squares:
        names = [desk.name for desk in Desk.objects.filter(place=place, is_active=True)]
        return "\n".join(" | ".join(names[at : at + 6]) for at in range(0, len(names), 6))
    rows = max(row for row, _column in squares if row)
    columns = max(column for _row, column in squares if column)
    return "\n".join(
        " | ".join(squares.get((row, column), ".") for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    )


def _on_map(place: Place) -> Any:
    return Desk.objects.filter(place=place).exclude(row=None).exclude(column=None)
