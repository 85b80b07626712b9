"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    PeriodicJob,
    Subject,
    add_menu,
    add_module,
    parts_used,
    periodic_jobs,
    subjects,
)

NAMED = ("hub.hub", "hub.place", "hub.openingprofile", "hub.holiday", "hub.discipline")


class HubConfig(AppConfig):
    name = "elspace.hub"
    label = "hub"

    def ready(self) -> None:
        from .menu import ENTRIES, PLACES
        from .parts import parts_in_use
        from .periodic import sweep

        add_menu(*ENTRIES)
        add_module(PLACES)
        if parts_in_use not in parts_used:
            parts_used.append(parts_in_use)
        periodic_jobs["hub.sweep"] = PeriodicJob(
            "hub.sweep", timedelta(hours=1), sweep, _("Clearing up what is over")
        )
        for kind in (*NAMED, "hub.format", "hub.equipment"):
            subjects[kind] = Subject(lambda row, _user: str(row), lambda _row, _user: "")
