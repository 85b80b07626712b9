"""What searches read: a column of folded words, filled for the rows that exist."""

from django.db import migrations, models

from elspace.core.search import refold


def fill(apps, schema_editor):
    """Fold the words of every row."""
    refold(apps.get_model("support", "Session"), ("title",))


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0002_session_life"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
