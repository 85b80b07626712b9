from datetime import datetime, time

from django.db import migrations, models
from django.utils import timezone


def say_when(apps, schema_editor):
    """Of earlier ones the day alone is known: noon of it, never before the payment itself."""
    for row in apps.get_model("billing", "Payment").objects.exclude(ended_on=None):
        noon = datetime.combine(row.ended_on, time(12), timezone.get_default_timezone())
        row.ended_at = max(noon, row.taken_at)
        row.save(update_fields=["ended_at"])


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_rates_in_use")]
    operations = [
        migrations.AddField(
            model_name="payment", name="ended_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunPython(say_when, migrations.RunPython.noop),
    ]
