"""A constraint PostgreSQL keeps and SQLite does not know: two active rows never overlap."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint


class PostgresExclusion(ExclusionConstraint):
    """An exclusion constraint where the database has them, nothing elsewhere.

    It stands in the model rather than in hand-written SQL, so migrations made anew keep it. On
    SQLite the same rule holds because `book_room` checks inside an IMMEDIATE transaction.
    """

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().constraint_sql(model, schema_editor) if _keeps(schema_editor) else None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().create_sql(model, schema_editor) if _keeps(schema_editor) else None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().remove_sql(model, schema_editor) if _keeps(schema_editor) else None

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Forms never write these rows; the action checks."""


def _keeps(schema_editor: Any) -> bool:
    return schema_editor.connection.vendor == "postgresql"
