"""Django's entry to this app."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from elspace.core.registries import (
    MenuEntry,
    Module,
    Subject,
    add_account_page,
    add_findable,
    add_menu,
    add_module,
    subjects,
    vitals,
)


class SiteConfig(AppConfig):
    name = "elspace.site"
    label = "site"

    def ready(self) -> None:
        from elspace.outbox.results import results

        from .actions.ramadan import EVENINGS, take_evening_answer
        from .finding import PEOPLE, VENTURES
        from .vitals import address_is

        results[EVENINGS] = take_evening_answer
        if address_is not in vitals:
            vitals.append(address_is)
        add_findable(PEOPLE)
        add_findable(VENTURES)
        add_menu(MenuEntry(_("Today"), "site:today", "today", "site.view_today", 10))
        add_menu(
            MenuEntry(_("Needs"), "site:needs", "needs", "needs.view_need", 20, module="needs")
        )
        add_menu(
            MenuEntry(
                label=_("Projects"),
                url_name="site:ventures",
                icon="leaf",
                permission="people.view_person",
                order=45,
                main=False,
                text=_("What people carry: who belongs to it, what it needs."),
                module="projects",
            )
        )
        add_module(
            Module(
                "projects",
                _("Projects"),
                _("What people carry: who belongs to it, what it needs."),
                order=20,
            )
        )
        subjects["ventures.venture"] = Subject(
            title=lambda venture, _user: venture.name,
            url=lambda venture, user: (
                reverse("site:venture", args=[venture.key])
                if user.has_perm("people.view_person")
                else ""
            ),
        )
        add_menu(
            MenuEntry(
                label=_("People"),
                url_name="site:people",
                icon="people",
                permission="people.view_person",
                order=40,
            )
        )
        add_menu(
            MenuEntry(
                label=_("Requests"),
                url_name="site:requests",
                icon="file",
                permission="trust.answer_request",
                order=85,
                main=False,
                text=_("Hand someone a copy of what is kept about them, or erase it."),
            )
        )
        add_menu(
            MenuEntry(
                label=_("Handover"),
                url_name="site:handover",
                icon="people",
                permission="site.view_today",
                order=80,
                main=False,
                text=_("Who has promised what; taking it over."),
            )
        )
        add_account_page(
            MenuEntry(
                label=_("A copy of what is kept about me"),
                url_name="site:my-copy",
                icon="file",
                permission="",
                order=30,
            )
        )
        add_account_page(
            MenuEntry(
                label=_("Who reads what, and who has read"),
                url_name="site:readers",
                icon="eye",
                permission="",
                order=20,
            )
        )
        subjects["people.person"] = Subject(
            title=lambda person, user: (
                person.name
                if user.has_perm("people.view_person") or user == person
                else str(_("a person"))
            ),
            url=lambda person, user: (
                reverse("site:person", args=[person.key])
                if user.has_perm("people.view_person")
                else ""
            ),
        )
