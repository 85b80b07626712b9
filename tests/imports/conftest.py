"""Files looked at as whoever brings them sees them first."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from elspace.hosting.enums import PlanKind
from elspace.hosting.models import MembershipPlan
from elspace.hub.models import Equipment
from elspace.needs.models import Need
from tests import factories


def preview(content: bytes, name: str, tmp_path: Any, capsys: Any) -> dict[str, Any]:
    """What `manage.py preview_import` prints."""
    file = tmp_path / name
    file.write_bytes(content)
    call_command("preview_import", str(file))
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def look(tmp_path, capsys, hub) -> Callable[[bytes, str], dict[str, Any]]:
    """`look(content, name)`: the preview; nothing may be written by it."""

    def do(content: bytes, name: str = "liste.xlsx") -> dict[str, Any]:
        found = preview(content, name, tmp_path, capsys)
        assert Need.objects.count() == 0
        return found

    return do


@pytest.fixture
def things(hub):
    """Equipment the lists name."""
    names = ("Projecteur", "Tableau")
    return [Equipment.objects.create(name_fr=name, name_ar="", name_en="") for name in names]


@pytest.fixture
def plans(hub):
    """The plans of a hub, and three desks."""
    for name in ("A1", "A2", "C1"):
        factories.desk(name)
    factories.plan("120.000")
    for kind, price, days, *names in (
        (PlanKind.FIXED, "200.000", None, "Poste fixe", "مكان ثابت", "Own desk"),
        (PlanKind.HALF, "100.000", None, "Demi-poste", "نصف مكان", "Half"),
        (PlanKind.DAY_BOOK, "100.000", 10, "Carnet", "دفتر", "Book"),
    ):
        said = dict(zip(("name_fr", "name_ar", "name_en"), names, strict=True))
        factories.plan(price, kind, days=days, **said)
    return {PlanKind(plan.kind): plan for plan in MembershipPlan.objects.all()}
