"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig

from elspace.core.registries import PeriodicJob, periodic_jobs


class HubConfig(AppConfig):
    name = "elspace.hub"
    label = "hub"

    def ready(self) -> None:
        from .periodic import sweep

        periodic_jobs["hub.sweep"] = PeriodicJob("hub.sweep", timedelta(hours=1), sweep)
