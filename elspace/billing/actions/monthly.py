"""The monthly run: a draft for each payer, a look, then all issued. Repeating changes nothing."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import Invoice, MonthRun
from elspace.billing.queries.due import Due, due_and_unclaimed
from elspace.billing.queries.monthly import drafts_of, mark_of, with_lines
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Payer
from elspace.people.models import Person
from elspace.trust.actions import record

from .books import lock_books
from .invoices import Item, as_written, at_rates_of, draft_invoice, issue_invoice, write_lines


@transaction.atomic
def run_month(*, month: date, by: Any) -> list[Invoice]:
    """Write a draft for each payer of what is due for a month and stands on no invoice; drafts of
    an earlier run are brought up to date; one that somebody corrected keeps its lines, and what is
    due beside them stands on a draft of its own. Nothing is numbered yet."""
    lock_books()
    if month.day != 1 or month > today():
        raise Refused(_("This month has not begun yet."))
    MonthRun.objects.get_or_create(month=month)
    old = {one.payer_id: one for one in drafts_of(month).filter(is_corrected=False)}
    due = due_and_unclaimed(month, except_drafts_of=[one.pk for one in old.values()])
    wanted: dict[int, list[Item]] = {}
    payers: dict[int, Payer] = {}
    for row in due:
        payer = payer_of(row)
        payers[payer.pk] = payer
        wanted.setdefault(payer.pk, []).append(
            Item(row.words, row.quantity, row.unit_price, row.vat_class, row.source)
        )
    stale = [one for one in old.values() if as_written(one) != wanted.get(one.payer_id, [])]
    for invoice in stale:  # what moves from one payer to another is let go first
        invoice.lines.all().delete()
    for invoice in stale:
        if invoice.payer_id in wanted:
            write_lines(invoice, wanted[invoice.payer_id])
        else:
            invoice.delete()
    changed = bool(stale)
    for invoice in drafts_of(month):
        changed |= at_rates_of(invoice, today())
    for number in old:
        wanted.pop(number, None)
    for number, items in wanted.items():
        draft_invoice(payer=payers[number], items=items, month=month, by=by)
        changed = True
    if changed:
        record("run_month", subject=None, actor=by, changes={"month": (None, f"{month:%Y-%m}")})
    return list(drafts_of(month))


def payer_of(row: Due) -> Payer:
    """Who pays; somebody who never paid before becomes their own payer."""
    if row.payer is not None:
        return row.payer
    person = Person.objects.get(pk=row.person_id)
    payer, _made = Payer.objects.get_or_create(
        person=person,
        defaults={
            "key": uuid.uuid4(),
            "kind": PayerKind.PERSON,
            "name": person.name_in(person.language),
            "language": person.language,
        },
    )
    return payer


@transaction.atomic
def issue_month(*, month: date, seen: str | None = None, by: Any) -> list[Invoice]:
    """Issue every draft of a month's run, all or none. `seen`: the mark of the drafts somebody
    looked at (queries.monthly.mark_of); None: those that stand there now. What changed since is not
    issued unseen."""
    lock_books()
    found = with_lines(drafts_of(month))
    if not found:  # a second press
        return []
    seen = mark_of(found) if seen is None else seen
    run_month(month=month, by=by)
    drafts = with_lines(drafts_of(month))
    if mark_of(drafts) != seen:
        raise Refused(_("Something changed since: bring the drafts up to date and look again."))
    for one in drafts:
        if one.net <= 0:
            raise Refused(
                _("Nothing is to be paid on the draft of %(name)s: throw it away, then try again.")
                % {"name": one.payer.name}
            )
    return [issue_invoice(invoice=invoice, by=by) for invoice in drafts]
