"""Addresses of this app."""

from django.urls import URLPattern, path

from .views import (
    export,
    invoices,
    leaving,
    monthly,
    notes,
    payers,
    payments,
    selling,
    settings,
    till,
)

app_name = "billing"
urlpatterns: list[URLPattern] = [
    path("billing/", invoices.invoices, name="invoices"),
    path("billing/new/", invoices.invoice_add, name="invoice-add"),
    path("billing/month/", monthly.month, name="month"),
    path("billing/month/run/", monthly.month_run, name="month-run"),
    path("billing/month/issue/", monthly.month_issue, name="month-issue"),
    path("billing/due/", payers.due, name="due"),
    path("billing/reminders/", payers.reminders, name="reminders"),
    path("billing/payers/add/", payers.payer_add, name="payer-add"),
    path("billing/payers/<uuid:key>/", payers.payer, name="payer"),
    path("billing/payers/<uuid:key>/pdf/", payers.payer_pdf, name="payer-pdf"),
    path("billing/payers/<uuid:key>/change/", payers.payer_change, name="payer-change"),
    path("billing/payers/<uuid:key>/parts/", payers.parts, name="parts"),
    path("billing/leaving/<uuid:key>/", leaving.leaving_draft, name="leaving-draft"),
    path("billing/parts/<uuid:key>/end/", payers.parts_end, name="parts-end"),
    path("people/<uuid:key>/sell/", selling.sell, name="sell"),
    path("billing/payments/", payments.payments, name="payments"),
    path("billing/payments/add/", payments.payment_add, name="payment-add"),
    path("billing/payments/<uuid:key>/", payments.payment, name="payment"),
    path("billing/payments/<uuid:key>/receipt/", payments.receipt, name="receipt"),
    path("billing/payments/<uuid:key>/bounce/", payments.bounce, name="bounce"),
    path("billing/payments/<uuid:key>/take-back/", payments.take_back, name="take-back"),
    path("billing/settings/", settings.settings, name="settings"),
    path("billing/closing/", settings.closing, name="closing"),
    path("billing/export/", export.export, name="export"),
    path("billing/export/file/", export.export_file, name="export-file"),
    path("billing/<uuid:key>/", invoices.invoice, name="invoice"),
    path("billing/<uuid:key>/pdf/", invoices.invoice_pdf, name="invoice-pdf"),
    path("billing/<uuid:key>/issue/", invoices.invoice_issue, name="invoice-issue"),
    path("billing/<uuid:key>/discard/", invoices.invoice_discard, name="invoice-discard"),
    path("billing/<uuid:key>/reference/", invoices.reference, name="invoice-reference"),
    path("billing/<uuid:key>/credit/", notes.credit, name="credit"),
    path("till/", till.till, name="till"),
    path("till/move/", till.move, name="till-move"),
    path("till/count/", till.count, name="till-count"),
]
