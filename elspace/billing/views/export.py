"""What the accountant takes away: a spreadsheet or CSV, with the permissions of the screen."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from elspace.billing.export import as_csv, as_workbook
from elspace.billing.queries.closing import first_of_month, last_of_month
from elspace.billing.queries.export import NAMES, SHEETS, rows_of
from elspace.core.caches import not_kept
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub.parts import part_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@part_of("invoices")
@requires("billing.view_invoice")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Choose the days and the file."""
    before = date.fromordinal(first_of_month(today()).toordinal() - 1)
    context = {"first": first_of_month(before), "last": last_of_month(before), "sheets": NAMES}
    return render(request, "billing/export.html", context)


@part_of("invoices")
@requires("billing.view_invoice")
@require_safe
def export_file(request: HttpRequest) -> HttpResponse:
    """The file: everything in a workbook, or one table as CSV."""
    first = _day(request.GET.get("first"), first_of_month(today()))
    last = _day(request.GET.get("last"), today())
    name = f"{first.isoformat()}-{last.isoformat()}"
    sheet = request.GET.get("sheet", "")
    if sheet in SHEETS:
        content = as_csv(rows_of(sheet, first, last))
        kind, name = "text/csv; charset=utf-8", f"{NAMES[sheet]}-{name}.csv"
    else:
        content = as_workbook({str(NAMES[one]): rows_of(one, first, last) for one in SHEETS})
        kind, name = XLSX, f"{_('Invoices')}-{name}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name.replace(" ", "-"))}
    return not_kept(HttpResponse(content, content_type=kind, headers=headers))


def _day(text: str | None, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2100 else otherwise
