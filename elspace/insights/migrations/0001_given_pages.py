import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("support", "0003_words_to_find"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GivenPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="key"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("figures", models.JSONField(default=dict)),
                ("sentences", models.JSONField(default=dict)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_pages",
                        to="support.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "page given out",
                "verbose_name_plural": "pages given out",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "version"), name="one_page_a_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="TermSentences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("ar", "Arabic"), ("en", "English")],
                        max_length=2,
                    ),
                ),
                (
                    "first",
                    models.CharField(blank=True, max_length=240, verbose_name="first sentence"),
                ),
                (
                    "second",
                    models.CharField(blank=True, max_length=240, verbose_name="second sentence"),
                ),
                (
                    "third",
                    models.CharField(blank=True, max_length=240, verbose_name="third sentence"),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sentences",
                        to="support.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "sentences about a term",
                "verbose_name_plural": "sentences about terms",
                "constraints": [
                    models.UniqueConstraint(fields=("term", "language"), name="one_text_a_language")
                ],
            },
        ),
    ]
