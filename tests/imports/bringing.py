"""Bringing a file in and taking it back, as the worker does."""

from uuid import uuid4

from elspace.imports.actions import ask_import, ask_undo, keep_preview, undo_import, write_import
from elspace.imports.enums import BatchState
from elspace.imports.models import ImportBatch
from elspace.imports.planning import ImportPlan


def codes(plan: ImportPlan) -> list[str]:
    return [fault.code for fault in plan.faults]


def brought(by, content: bytes, **more) -> ImportBatch:
    batch = keep_preview(key=uuid4(), name="a.xlsx", content=content, by=by)
    ask_import(batch=batch, answers={}, by=by, **more)
    write_import(batch=batch)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (BatchState.DONE, "")
    return batch


def undone(batch: ImportBatch) -> ImportBatch:
    ask_undo(batch=batch, by=batch.by)
    undo_import(batch=batch)
    batch.refresh_from_db()
    return batch
