"""Support's entries of the menu."""

from django.utils.translation import gettext_lazy as _

from elspace.core.registries import MenuEntry, Module

from .queries.sessions import rooms_at_stake

ENTRIES = (
    MenuEntry(
        _("Programme"),
        "support:programme",
        "programme",
        "support.view_programme",
        30,
        holds=("/sessions/", "/sheets/", "/terms/"),
        module="programme",
    ),
    MenuEntry(
        _("Experts"),
        "support:experts",
        "person",
        "support.view_expert",
        50,
        main=False,
        text=_("Who answers what, in which language, when."),
        module="programme",
    ),
    MenuEntry(
        _("Terms"),
        "support:terms",
        "day",
        "support.view_programme",
        55,
        main=False,
        text=_("The weeks of a term and their slots."),
        module="programme",
    ),
)

PROGRAMME = Module(
    "programme",
    _("Programme and experts"),
    _("Experts and their half-days; terms, a programme proposed, its sessions announced and held."),
    order=26,
    needs=("needs",),
    messages=("support.", "site.ramadan_"),
    at_stake=rooms_at_stake,
)
