"""Background tasks of imports: writing a file, taking it back."""

from django_tasks import task

from . import actions
from .models import ImportBatch


@task(queue_name="quick")
def run_import(number: int) -> None:
    """Bring a confirmed file in; its row is the truth of it."""
    batch = ImportBatch.objects.select_related("by").filter(pk=number).first()
    if batch is not None:
        actions.write_import(batch=batch)


@task(queue_name="quick")
def run_undo(number: int) -> None:
    """Take a file back."""
    batch = ImportBatch.objects.select_related("by").filter(pk=number).first()
    if batch is not None:
        actions.undo_import(batch=batch)
