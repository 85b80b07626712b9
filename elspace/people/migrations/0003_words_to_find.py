"""What searches read: a column of folded words, filled for the rows that exist."""

from django.db import migrations, models

from elspace.core.search import refold


def fill(apps, schema_editor):
    """Fold the words of every row."""
    refold(
        apps.get_model("people", "Person"),
        ("first_name", "last_name", "first_name_ar", "last_name_ar"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_person_invited_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
