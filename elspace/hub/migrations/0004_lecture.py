"""A lecture is not a talk: that is the word of public events."""

from django.db import migrations, models


def name_lecture(apps, schema_editor):
    formats = apps.get_model("hub", "Format").objects.filter(code="lecture", name_en="Talk")
    formats.update(name_en="Lecture")


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_words_to_find")]

    operations = [
        migrations.AlterField(
            model_name="format",
            name="code",
            field=models.CharField(
                choices=[
                    ("lecture", "lecture"),
                    ("workshop", "workshop"),
                    ("rota", "by turns"),
                    ("peer_group", "between residents"),
                    ("individual", "one to one"),
                ],
                max_length=12,
                unique=True,
                verbose_name="code",
            ),
        ),
        migrations.RunPython(name_lecture, migrations.RunPython.noop),
    ]
