"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import Module, add_module


class BillingConfig(AppConfig):
    name = "elspace.billing"
    label = "billing"

    def ready(self) -> None:
        """The part of the platform it is."""
        add_module(
            Module(
                "invoices",
                _("Invoices and till"),
                _("What is due for desks and rooms: invoices, receipts, the till."),
                order=50,
            )
        )
