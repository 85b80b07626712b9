"""The files to fill, made when asked for: headers in one language, one example that is left out."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from elspace.hosting.enums import DeskKind
from elspace.hosting.queries.plans import plans_in_use
from elspace.hub.models import Discipline, Place
from elspace.hub.queries import current_hub
from elspace.needs.enums import Level
from elspace.outbox.enums import Channel

from .cells import guarded
from .columns import Column, Kind, columns_off
from .house_columns import columns_of, header
from .template_words import example_of, help_on

ROWS_TO_FILL = 2000
WIDE = {Column.WORDS: 44, Column.LEVEL: 28, Column.YES: 28, Column.IMPOSSIBLE: 28}
LONGEST_TITLE = 31  # signs, of a sheet
MOST_LIST = 250  # signs a list of choices may have in a cell's rule


@dataclass(frozen=True)
class File:
    """A file to hand out."""

    name: str
    content: bytes
    content_type: str


def kinds_offered(user: Any) -> list[Kind]:
    """What this person may bring in, as far as the hub uses it."""
    hub = current_hub()
    allowed = {
        Kind.EXPERTS: hub and hub.uses("programme"),
        Kind.ROOMS: user.has_perm("hosting.change_room"),
        Kind.DESKS: user.has_perm("hosting.change_room") and hub and hub.uses("desks"),
        Kind.MEMBERS: user.has_perm("hosting.change_subscription") and hub and hub.uses("plans"),
    }
    return [kind for kind in Kind if allowed.get(kind, True)]


def _columns(kind: Kind) -> list[Column]:
    """The columns of a kind, without those of parts the hub does not use."""
    hub = current_hub()
    left_out = columns_off()
    if hub is None or not (hub.uses("plans") or hub.uses("invoices")):
        left_out |= {Column.PRICE_HOUR, Column.PRICE_HALF_DAY, Column.PRICE_DAY}
    if kind is Kind.MEMBERS and (hub is None or not hub.uses("desks")):
        left_out |= {Column.DESK, Column.HALVES}
    return [column for column in columns_of(kind) if column not in left_out]


def make_workbook(language: str, kinds: Iterable[Kind] = tuple(Kind)) -> File:
    """One workbook, a sheet a kind, lists of choices where the hub has some."""
    book = Workbook()
    book.remove(book.active)
    with override(language):
        for kind in kinds:
            _fill_sheet(book.create_sheet(_title(kind)[:LONGEST_TITLE]), kind, language)
        name = f"{_file_name()}-{language}.xlsx"
    out = io.BytesIO()
    book.save(out)
    kind_of = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File(name, out.getvalue(), kind_of)


def make_csv(language: str, kind: Kind) -> File:
    """One kind as a text file with the mark Excel needs to read accents and Arabic."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if language == "en" else ";")
    with override(language):
        columns = _columns(kind)
        writer.writerow([guarded(header(column, language)) for column in columns])
        example = example_of(kind)
        writer.writerow([guarded(example.get(column, "")) for column in columns])
        name = f"{_file_name()}-{_title(kind)}-{language}.csv".replace(" ", "-")
    return File(name, b"\xef\xbb\xbf" + out.getvalue().encode(), "text/csv; charset=utf-8")


def _file_name() -> str:
    return _("import template")


def _title(kind: Kind) -> str:
    return {
        Kind.RESIDENTS: _("Residents and needs"),
        Kind.EXPERTS: _("Experts"),
        Kind.ROOMS: _("Rooms"),
        Kind.DESKS: _("Desks"),
        Kind.MEMBERS: _("Members and plans"),
    }[kind]


def _fill_sheet(sheet: Worksheet, kind: Kind, language: str) -> None:
    sheet.sheet_view.rightToLeft = language == "ar"
    example, lists = example_of(kind), _lists()
    for number, column in enumerate(_columns(kind), 1):
        at = get_column_letter(number)
        top = sheet.cell(1, number, header(column, language))
        top.font = Font(bold=True, color="FFFFFF")
        top.fill = PatternFill("solid", fgColor="1F3A5F")
        top.alignment = Alignment(vertical="center", wrap_text=True)
        if text := help_on(column, kind):
            top.comment = Comment(text, "elspace", width=280, height=120)
        below = sheet.cell(2, number)
        below.value = example.get(column, "") or None
        if below.value:
            below.data_type = "s"  # a text, whatever it begins with
        below.font = Font(italic=True, color="6B7280")
        sheet.column_dimensions[at].width = WIDE.get(column, 20)
        if column in (Column.PHONE, Column.WORDS, Column.DESK):
            for row in range(2, 200):
                sheet.cell(row, number).number_format = "@"
        _offer(sheet, at, lists.get(column, []))
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _offer(sheet: Worksheet, at: str, choices: list[str]) -> None:
    listed = ",".join(choice.replace(",", " ").replace('"', "") for choice in choices)
    if choices and len(listed) <= MOST_LIST:
        rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
        rule.showErrorMessage = False  # other words are understood too
        sheet.add_data_validation(rule)
        rule.add(f"{at}3:{at}{ROWS_TO_FILL}")


def _lists() -> dict[Column, list[str]]:
    """Choices where a cell holds one of a few."""
    return {
        Column.DISCIPLINE: [one.name for one in Discipline.objects.filter(is_active=True)],
        Column.LEVEL: [str(level.label) for level in Level],
        Column.READS: ["Français", "العربية", "English"],
        Column.CHANNEL: [str(channel.label) for channel in Channel],
        Column.PRO_BONO: [_("yes"), _("no")],
        Column.QUIET: [_("yes"), _("no")],
        Column.SHARED: [_("yes"), _("no")],
        Column.PLACE: [place.name for place in Place.objects.filter(is_active=True)],
        Column.DESK_KIND: [str(kind.label) for kind in DeskKind],
        Column.PLAN: [plan.name for plan in plans_in_use()],
    }
