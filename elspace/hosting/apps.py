"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    MenuEntry,
    Module,
    PeriodicJob,
    add_findable,
    add_menu,
    add_module,
    add_personal_data,
    calendar_effects,
    periodic_jobs,
)


class HostingConfig(AppConfig):
    name = "elspace.hosting"
    label = "hosting"

    def ready(self) -> None:
        from .actions import end_holds, offer_what_is_free, release_unused, remind_bookings
        from .finding import FINDABLE
        from .personal_data import DESKS, PERSONAL_DATA, SUBSCRIPTIONS
        from .queries import on_closed_hours

        if on_closed_hours not in calendar_effects:
            calendar_effects.append(on_closed_hours)

        add_module(
            Module(
                "desks", _("Desks"), _("Who sits where, desks shared and free, a map."), order=30
            )
        )
        add_module(
            Module(
                "plans",
                _("Members and plans"),
                _("Membership plans, who is hosted under which, room hours included."),
                order=40,
            )
        )
        add_menu(
            MenuEntry(
                _("Desks"),
                "hosting:desks",
                "desk",
                "hosting.view_desk",
                61,
                main=False,
                text=_("Who sits where, desks shared and free, a map."),
                module="desks",
            )
        )
        for name, run, label in (
            ("hosting.holds", end_holds, _("Rooms held for who waits")),
            ("hosting.unused", release_unused, _("Unused rooms given to others")),
            ("hosting.reminders", remind_bookings, _("Reminders of rooms")),
            ("hosting.waits", offer_what_is_free, _("Free rooms offered to who waits")),
        ):
            periodic_jobs[name] = PeriodicJob(name, timedelta(minutes=5), run, label)
        add_menu(
            MenuEntry(
                _("Members and plans"),
                "hosting:members",
                "people",
                "hosting.view_subscription",
                62,
                main=False,
                text=_("Membership plans, who is hosted under which, room hours included."),
                module="plans",
                wide_without="programme",
            )
        )
        add_personal_data(PERSONAL_DATA)
        add_personal_data(DESKS)
        add_personal_data(SUBSCRIPTIONS)
        add_findable(FINDABLE)
        add_menu(
            MenuEntry(
                _("Rooms"),
                "hosting:rooms",
                "room",
                "hosting.view_room",
                60,
                main=False,
                text=_("The day by room; book a room, give one back."),
                leads_without="programme",
            )
        )
