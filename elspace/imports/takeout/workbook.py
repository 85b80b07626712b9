"""Everything a person may see of the hub, as one workbook: a sheet a kind of rows."""

import io
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from elspace.billing.enums import InvoiceState
from elspace.core.moments import today
from elspace.hub.parts import uses
from elspace.hub.queries import current_hub
from elspace.imports.cells import guarded
from elspace.imports.columns import LANGUAGES
from elspace.imports.template_files import File
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.support.models import Session
from elspace.support.queries.sessions import sessions_visible_to

from .reading import MARK, VERSION
from .tables import GENERIC, Table, all_tables
from .values import as_cell, reference

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 22


def make_everything(user: Any, language: str) -> File:
    """The workbook for one person: what their screens show and no more; the first sheet says what
    is left out."""
    book = Workbook(write_only=True)
    with override(language):
        name = f"{_('everything')}-{today():%Y-%m-%d}.xlsx"
        _first_sheet(book, user)
        keys = _Keys()
        for table in all_tables():
            _sheet(book, table, rows_for(table, user), keys, language)
    out = io.BytesIO()
    book.save(out)
    return File(name, out.getvalue(), CONTENT_TYPE)


def rows_for(table: Table, user: Any) -> QuerySet[Any]:
    """The rows of a sheet that this person may read on a screen. What cannot stand without a row
    that stays does not go out either."""
    rows = table.model._default_manager.order_by("pk")
    label = table.label
    if label == "people.person":
        return rows.filter(is_active=True)
    tables = {one.label: one for one in all_tables()}
    for field in table.fields:
        of = tables.get(field.target._meta.label_lower) if field.target else None
        if of not in (None, table) and not field.is_many and not field.field.null:
            rows = rows.filter(**{f"{field.name}__in": rows_for(of, user).order_by().values("pk")})
    if label == "needs.need":
        return rows.filter(pk__in=needs_visible_to(user).values("pk"))
    if label == "needs.slip":  # its receipt opens the page of who said it
        hidden = Need.objects.exclude(pk__in=needs_visible_to(user).values("pk"))
        return rows.exclude(person__in=hidden.values("person"))
    if label == "billing.claim":  # a draft does not go out: what it would invoice is due there
        return rows.exclude(line__invoice__state=InvoiceState.DRAFT)
    if label in _BY_OCCASION:
        seen = sessions_visible_to(user)
        unseen = Session.objects.exclude(pk__in=seen.values("pk")).values("occasion")
        return rows.exclude(**{_BY_OCCASION[label]: unseen})
    return rows


# What belongs to a session is hidden with it.
_BY_OCCASION = {"agenda.occasion": "pk__in", "hosting.booking": "occasion__in"}


class _Keys:
    """How rows are called in other sheets, read once a model."""

    def __init__(self) -> None:
        self.known: dict[Any, dict[int, str]] = {}

    def of(self, model: Any, number: int | None) -> str:
        """The reference of a row; "" for none."""
        if number is None:
            return ""
        if model not in self.known:
            fields = [field.name for field in model._meta.fields]
            name = "code" if "code" in fields else "key"
            rows = model._default_manager.values_list("pk", name)
            self.known[model] = {pk: str(value) for pk, value in rows}
        return self.known[model].get(number, "")


def _sheet(book: Workbook, table: Table, rows: Iterable[Any], keys: _Keys, language: str) -> None:
    at = LANGUAGES.index(language)
    sheet = book.create_sheet(table.titles[at])
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.freeze_panes = "B2"
    for number in range(1, len(table.fields) + 1):
        letter_at = sheet.column_dimensions[get_column_letter(number)]
        letter_at.width = WIDTH
    sheet.append([_head(sheet, field.headers[at]) for field in table.fields])
    many = [field.name for field in table.fields if field.is_many]
    for row in rows.prefetch_related(*many) if isinstance(rows, QuerySet) else rows:
        texts = [_cell(field, row, keys) for field in table.fields]
        sheet.append([_text(sheet, text) for text in texts])


def _cell(field: Any, row: Any, keys: _Keys) -> str:
    if field.is_many:
        return "; ".join(sorted(reference(one) for one in getattr(row, field.name).all()))
    if field.target is not None:
        return keys.of(field.target, getattr(row, field.field.attname))
    if field.name == GENERIC:
        return _subject(row, keys)
    return as_cell(field, getattr(row, field.name))


def _subject(row: Any, keys: _Keys) -> str:
    """The row a booking is for, where it goes out too."""
    labels = {table.label: table.model for table in all_tables()}
    model = labels.get(row.subject_kind)
    return keys.of(model, row.subject_id) if model else ""


def _first_sheet(book: Workbook, user: Any) -> None:
    """What this file is, and what it leaves out."""
    sheet = book.create_sheet(MARK)
    sheet.sheet_view.rightToLeft = get_language() == "ar"
    sheet.column_dimensions["A"].width = 100
    hub = current_hub()
    lines = [
        (MARK, VERSION),
        (_("Everything that %(hub)s holds, on %(day)s") % {
            "hub": hub.shown_name if hub else "", "day": f"{today():%Y-%m-%d}"
        },),
        (_("Chosen under “Import” in an empty hub, it gives the same hub. A row that is there "
           "already is left as it is."),),
        (_("Left out: passwords and second factors, personal links, messages, proposals of the "
           "planner, the register of who did what, and people whose data was erased."),),
    ]  # fmt: skip
    if uses("invoices"):
        lines.append(
            (_("Left out as well: invoices, payments and the till. A numbered document stands in "
               "one place; the accountant’s file takes them out, with their numbers. Settings and "
               "dated rates are here, and the next number follows the last one."),)
        )  # fmt: skip
    if not user.has_perm("needs.read_confidential_need"):
        lines.append(
            (_("Left out too: confidential needs that you may not read, and their sessions."),)
        )
    lines.append((_("This file holds personal data: keep it where only the team can read it."),))
    for line in lines:
        sheet.append([_text(sheet, str(text)) for text in line])


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F3A5F")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _text(sheet: Any, text: str) -> Any:
    """A cell of text, never a formula nor a number."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, guarded(ILLEGAL_CHARACTERS_RE.sub("", text)))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
