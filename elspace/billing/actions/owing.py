"""What is owed over time: paying in parts, and kind reminders that somebody presses."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from elspace.billing.models import Instalment, InstalmentPlan, Reminder
from elspace.billing.money import ZERO, parts_of
from elspace.billing.queries.closing import first_of_month, next_month
from elspace.billing.queries.owed import unpaid_of
from elspace.billing.queries.reminders import Proposal, proposals
from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day, format_dinars
from elspace.hosting.models import Payer
from elspace.hub.models import Hub
from elspace.hub.queries import current_hub
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def agree_instalments(
    *, payer: Payer, count: int, first_on: date, key: uuid.UUID | None = None, by: Any
) -> InstalmentPlan:
    """Agree to pay all that is owed in equal parts, one a month; the last takes what rounding
    leaves."""
    lock_books()
    if first := known_by_key(InstalmentPlan, key, payer_id=payer.pk):
        return first
    for plan in InstalmentPlan.objects.filter(payer=payer, ended_on=None):
        _end(plan)
    invoices = unpaid_of(payer)
    total: Decimal = sum((one.owed for one in invoices), ZERO)  # type: ignore[attr-defined]
    if not total:
        raise Refused(_("Nothing is owed."))
    if not 2 <= count <= 24:
        raise Refused(_("From two parts to twenty-four."))
    if first_on.year > today().year + 5:
        raise Refused(_("The first part falls within five years."))
    if first_on < today():
        raise Refused(_("The first part falls on a day to come."))
    plan = InstalmentPlan.objects.create(
        key=key or uuid.uuid4(), payer=payer, total=total, agreed_on=today(), by=by
    )
    plan.invoices.set(invoices)
    day = first_on
    for position, amount in enumerate(parts_of(total, count)):
        Instalment.objects.create(plan=plan, position=position, due_on=day, amount=amount)
        day = _a_month_later(day, first_on.day)
    record("agree_instalments", subject=plan, actor=by, changes={"parts": (None, count)})
    return plan


def _a_month_later(day: date, wanted: int) -> date:
    month = next_month(day)
    last = (next_month(month) - month).days
    return month.replace(day=min(wanted, last))


@transaction.atomic
def end_instalments(*, plan: InstalmentPlan, by: Any) -> InstalmentPlan:
    """Give an agreement up: its invoices stand as before."""
    plan = InstalmentPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on is None:
        _end(plan)
        record("end_instalments", subject=plan, actor=by)
    return plan


def _end(plan: InstalmentPlan) -> None:
    plan.ended_on = today()
    plan.save(update_fields=["ended_on"])


@transaction.atomic
def remind(*, payers: list[Payer], by: Any) -> int:
    """Write the reminders proposed today to these payers; how many were written. One that was
    written for this date of the month already is not written again. Where nobody here reads for a
    payer, who presses gets the text, to pass it on."""
    lock_books()
    chosen, batch = {payer.pk for payer in payers}, uuid.uuid4()
    written, hub = 0, current_hub()
    for proposal in proposals(today()):
        if proposal.payer.pk not in chosen:
            continue
        Reminder.objects.create(
            payer=proposal.payer,
            month=first_of_month(today()),
            rank=proposal.rank,
            owed=proposal.owed,
            by=by,
        )
        title, body = worded(proposal, by, hub)
        queue_message(
            kind="billing.reminder",
            to=proposal.person or by,
            title=title,
            body=body,
            subject=proposal.payer,
            occurrence=f"{today():%Y-%m}/{proposal.rank}",
            batch=batch,
            by=by,
        )
        written += 1
    return written


def worded(proposal: Proposal, by: Any, hub: Hub | None) -> tuple[str, str]:
    """The title and the text of a reminder, for its reader or for who passes it on."""
    payer = proposal.payer
    if proposal.person is not None:
        with written_for(proposal.person):
            return _("A word about an invoice"), words_of(proposal, hub)
    with override(payer.language):
        words = words_of(proposal, hub)
    with written_for(by):
        title = _("To pass on to %(name)s") % {"name": payer.shown_name}
        if payer.email:
            where = _("Nobody here reads for them. Their address: %(mail)s. The text:")
        else:
            where = _("Nobody here reads for them. The text to pass on:")
        return title, f"{where % {'mail': payer.email}}\n\n{words}"


def words_of(proposal: Proposal, hub: Hub | None) -> str:
    """The reminder, in the language now active: what is open, and that we can talk. No threat, and
    nothing that depends on it."""
    said = {
        "name": proposal.person.short_name if proposal.person else proposal.payer.shown_name,
        "codes": _(", ").join(invoice.code for invoice in proposal.invoices),
        "amount": format_dinars(proposal.asked),
        "days": _(", ").join(format_day(one.part.due_on, "full") for one in proposal.parts),
        "rest": format_dinars(proposal.of_parts),
        "hub": hub.shown_name if hub else "",
    }
    said_first = _of_parts(proposal) if proposal.parts else _of_invoices(proposal)
    return "\n\n".join(part % said for part in (*said_first, "%(hub)s"))


def _of_invoices(proposal: Proposal) -> tuple[str, str]:
    return (
        ngettext(
            "Hello %(name)s, invoice %(codes)s is still open: %(amount)s remain.",
            "Hello %(name)s, invoices %(codes)s are still open: %(amount)s remain.",
            len(proposal.invoices),
        ),
        _(
            "If it is paid already, please let us know, and forget this message. If this "
            "month is difficult, come and talk to us: it can be paid in parts. Nothing "
            "changes in your place here."
        ),
    )


def _of_parts(proposal: Proposal) -> tuple[str, ...]:
    opening = ngettext(
        "Hello %(name)s, the part we had agreed on for %(days)s is still open: %(rest)s remain.",
        "Hello %(name)s, the parts we had agreed on for %(days)s are still open: %(rest)s remain.",
        len(proposal.parts),
    )
    beside = _("Apart from that, this is open: %(codes)s, %(amount)s.")
    closing = _(
        "If it is paid already, please let us know, and forget this message. If these dates "
        "do not suit any more, come and talk to us: we find others together. Nothing changes "
        "in your place here."
    )
    return (opening, beside, closing) if proposal.invoices else (opening, closing)
