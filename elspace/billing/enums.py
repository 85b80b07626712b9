"""Choices of billing: kinds and states of documents, ways to pay, moves of the till."""

from django.db import models
from django.utils.translation import pgettext_lazy


class InvoiceKind(models.TextChoices):
    """What a numbered document is; each kind has its own unbroken numbering."""

    INVOICE = "invoice", pgettext_lazy("document", "invoice")
    CREDIT_NOTE = "credit_note", pgettext_lazy("document", "credit note")


class InvoiceState(models.TextChoices):
    """A draft has no number and may change or go; what is issued stays as it is."""

    DRAFT = "draft", pgettext_lazy("document", "draft")
    ISSUED = "issued", pgettext_lazy("document", "issued")


class Method(models.TextChoices):
    """How somebody paid."""

    CASH = "cash", pgettext_lazy("payment", "cash")
    CHEQUE = "cheque", pgettext_lazy("payment", "cheque")
    TRANSFER = "transfer", pgettext_lazy("payment", "bank transfer")
    OTHER = "other", pgettext_lazy("payment", "another way")


class PaymentState(models.TextChoices):
    """Only what stands as received counts; the others open their invoices again."""

    RECEIVED = "received", pgettext_lazy("payment", "received")
    BOUNCED = "bounced", pgettext_lazy("payment", "came back unpaid")
    MISTAKEN = "mistaken", pgettext_lazy("payment", "entered by mistake")


class TillMoveKind(models.TextChoices):
    """Why cash moved without being a payment. Money goes to the hub's own bank, to nobody else."""

    PUT_IN = "put_in", pgettext_lazy("till", "change put in")
    TO_BANK = "to_bank", pgettext_lazy("till", "taken to the bank")
