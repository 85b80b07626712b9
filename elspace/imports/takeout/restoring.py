"""A workbook of everything comes back: rows that are not there yet are made as they were.

No letter leaves and no rule is asked again: what happened has happened.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hosting.models import Room
from elspace.imports.faults import Fault
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.models import Session

from .reading import Tables
from .tables import GENERIC, Field, Table, all_tables
from .values import from_cell

# Rows of these lists stand in every hub from the start: in an empty one they take what is written.
STARTING = (
    "hub.hub", "hub.place", "hub.discipline", "hub.format", "hub.spokenlanguage",
    "billing.billingsettings",
)  # fmt: skip
# A new hub lays these for itself: those of the file stand in their place.
LAID = (
    "hub.openingprofile", "hub.holiday", "hub.closure", "hub.equipment", "billing.vatrate",
    "billing.stampduty",
)  # fmt: skip


@dataclass
class Restored:
    """How many rows of each kind are new, how many are here; what cannot be read."""

    new: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    made: list[tuple[str, int]] = field(default_factory=list)  # model label, number


def plan_tables(tables: Tables) -> Restored:
    """What would come back; nothing is written."""
    return _Restorer(tables).run(writes=False)


def restore_tables(tables: Tables) -> Restored:
    """Make all that is not there yet, within the caller's transaction."""
    return _Restorer(tables).run(writes=True)


class _Restorer:
    """Goes through the sheets in their order; references are found by what rows are called."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.result = Restored()
        self.is_empty = not any(one.objects.exists() for one in (Need, Session, Room))
        self.rows: dict[str, dict[str, int]] = {}  # model label → reference → number
        self.later: list[tuple[Any, str, str, str]] = []  # row, attribute, model label, reference

    def run(self, *, writes: bool) -> Restored:
        for table in all_tables():
            if self._is_laid(table) and writes:
                table.model._default_manager.all().delete()
            self._know(table)
            for cells in self.tables.get(table.label, []):
                self._row(table, cells, writes)
        if writes:
            self._finish()
        return self.result

    def _is_laid(self, table: Table) -> bool:
        return self.is_empty and table.label in LAID and bool(self.tables.get(table.label))

    def _know(self, table: Table) -> None:
        """The rows of a kind that are here already."""
        names = {one.name for one in table.model._meta.fields}
        called = "code" if "code" in names else "key" if "key" in names else ""
        if not called or self._is_laid(table):
            self.rows.setdefault(table.label, {})
            return
        rows = table.model._default_manager.values_list(called, "pk")
        self.rows[table.label] = {str(name): number for name, number in rows}
        if table.label == "hosting.room":
            self.rows["hosting.space"] = self.rows[table.label]

    def _row(self, table: Table, cells: dict[str, str], writes: bool) -> None:
        called = cells.get("code") or cells.get("key") or ""
        number = self._here(table, cells, called)
        if number is not None:
            self.result.here[table.label] += 1
            if called:
                self.rows[table.label][called] = number
            if writes and self.is_empty and table.label in STARTING:
                self._write(table, cells, table.model._default_manager.get(pk=number))
            return
        self.result.new[table.label] += 1
        if not writes:
            self._check(table, cells)
            if called:
                self.rows[table.label].setdefault(called, -1)
            return
        row = self._write(table, cells, table.model())
        if called:
            self.rows[table.label][called] = row.pk
        self.result.made.append((table.label, row.pk))

    def _here(self, table: Table, cells: dict[str, str], called: str) -> int | None:
        """The number of a row that is here; a person also by the mail address, what stands
        once always."""
        if not table.natural:
            return table.model._default_manager.values_list("pk", flat=True).first()
        known = self.rows.get(table.label, {})
        if called:
            number = known.get(called)
            if number is None and table.label == "hub.place" and self.is_empty:
                only = list(table.model._default_manager.values_list("pk", flat=True)[:2])
                # The address of the first page is that of the first place.
                return only[0] if len(only) == 1 and not self.result.here["hub.place"] else None
            if number is None and table.label == "people.person" and cells.get("email"):
                mail = cells["email"].lower()
                number = Person.objects.filter(email=mail).values_list("pk", flat=True).first()
            return number
        wanted: dict[str, Any] = {}
        for one in table.fields:
            if one.name in table.natural:
                try:
                    wanted[one.field.attname] = self._value(one, cells.get(one.name, ""))
                except (ValueError, KeyError):
                    return None
        if any(value == -1 for value in wanted.values()):
            return None
        found = table.model._default_manager.filter(**wanted)
        return found.values_list("pk", flat=True).first()

    def _check(self, table: Table, cells: dict[str, str]) -> None:
        for one in table.fields:
            if not one.is_many and one.name != GENERIC:
                try:
                    self._value(one, cells.get(one.name, ""))
                except (ValueError, KeyError, ArithmeticError):
                    self._fault(table, one, cells)

    def _fault(self, table: Table, one: Field, cells: dict[str, str]) -> None:
        shown = {"value": cells.get(one.name, "")[:60]}
        number = int(cells["#"])
        self.result.faults.append(
            Fault("not_as_written", table.titles[0], number, "", one.headers[0], shown)
        )

    def _value(self, one: Field, text: str) -> Any:
        """A value, or the number of the row a reference calls; -1 for one that is not made yet."""
        if one.target is None:
            return from_cell(one, text)
        if not text:
            if one.field.null:
                return None
            raise ValueError(text)
        known = self.rows.get(one.target._meta.label_lower, {})
        if text not in known:
            if one.field.null:
                return None
            raise ValueError(text)
        return known[text]

    def _write(self, table: Table, cells: dict[str, str], row: Any) -> Any:
        for one in table.fields:
            if one.is_many or (one.name not in cells and row.pk):
                continue
            text = cells.get(one.name, "")
            if one.name == GENERIC:
                if text:
                    self.later.append((row, GENERIC, cells.get("subject_kind", ""), text))
                continue
            if one.target is table.model and text:
                self.later.append((row, one.field.attname, table.label, text))
                continue
            try:
                setattr(row, one.field.attname, self._value(one, text))
            except (ValueError, KeyError, ArithmeticError):
                raise Refused(
                    _("%(sheet)s, row %(row)s: %(reason)s")
                    % {"sheet": table.titles[0], "row": cells["#"], "reason": text[:60]}
                ) from None
        if isinstance(row, Person) and not row.pk:
            row.set_unusable_password()
        row.save()
        for one in table.fields:
            if one.is_many and one.name in cells:
                self._many(row, one, cells[one.name])
        return row

    def _many(self, row: models.Model, one: Field, text: str) -> None:
        if one.target is type(row):  # rows of its own kind may come later
            for part in text.split("; "):
                self.later.append((row, one.name, type(row)._meta.label_lower, part))
            return
        known = self.rows.get(one.target._meta.label_lower if one.target else "", {})
        numbers = [known[part] for part in text.split("; ") if part in known]
        getattr(row, one.name).set(numbers)

    def _finish(self) -> None:
        """References within one kind, and to rows that stand after."""
        for row, name, label, text in self.later:
            number = self.rows.get(label, {}).get(text)
            if number is None:
                continue
            kind = type(row)._meta.get_field(name) if name != GENERIC else None
            if kind is not None and kind.many_to_many:
                getattr(row, name).add(number)
            else:
                type(row)._default_manager.filter(pk=row.pk).update(**{name: number})
