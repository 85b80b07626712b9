"""What searches read: a column of folded words, filled for the rows that exist."""

from django.db import migrations, models

from elspace.core.search import refold


def fill(apps, schema_editor):
    """Fold the words of every row."""
    refold(apps.get_model("ventures", "Venture"), ("name", "name_ar", "activity", "governorate"))


class Migration(migrations.Migration):
    dependencies = [
        ("ventures", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="venture",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
