"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    MenuEntry,
    Module,
    PeriodicJob,
    add_menu,
    add_module,
    add_personal_data,
    periodic_jobs,
)


class ReceptionConfig(AppConfig):
    name = "elspace.reception"
    label = "reception"

    def ready(self) -> None:
        """The parts of the platform it is, its entry in the menu, what it keeps and clears away."""
        from .actions.tidying import tidy
        from .personal_data import PERSONAL_DATA

        add_personal_data(PERSONAL_DATA)
        periodic_jobs["reception.tidy"] = PeriodicJob(
            "reception.tidy",
            timedelta(minutes=5),
            tidy,
            _("Reception: everybody gone at closing, names of visits erased"),
        )
        add_menu(
            MenuEntry(
                _("Reception"),
                "reception:day",
                "badge",
                "reception.view_day",
                15,
                main=False,
                wide=True,
                text=_("Who is expected, who is in, the rooms now."),
                module="reception",
            )
        )
        add_module(
            Module(
                "reception",
                _("Reception"),
                _("One screen for the day at the door: expected, in, rooms now."),
                order=60,
            )
        )
        add_module(
            Module(
                "check_in",
                _("Check-in"),
                _("People say that they are in; who is in the building for an evacuation."),
                order=70,
                needs=("reception",),
            )
        )
