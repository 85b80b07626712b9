"""Forms of billing: parse what is typed; amounts with a comma or a point."""

from .invoices import CorrectionForm, CreditForm, InvoiceForm, ReferenceForm
from .payers import PayerForm
from .payments import EndForm, PartsForm, PaymentForm, TakeBackForm, WaiveForm
from .settings import ClosingForm, LateFeeForm, SettingsForm, StampForm, VatRateForm
from .till import CountForm, MoveForm

__all__ = [
    "ClosingForm",
    "CorrectionForm",
    "CountForm",
    "CreditForm",
    "EndForm",
    "InvoiceForm",
    "LateFeeForm",
    "MoveForm",
    "PartsForm",
    "PayerForm",
    "PaymentForm",
    "ReferenceForm",
    "SettingsForm",
    "StampForm",
    "TakeBackForm",
    "VatRateForm",
    "WaiveForm",
]
