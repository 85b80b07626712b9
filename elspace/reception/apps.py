"""Django's entry to this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import Module, add_module


class ReceptionConfig(AppConfig):
    name = "elspace.reception"
    label = "reception"

    def ready(self) -> None:
        """The parts of the platform it is."""
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
