"""The files to fill, made when asked for: headers in one language, one example that is left out."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from elspace.hub.enums import FormatCode, Half
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.outbox.enums import Channel

from .cells import guarded
from .headers import COLUMNS, Column, Kind, header

ROWS_TO_FILL = 2000
WIDE = {Column.WORDS: 44, Column.LEVEL: 28, Column.YES: 28, Column.IMPOSSIBLE: 28}
MOST_LIST = 250  # signs a list of choices may have in a cell's rule


@dataclass(frozen=True)
class File:
    """A file to hand out."""

    name: str
    content: bytes
    content_type: str


def make_workbook(language: str) -> File:
    """One workbook, a sheet a kind, lists of choices where the hub has some."""
    book = Workbook()
    book.remove(book.active)
    with override(language):
        for kind in Kind:
            _fill_sheet(book.create_sheet(_title(kind)), kind, language)
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
        columns = COLUMNS[kind]
        writer.writerow([guarded(header(column, language)) for column in columns])
        example = _example(kind)
        writer.writerow([guarded(example.get(column, "")) for column in columns])
        name = f"{_file_name()}-{_title(kind)}-{language}.csv".replace(" ", "-")
    return File(name, b"\xef\xbb\xbf" + out.getvalue().encode(), "text/csv; charset=utf-8")


def _file_name() -> str:
    return _("import template")


def _title(kind: Kind) -> str:
    return _("Residents and needs") if kind is Kind.RESIDENTS else _("Experts")


def _fill_sheet(sheet: Worksheet, kind: Kind, language: str) -> None:
    sheet.sheet_view.rightToLeft = language == "ar"
    example, lists = _example(kind), _lists()
    for number, column in enumerate(COLUMNS[kind], 1):
        at = get_column_letter(number)
        top = sheet.cell(1, number, header(column, language))
        top.font = Font(bold=True, color="FFFFFF")
        top.fill = PatternFill("solid", fgColor="1F3A5F")
        top.alignment = Alignment(vertical="center", wrap_text=True)
        if text := _help(column):
            top.comment = Comment(text, "elspace", width=280, height=120)
        below = sheet.cell(2, number)
        below.value = example.get(column, "") or None
        if below.value:
            below.data_type = "s"  # a text, whatever it begins with
        below.font = Font(italic=True, color="6B7280")
        sheet.column_dimensions[at].width = WIDE.get(column, 20)
        if column in (Column.PHONE, Column.WORDS):
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
    }


def _help(column: Column) -> str:
    """What a column takes, beyond its header."""
    return {
        Column.FIRST_NAME: _(
            "Needed; an alias will do. One row a need: repeat the name and the phone."
        ),
        Column.PHONE: _("8 digits, or + and the code of the country."),
        Column.SPEAKS: _("Several, separated by a semicolon."),
        Column.READS: _("The language of the messages: French, Arabic or English."),
        Column.WORDS: _("In any language, as it was said."),
        Column.DISCIPLINE: _(
            "Empty: to be sorted later. Experts: several, separated by a semicolon."
        ),
        Column.LEVEL: _("3: without it my project stops. 2: I move slowly. 1: it would be a plus."),
        Column.FORMATS: _("Empty: all of them. Several, separated by a semicolon."),
        Column.IMPOSSIBLE: _("For example: Mon morning; Thu"),
        Column.YES: _("For example: Tue morning; Thu afternoon"),
    }.get(column, "")


def _example(kind: Kind) -> dict[Column, str]:
    """One row that shows how; whoever reads the file leaves it out by its first word."""
    spoken = {one.code: one.name for one in SpokenLanguage.objects.all()}
    formats = {one.code: one.name for one in Format.objects.all()}
    disciplines = [one.name for one in Discipline.objects.filter(is_active=True)[:2]] or [""]
    row = {
        Column.FIRST_NAME: _("Example: Amina"),
        Column.LAST_NAME: _("to be left out"),
        Column.FIRST_NAME_AR: "أمينة",
        Column.LAST_NAME_AR: "بن علي",
        Column.PHONE: "60 000 001",
        Column.MAIL: "amina@mail.example",
        Column.SPEAKS: "; ".join(spoken[code] for code in ("aeb", "fr") if code in spoken),
        Column.READS: "Français",
        Column.CHANNEL: str(Channel.WHATSAPP.label),
        Column.DISCIPLINE: disciplines[0],
        Column.FORMATS: formats.get(FormatCode.WORKSHOP, ""),
    }
    if kind is Kind.RESIDENTS:
        return row | {
            Column.VENTURE: "Zitouna Verte",
            Column.WORDS: _("I do not know how to set my prices."),
            Column.LEVEL: str(Level.BLOCKING.label),
            Column.IMPOSSIBLE: f"{_('Monday')} {Half.MORNING.label}",
        }
    return row | {
        Column.DISCIPLINE: "; ".join(disciplines),
        Column.YES: f"{_('Tuesday')} {Half.MORNING.label}; {_('Thursday')} {Half.AFTERNOON.label}",
        Column.MAYBE: f"{_('Saturday')} {Half.MORNING.label}",
        Column.NO: f"{_('Monday')}",
        Column.TIMES: "2",
        Column.HOURS_MONTH: "6",
        Column.HOURS_TERM: "18",
        Column.PRO_BONO: _("yes"),
    }
