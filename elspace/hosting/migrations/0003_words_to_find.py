"""What searches read: a column of folded words, filled for the rows that exist."""

from django.db import migrations, models

from elspace.core.search import refold


def fill(apps, schema_editor):
    """Fold the words of every row."""
    refold(apps.get_model("hosting", "Space"), ("name_fr", "name_ar", "name_en"))


class Migration(migrations.Migration):
    dependencies = [
        ("hosting", "0002_never_two_in_one_space"),
    ]

    operations = [
        migrations.AddField(
            model_name="space",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
