"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    MenuEntry,
    Module,
    Panel,
    add_menu,
    add_module,
    add_personal_data,
    leaving_panels,
    plan_invoiced,
    return_costs,
)


class BillingConfig(AppConfig):
    name = "elspace.billing"
    label = "billing"

    def ready(self) -> None:
        """The part of the platform it is, its pages in the menu, what it keeps of people."""
        from .actions.late import note_late_return
        from .personal_data import PERSONAL_DATA
        from .queries.invoices import is_plan_invoiced
        from .queries.late import cost_of
        from .views.leaving import owed_on_leaving

        if is_plan_invoiced not in plan_invoiced:
            plan_invoiced.append(is_plan_invoiced)
        if (cost_of, note_late_return) not in return_costs:
            return_costs.append((cost_of, note_late_return))
        panel = Panel("billing/leaving.html", owed_on_leaving, "invoices")
        if panel not in leaving_panels:
            leaving_panels.append(panel)
        add_module(
            Module(
                "invoices",
                _("Invoices and till"),
                _("What is due for desks and rooms: invoices, receipts, the till."),
                order=50,
            )
        )
        add_personal_data(PERSONAL_DATA)
        add_menu(
            MenuEntry(
                _("Invoices"),
                "billing:invoices",
                "paper",
                "billing.view_invoice",
                70,
                main=False,
                text=_("Invoices, credit notes, the monthly run, the accountant’s file."),
                module="invoices",
            ),
            MenuEntry(
                _("What is owed"),
                "billing:due",
                "people",
                "billing.view_due",
                71,
                main=False,
                text=_("Who owes what; receive a payment."),
                module="invoices",
            ),
            MenuEntry(
                _("Till"),
                "billing:till",
                "house",
                "billing.receive_payment",
                72,
                main=False,
                text=_("Today’s cash, and counting it at closing."),
                module="invoices",
            ),
        )
