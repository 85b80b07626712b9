"""Django's entry to this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "elspace.needs"
    label = "needs"

    def ready(self) -> None:
        """Say how others may name a need, what is kept about a person, and what is asked later."""
        from elspace.core import registries

        from . import subjects
        from .actions.asking import ask_whether_settled
        from .finding import FINDABLE
        from .personal_data import PERSONAL_DATA

        registries.subjects["needs.need"] = registries.Subject(
            subjects.title, subjects.url, rows=subjects.rows, module="needs"
        )
        registries.subjects["needs.workshop"] = registries.Subject(
            subjects.workshop_title, subjects.workshop_url, module="needs"
        )
        registries.add_module(
            registries.Module(
                "needs",
                _("Needs"),
                _("What people say they lack, in their own words: the board, workshops, answers."),
                order=24,
                messages=("needs.",),
            )
        )
        registries.add_personal_data(PERSONAL_DATA)
        registries.add_findable(FINDABLE)
        registries.periodic_jobs["needs.ask_whether_settled"] = registries.PeriodicJob(
            "needs.ask_whether_settled",
            timedelta(hours=6),
            ask_whether_settled,
            _("Asking people whether their need is settled"),
            module="needs",
        )
