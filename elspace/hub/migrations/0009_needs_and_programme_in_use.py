"""Hubs that run go on with needs and programme, which can be switched off from now on."""

from django.db import migrations

NEW = {"needs", "programme"}


def switch_on(apps, schema_editor):
    for hub in apps.get_model("hub", "Hub").objects.all():
        hub.modules = sorted(NEW.union(hub.modules))
        hub.save(update_fields=["modules"])


def switch_back(apps, schema_editor):
    for hub in apps.get_model("hub", "Hub").objects.all():
        hub.modules = sorted(set(hub.modules) - NEW)
        hub.save(update_fields=["modules"])


class Migration(migrations.Migration):
    dependencies = [("hub", "0008_parts_in_use")]

    operations = [migrations.RunPython(switch_on, switch_back)]
