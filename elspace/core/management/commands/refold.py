"""`manage.py refold`: write anew what searches find rows by, after the way of folding changed."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from elspace.core.models import Folded
from elspace.core.search import refold


class Command(BaseCommand):
    help = "Write anew the words by which people, needs and the rest are found."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            if issubclass(model, Folded) and "folded" in {
                field.name for field in model._meta.local_fields
            }:
                changed = refold(model, model.found_by)
                self.stdout.write(f"{model._meta.label}: {changed}")
