"""The form of a payer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from elspace.core.forms import KeyedForm, Segments
from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Payer

from .fields import TaxIdField

FIELDS = ("name", "tax_id", "address", "email", "language")


class PayerForm(KeyedForm):
    """What stands on the next invoices of a payer."""

    name = forms.CharField(max_length=160, label=_("Name on invoices"))
    tax_id = TaxIdField(required=False, label=_("Tax id"))
    address = forms.CharField(
        required=False, label=_("Address"), widget=forms.Textarea(attrs={"rows": 2})
    )
    email = forms.EmailField(required=False, label=_("Mail"))
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("Language of the paper"), widget=Segments, initial="fr"
    )

    def __init__(self, *args: Any, payer: Payer | None = None, **kwargs: Any) -> None:
        if payer is not None:
            kwargs["initial"] = {name: getattr(payer, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        if payer is None:
            self.fields["kind"] = forms.ChoiceField(
                choices=PayerKind.choices,
                label=_("Who it is"),
                widget=Segments,
                initial=PayerKind.ORGANISATION,
            )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = (*FIELDS, "kind") if "kind" in self.fields else FIELDS
        return {name: self.cleaned_data[name] for name in names}
