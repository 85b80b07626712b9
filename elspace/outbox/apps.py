"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig

from elspace.core.registries import PeriodicJob, periodic_jobs


class OutboxConfig(AppConfig):
    name = "elspace.outbox"
    label = "outbox"

    def ready(self) -> None:
        from .actions import send_due

        periodic_jobs["outbox.send_due"] = PeriodicJob(
            "outbox.send_due", timedelta(minutes=1), send_due
        )
        from elspace.core.registries import add_personal_data

        from .personal_data import PERSONAL_DATA

        add_personal_data(PERSONAL_DATA)
