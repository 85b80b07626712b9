"""What searches read: a column of folded words, filled for the rows that exist."""

from django.db import migrations, models

from elspace.core.search import refold


def fill(apps, schema_editor):
    """Fold the words of every row."""
    refold(apps.get_model("needs", "Need"), ("words",))


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
