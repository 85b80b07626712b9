"""Asking that a file be brought in; the worker brings all of it in, or nothing."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from elspace.core.answers import Refused
from elspace.imports.drafts import Understood
from elspace.imports.enums import BatchState
from elspace.imports.models import ImportBatch, ImportedRow, this_process
from elspace.imports.planning import ImportPlan, make_plan
from elspace.imports.takeout import restore_tables
from elspace.people.models import Person
from elspace.trust.actions import one_batch, record

from .writing import Writer


@transaction.atomic
def ask_import(
    *, batch: ImportBatch, answers: Mapping[str, str], skips_faults: bool = False, by: Person
) -> tuple[ImportBatch, bool]:
    """Ask the worker to write a file; answers the row and whether this is new. Asked twice, or
    while it is written, it is written once; one that was interrupted begins anew."""
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk, by=by).first()
    if locked is None:
        raise Refused(_("This preview is no longer kept: choose the file again."))
    if locked.state not in {BatchState.PREVIEW, BatchState.FAILED} and not locked.is_interrupted:
        return locked, False
    if not locked.is_interrupted:
        locked.answers = dict(answers)
        locked.skips_faults = skips_faults
    _check(make_plan(locked, by, locked.answers), locked.skips_faults)
    locked.state = BatchState.QUEUED
    locked.asked_at, locked.error = timezone.now(), ""
    locked.save()
    return locked, True


def _check(plan: ImportPlan, skips_faults: bool) -> None:
    if plan.stops or (plan.faults and not skips_faults):
        raise Refused(_("The file still has faults: correct them in it, then choose it again."))
    if waiting := len(plan.matched.open_questions):
        raise Refused(
            ngettext(
                "One question is still open: is it the same person?",
                "%(n)s questions are still open: is it the same person?",
                waiting,
            )
            % {"n": waiting}
        )
    if not (plan.people or plan.house.rooms or plan.house.desks) and plan.restored is None:
        raise Refused(_("Nothing is chosen yet."))


def write_import(*, batch: ImportBatch) -> None:
    """What the worker does: claim, then write all of it under one batch of audit lines; anything
    refused takes everything back. Killed in between, nothing is written."""
    worker = this_process()
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.QUEUED).update(
        state=BatchState.WRITING, started_at=timezone.now(), worker=worker
    )
    if not claimed:
        return
    with override(batch.by.language):
        try:
            _write(batch.pk, worker)
        except Refused as refused:
            _fail(batch.pk, str(refused.reason))
        except Exception as fault:
            _fail(batch.pk, type(fault).__name__)
            raise


@transaction.atomic
def _write(number: int, worker: str) -> None:
    locked = ImportBatch.objects.select_for_update().select_related("by").get(pk=number)
    if locked.state != BatchState.WRITING or locked.worker != worker:
        return
    plan = make_plan(locked, locked.by, locked.answers)
    _check(plan, locked.skips_faults)
    counts = plan.counts
    with one_batch(locked.key):
        if plan.restored is not None:
            _restore(locked)
        else:
            Writer(plan, locked).write()
        changes = {name: (0, count) for name, count in counts.items()}
        record("import_file", subject=None, actor=locked.by, changes=changes)
    locked.state, locked.counts = BatchState.DONE, counts
    locked.finished_at = timezone.now()
    locked.content, locked.file, locked.answers, locked.chosen = {}, b"", {}, []
    locked.name = ""
    locked.save()


def _restore(batch: ImportBatch) -> None:
    """A workbook of everything: rows come back as they were, and are remembered for undoing."""
    made = restore_tables(Understood.from_json(batch.content).tables).made
    rows = [ImportedRow(batch=batch, kind=kind, number=number) for kind, number in made]
    ImportedRow.objects.bulk_create(rows, batch_size=200)


def _fail(number: int, error: str) -> None:
    ImportBatch.objects.filter(pk=number, state=BatchState.WRITING).update(
        state=BatchState.FAILED, error=error[:500], finished_at=timezone.now()
    )
