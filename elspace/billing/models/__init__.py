"""Tables of billing: dated settings, invoices, payments, the till, what was closed."""

from .closing import MonthClosing, MonthRun
from .invoices import Claim, Frozen, Invoice, InvoiceLine
from .late import LateFee, LateReturn
from .owing import Instalment, InstalmentPlan, Reminder, Waiver
from .payments import Payment, PaymentShare
from .settings import BillingSettings, NumberSeries, StampDuty, VatRate
from .till import TillCount, TillMove

__all__ = [
    "BillingSettings",
    "Claim",
    "Frozen",
    "Instalment",
    "InstalmentPlan",
    "Invoice",
    "InvoiceLine",
    "LateFee",
    "LateReturn",
    "MonthClosing",
    "MonthRun",
    "NumberSeries",
    "Payment",
    "PaymentShare",
    "Reminder",
    "StampDuty",
    "TillCount",
    "TillMove",
    "VatRate",
    "Waiver",
]
