"""The hub's entries on the page "More"."""

from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, Module

ENTRIES = (
    MenuEntry(
        label=_("Hours and closed days"),
        url_name="hub:calendar",
        icon="clock",
        permission="hub.view_hub",
        order=70,
        main=False,
        text=_("Opening hours, Ramadan, holidays, closures."),
    ),
    MenuEntry(
        label=_("Who we are"),
        url_name="hub:identity",
        icon="house",
        permission="hub.change_hub",
        order=72,
        main=False,
        text=_("Name, promise, contact, a few settings."),
    ),
    MenuEntry(
        label=_("Places"),
        url_name="hub:places",
        icon="place",
        permission="hub.change_hub",
        order=74,
        main=False,
        text=_("Addresses and how to come."),
        module="places",
    ),
    MenuEntry(
        label=_("Our lists"),
        url_name="hub:lists",
        icon="edit",
        permission="hub.change_hub",
        order=76,
        main=False,
        text=_("Disciplines, formats, equipment."),
        without=(("needs", _("What rooms have.")), ("programme", _("Disciplines, equipment."))),
    ),
    MenuEntry(
        label=_("The machine room"),
        url_name="hub:health",
        icon="tools",
        permission="hub.change_hub",
        order=90,
        main=False,
        text=_("Whether background work, messages and backups are well."),
    ),
)

PLACES = Module("places", _("Places"), _("Addresses and how to come."), order=10)
