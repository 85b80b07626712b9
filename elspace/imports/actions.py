"""Keeping a file for its preview, bringing all of it in or nothing, forgetting it."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.core.folding import fold
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.enums import Half, Season
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.hub.queries import current_hub, working_day_after
from elspace.needs.actions import state_need
from elspace.people.actions import add_person, set_half_days
from elspace.people.enums import Free
from elspace.people.models import Person
from elspace.people.queries import half_days_of
from elspace.support.actions.experts import add_expert
from elspace.trust.actions import one_batch, record
from elspace.ventures.actions import add_venture, join_venture
from elspace.ventures.models import Venture

from .meaning import read_meaning
from .models import KEPT_FOR, ImportBatch
from .planning import ImportPlan, PersonPlan, make_plan
from .queries import known_ventures
from .reading import MOST_BYTES, read_file

__all__ = [
    "MOST_BYTES",
    "cancel_import",
    "confirm_import",
    "forget_old_previews",
    "keep_preview",
]


def keep_preview(
    *, key: UUID, name: str, content: bytes, by: Person, replaces: UUID | None = None
) -> ImportBatch:
    """Read a file and keep what it says until it is confirmed; the same `key` again gives the same
    row. Nothing else is written. `replaces`: the preview this corrected file takes the place of."""
    known = ImportBatch.objects.filter(key=key, by=by).first()
    if known is not None:
        return known
    understood = read_meaning(read_file(name, content))
    if not (understood.drafts or understood.faults):
        raise Refused(
            _(
                "Nothing here is known to us: no header says first name, need or discipline. Take "
                "the template, or write its headers above your columns."
            )
        )
    with transaction.atomic():
        if replaces is not None:
            ImportBatch.objects.filter(key=replaces, by=by).delete()
        return ImportBatch.objects.get_or_create(
            key=key,
            defaults={
                "by": by,
                "fingerprint": hashlib.sha256(content).hexdigest(),
                "content": understood.as_json(),
            },
        )[0]


@transaction.atomic
def confirm_import(*, batch: ImportBatch, answers: Mapping[str, str], by: Person) -> dict[str, int]:
    """Write all of a file in one go, through the other apps' own actions, under one batch of audit
    lines; anything refused takes everything back. Returns how much of each was made."""
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk, by=by).first()
    if locked is None:
        raise Refused(_("This preview is no longer kept: choose the file again."))
    plan = make_plan(locked, by, answers)
    if plan.faults:
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
    with one_batch(locked.key):
        _Writer(plan, by).write()
        counts = plan.counts
        record(
            "import_file",
            subject=None,
            actor=by,
            changes={name: (0, count) for name, count in counts.items()},
        )
    locked.delete()
    return counts


@transaction.atomic
def cancel_import(*, batch: ImportBatch, by: Person) -> None:
    """Forget a file at once; nothing of it was written."""
    ImportBatch.objects.filter(pk=batch.pk, by=by).delete()


def forget_old_previews() -> None:
    """Delete what nobody confirmed within a day."""
    ImportBatch.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()


class _Writer:
    """Writes a plan person by person; the hub's lists are read once."""

    def __init__(self, plan: ImportPlan, by: Person) -> None:
        self.plan, self.by = plan, by
        self.disciplines = {row.code: row for row in Discipline.objects.all()}
        self.formats = {row.code: row for row in Format.objects.all()}
        self.spoken = {row.code: row for row in SpokenLanguage.objects.all()}
        self.ventures = known_ventures()
        hub = current_hub()
        self.reply_due_on = working_day_after(today(), hub.reply_days if hub else 3)
        known = [one.known.pk for one in plan.people if one.known]
        self.people = Person.objects.in_bulk(known)
        self.half_days = half_days_of(known, Season.USUAL)

    def write(self) -> None:
        for one in self.plan.people:
            try:
                self._person(one)
            except Refused as refused:
                first = one.someone.first
                raise Refused(
                    _("%(sheet)s, row %(row)s: %(reason)s")
                    % {"sheet": first.sheet, "row": first.row, "reason": refused.reason}
                ) from refused

    def _person(self, one: PersonPlan) -> None:
        person = self.people[one.known.pk] if one.known else self._new_person(one)
        for name in one.ventures:
            join_venture(venture=self._venture(name), person=person, by=self.by)
        self._half_days(one, person)
        for need in one.new_needs:
            said = need.said
            state_need(
                person=person,
                words=said.words,
                level=said.level,
                key=need.key,
                discipline=self.disciplines[said.discipline] if said.discipline else None,
                venture=self._venture(need.draft.venture) if need.draft.venture else None,
                formats=[self.formats[code] for code in said.formats],
                reply_due_on=self.reply_due_on,
                by=self.by,
                entered_from=EnteredFrom.IMPORT,
            )
        if one.expert and not one.is_expert_here:
            offer = one.expert
            add_expert(
                person=person,
                disciplines=[self.disciplines[code] for code in offer.disciplines],
                formats=[self.formats[code] for code in offer.formats],
                times_a_month=offer.times,
                hours_a_month=offer.hours_month,
                hours_a_term=offer.hours_term,
                is_pro_bono=offer.pro_bono,
                by=self.by,
            )

    def _new_person(self, one: PersonPlan) -> Person:
        who = one.someone
        speaks = dict.fromkeys(code for draft in who.drafts for code in draft.speaks)
        return add_person(
            first_name=who.fact("first_name"),
            last_name=who.fact("last_name"),
            first_name_ar=who.fact("first_name_ar"),
            last_name_ar=who.fact("last_name_ar"),
            phone=who.fact("phone"),
            email=None if who.is_without_mail else who.fact("email") or None,
            language=who.fact("language") or self.plan.language,
            speaks=[self.spoken[code] for code in speaks],
            channel=who.fact("channel") or None,
            roles=one.roles,
            key=one.key,
            by=self.by,
            entered_from=EnteredFrom.IMPORT,
        )

    def _venture(self, name: str) -> Venture:
        found = self.ventures.get(fold(name))
        if found is None:
            found = self.ventures[fold(name)] = add_venture(name=name, by=self.by)
        return found

    def _half_days(self, one: PersonPlan, person: Person) -> None:
        """What the person has answered before stays; only the half-days never asked are filled."""
        before: Mapping[Any, Any] = self.half_days.get(person.pk, {})
        answers: dict[tuple[int, Half], Free | None] = {
            (day, Half(half)): Free(free)
            for (day, half), free in one.half_days.items()
            if (day, Half(half)) not in before
        }
        if answers:
            set_half_days(
                person=person,
                season=Season.USUAL,
                answers=answers,
                by=self.by,
                entered_from=EnteredFrom.IMPORT,
            )
