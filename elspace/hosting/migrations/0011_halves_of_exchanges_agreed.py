"""What changed hands in exchanges agreed before it was kept: the half-days that differ from the week
because of them."""

from typing import Any

from django.db import migrations


def write_halves(apps: Any, schema_editor: Any) -> None:
    """Read them off the days of the two desks."""
    days = apps.get_model("hosting", "DeskDay").objects
    for swap in apps.get_model("hosting", "DeskSwap").objects.filter(state="agreed"):
        given = days.filter(desk=swap.desk_id, day=swap.day, person=swap.other_id)
        got = days.filter(desk=swap.other_desk_id, day=swap.wanted_on, person=swap.person_id)
        swap.halves = list(given.values_list("half", flat=True))
        swap.other_halves = list(got.values_list("half", flat=True))
        swap.save(update_fields=["halves", "other_halves"])


class Migration(migrations.Migration):
    dependencies = [("hosting", "0010_half_days_exchanged")]

    operations = [migrations.RunPython(write_halves, migrations.RunPython.noop)]
