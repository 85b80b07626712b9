"""Documents as PDF, in the language of the document, whatever language the page has."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from elspace.billing.models import Invoice
from elspace.billing.queries.invoices import vat_table
from elspace.billing.queries.rates import billing_settings
from elspace.core.caches import not_kept
from elspace.hub.queries import current_hub


def html_of(template: str, language: str, context: dict[str, Any]) -> str:
    """The sheet, worded in a language."""
    with override(language):
        return render_to_string(template, {"hub": current_hub(), "is_pdf": True, **context})


def pdf_answer(template: str, language: str, context: dict[str, Any], name: str) -> HttpResponse:
    """The sheet as a file that no shared computer keeps."""
    # Drawing weighs as much as all the rest: loaded by the first sheet, not by the start.
    from elspace.core.paper import pdf_of

    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    content = pdf_of(html_of(template, language, context))
    return not_kept(HttpResponse(content, content_type="application/pdf", headers=headers))


def invoice_answer(invoice: Invoice) -> HttpResponse:
    """An invoice, a credit note or a draft on paper."""
    context = {
        "invoice": invoice,
        "vat_rows": vat_table(invoice),
        "settings": billing_settings(),
    }
    name = invoice.code or "brouillon"
    return pdf_answer("billing/paper/invoice.html", invoice.language, context, name)
