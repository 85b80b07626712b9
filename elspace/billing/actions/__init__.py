"""Writes of billing: drafts, issuing, credit notes, payments, the till, closing."""

from .closing import close_month
from .invoices import (
    Item,
    correct_draft,
    discard_draft,
    draft_invoice,
    issue_invoice,
    note_external_ref,
)
from .late import note_late_return, set_late_fee
from .monthly import issue_month, run_month
from .notes import credit_invoice
from .owing import agree_instalments, end_instalments, remind
from .payers import add_payer, change_payer
from .payments import (
    CASH_IS_OF_TODAY,
    Cheque,
    bounce_payment,
    receive_cash,
    receive_payment,
    take_back_payment,
)
from .selling import sell_pass
from .sending import send_invoices
from .settings import add_stamp, add_vat_rate, change_settings
from .till import count_till, move_till
from .waiving import take_back_waiver, waive_line

__all__ = [
    "CASH_IS_OF_TODAY",
    "Cheque",
    "Item",
    "add_payer",
    "add_stamp",
    "add_vat_rate",
    "agree_instalments",
    "bounce_payment",
    "change_payer",
    "change_settings",
    "close_month",
    "correct_draft",
    "count_till",
    "credit_invoice",
    "discard_draft",
    "draft_invoice",
    "end_instalments",
    "issue_invoice",
    "issue_month",
    "move_till",
    "note_external_ref",
    "note_late_return",
    "receive_cash",
    "receive_payment",
    "remind",
    "run_month",
    "sell_pass",
    "send_invoices",
    "set_late_fee",
    "take_back_payment",
    "take_back_waiver",
    "waive_line",
]
