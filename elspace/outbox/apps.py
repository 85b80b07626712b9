"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, PeriodicJob, add_menu, periodic_jobs


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
        add_menu(
            MenuEntry(
                label=_("Messages"),
                url_name="outbox:to-send",
                icon="send",
                permission="outbox.view_message",
                order=60,
                main=False,
                text=_("What is to be sent by hand, what waits, what left."),
            )
        )
