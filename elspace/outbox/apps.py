"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    MenuEntry,
    PeriodicJob,
    add_menu,
    add_personal_data,
    after_restore,
    parts_back,
    periodic_jobs,
    vitals,
)


class OutboxConfig(AppConfig):
    name = "elspace.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Send what is due, settle what a backup brings back, and stand in the menu."""
        from .actions import hold_old_news, hold_what_waited, send_due
        from .personal_data import PERSONAL_DATA
        from .vitals import messages_are

        periodic_jobs["outbox.send_due"] = PeriodicJob(
            "outbox.send_due", timedelta(minutes=1), send_due, _("Sending what is due")
        )
        if hold_what_waited not in after_restore:
            after_restore.append(hold_what_waited)
        if hold_old_news not in parts_back:
            parts_back.append(hold_old_news)
        if messages_are not in vitals:
            vitals.append(messages_are)
        add_personal_data(PERSONAL_DATA)
        add_menu(
            MenuEntry(
                label=_("Messages"),
                url_name="outbox:to-send",
                icon="send",
                permission="outbox.send_own_message",
                order=60,
                main=False,
                text=_("What is to be sent by hand, what waits, what left."),
            )
        )
