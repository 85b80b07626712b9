"""Keeping a file or a pasted chat for its preview, explaining its headers, forgetting it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.folding import fold
from elspace.core.registries import parts_off
from elspace.imports.drafts import WHOLE_HUB, Understood
from elspace.imports.enums import UNFINISHED, BatchState
from elspace.imports.headers import LEFT_OUT, Column
from elspace.imports.models import KEPT_FOR, HeaderMeaning, ImportBatch
from elspace.imports.queries import meanings_of_headers
from elspace.imports.sources import read_pasted, read_source
from elspace.people.models import Person
from elspace.trust.actions import record


def keep_preview(
    *, key: UUID, name: str, content: bytes, by: Person, replaces: UUID | None = None
) -> ImportBatch:
    """Read a file and keep what it says until it is confirmed; the same `key` again gives the same
    row. Nothing else is written. `replaces`: the preview this corrected file takes the place of."""
    known = ImportBatch.objects.filter(key=key, by=by).first()
    if known is not None:
        return known
    understood = _read(name, content)
    if understood.kind == WHOLE_HUB and not by.has_perm("people.grant_role"):
        raise Refused(_("Only the direction brings a whole hub back: it holds roles too."))
    said = (understood.tables, understood.drafts, understood.rooms, understood.desks)
    if not (any(said) or understood.faults or understood.unexplained):
        raise Refused(
            _(
                "Nothing here is known to us: no header says first name, need or discipline. Take "
                "the template, or write its headers above your columns."
            )
        )
    return _keep(
        key=key, by=by, understood=understood, name=name, content=content, replaces=replaces
    )


def keep_pasted(*, key: UUID, text: str, by: Person) -> ImportBatch:
    """Keep pasted messages until some are chosen; the same `key` again gives the same row."""
    known = ImportBatch.objects.filter(key=key, by=by).first()
    if known is not None:
        return known
    return _keep(key=key, by=by, understood=read_pasted(text), name="WhatsApp")


def _read(name: str, content: bytes) -> Understood:
    """What a file says of the parts this hub uses; a whole hub is brought back whole."""
    understood = read_source(name, content, meanings_of_headers())
    if understood.kind != WHOLE_HUB:
        understood.leave_out(parts_off())
    return understood


@transaction.atomic
def _keep(
    *,
    key: UUID,
    by: Person,
    understood: Understood,
    name: str,
    content: bytes = b"",
    replaces: UUID | None = None,
) -> ImportBatch:
    if replaces is not None:
        _previews(by).filter(key=replaces).delete()
    # A chat is never read again: its headers need no explaining.
    kept = b"" if understood.kind == "whatsapp" else content
    values = {"by": by, "name": name[-120:], "file": kept, "content": understood.as_json()}
    return ImportBatch.objects.get_or_create(key=key, defaults=values)[0]


@transaction.atomic
def explain_headers(
    *, batch: ImportBatch, meanings: Mapping[tuple[str, str], str], by: Person
) -> ImportBatch:
    """Keep what headers mean ((signature, header) → column, "-": left out), for this file and for
    every later one with the same headers; read the file again with it."""
    locked = _mine(batch, by)
    allowed = {LEFT_OUT, *(column.value for column in Column)}
    for mark in {mark for mark, _header in meanings}:
        said = {
            fold(header): value
            for (one, header), value in meanings.items()
            if one == mark and value in allowed
        }
        row, _is_new = HeaderMeaning.objects.get_or_create(signature=mark)
        row.meanings |= said
        row.by, row.at = by, timezone.now()
        row.save()
    understood = _read(locked.name, bytes(locked.file))
    locked.content = understood.as_json()
    locked.save(update_fields=["content"])
    record("explain_headers", subject=None, actor=by, changes={"headers": (0, len(meanings))})
    return locked


@transaction.atomic
def choose_messages(*, batch: ImportBatch, places: Collection[str], by: Person) -> ImportBatch:
    """Keep the messages that say a need; the others are never written."""
    locked = _mine(batch, by)
    known = [draft["place"] for draft in locked.content["drafts"]]
    locked.chosen = [place for place in known if place in places]
    locked.save(update_fields=["chosen"])
    return locked


def _mine(batch: ImportBatch, by: Person) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk, by=by).first()
    if locked is None or locked.state not in {BatchState.PREVIEW, BatchState.FAILED}:
        raise Refused(_("This preview is no longer kept: choose the file again."))
    return locked


def _previews(by: Person) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(by=by, state__in=(BatchState.PREVIEW, BatchState.FAILED))


@transaction.atomic
def cancel_import(*, batch: ImportBatch, by: Person) -> None:
    """Forget a file at once; nothing of it was written."""
    _previews(by).filter(pk=batch.pk).delete()


def forget_old_previews() -> None:
    """Delete what nobody confirmed within a day."""
    old = ImportBatch.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    old.filter(state__in=(BatchState.PREVIEW, BatchState.FAILED, *UNFINISHED)).delete()
