"""What a hub uses, instead of what it does not: parts of the platform come switched off."""

from django.db import migrations, models

OLD = {"hub:places": "places", "site:ventures": "projects"}


def turn_round(apps, schema_editor):
    for hub in apps.get_model("hub", "Hub").objects.all():
        hub.modules = sorted(code for entry, code in OLD.items() if entry not in hub.unused)
        hub.save(update_fields=["modules"])


def turn_back(apps, schema_editor):
    for hub in apps.get_model("hub", "Hub").objects.all():
        hub.unused = [entry for entry, code in OLD.items() if code not in hub.modules]
        hub.save(update_fields=["unused"])


class Migration(migrations.Migration):
    dependencies = [("hub", "0007_rooms_each")]

    operations = [
        migrations.AddField("hub", "modules", models.JSONField(default=list, editable=False)),
        migrations.RunPython(turn_round, turn_back),
        migrations.RemoveField("hub", "unused"),
    ]
