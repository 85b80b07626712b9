"""Writes a plan person by person, through the other apps' own actions, and keeps what it made."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max, Model

from elspace.core.folding import fold
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.enums import Half, Season
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.hub.queries import current_hub, working_day_after
from elspace.imports.models import ImportBatch, ImportedRow
from elspace.imports.planning import ImportPlan, PersonPlan
from elspace.imports.queries import known_ventures
from elspace.needs.actions import state_need
from elspace.people.actions import add_person, set_half_days
from elspace.people.enums import Free
from elspace.people.models import HalfDay, Person, RoleGrant
from elspace.people.queries import half_days_of
from elspace.support.actions.experts import add_expert
from elspace.ventures.actions import add_venture, join_venture
from elspace.ventures.models import Membership, Venture

from .house import HouseWriter, naming_the_row

# Rows that come with people without an action naming them one by one.
BESIDE: tuple[type[Model], ...] = (HalfDay, RoleGrant, Membership)


class Writer:
    """Writes a plan; the hub's lists are read once."""

    def __init__(self, plan: ImportPlan, batch: ImportBatch) -> None:
        self.plan, self.batch, self.by = plan, batch, batch.by
        self.disciplines = {row.code: row for row in Discipline.objects.all()}
        self.formats = {row.code: row for row in Format.objects.all()}
        self.spoken = {row.code: row for row in SpokenLanguage.objects.all()}
        self.ventures = known_ventures()
        hub = current_hub()
        self.reply_due_on = working_day_after(today(), hub.reply_days if hub else 3)
        known = [one.known.pk for one in plan.people if one.known]
        self.people = Person.objects.in_bulk(known)
        self.half_days = half_days_of(known, Season.USUAL)
        self.house = HouseWriter(plan.house, batch.by, self._made)
        self.made: list[ImportedRow] = []
        self.touched: list[int] = []

    def write(self) -> None:
        """All people, then the list of what was made."""
        before = {
            model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in BESIDE
        }
        self.house.write_things()
        for one in self.plan.people:
            with naming_the_row(one.someone.first):
                person = self._person(one)
            self._stays(one, person)
        for model, last in before.items():
            for start in range(0, len(self.touched), 400):
                some = self.touched[start : start + 400]
                rows = model._default_manager.filter(pk__gt=last, person__in=some)
                for number in rows.values_list("pk", flat=True):
                    self._made(model._meta.label_lower, number)
        ImportedRow.objects.bulk_create(self.made, batch_size=200)

    def _made(
        self, kind: str, number: int, row_key: UUID | None = None, *, is_new: bool = True
    ) -> None:
        self.made.append(
            ImportedRow(batch=self.batch, kind=kind, number=number, row_key=row_key, is_new=is_new)
        )

    def _person(self, one: PersonPlan) -> Person:
        person = self.people[one.known.pk] if one.known else self._new_person(one)
        self.touched.append(person.pk)
        keys: list[UUID | None] = [*one.row_keys] or [None]
        for at, key in enumerate(keys):
            self._made("people.person", person.pk, key, is_new=one.known is None and at == 0)
        for name in one.ventures:
            join_venture(venture=self._venture(name, one), person=person, by=self.by)
        self._half_days(one, person)
        for need in one.new_needs:
            said, venture = need.said, need.draft.venture
            row = state_need(
                person=person,
                words=said.words,
                level=said.level,
                key=need.key,
                discipline=self.disciplines[need.discipline] if need.discipline else None,
                venture=self._venture(venture, one) if venture else None,
                formats=[self.formats[code] for code in said.formats],
                reply_due_on=self.reply_due_on,
                by=self.by,
                entered_from=EnteredFrom.IMPORT,
            )
            self._made("needs.need", row.pk, need.key)
        if one.expert and one.expert.disciplines and not one.is_expert_here:
            offer = one.expert
            expert = add_expert(
                person=person,
                disciplines=[self.disciplines[code] for code in offer.disciplines],
                formats=[self.formats[code] for code in offer.formats],
                times_a_month=offer.times,
                hours_a_month=offer.hours_month,
                hours_a_term=offer.hours_term,
                is_pro_bono=offer.pro_bono,
                rate=Decimal(offer.rate) if offer.rate and not offer.pro_bono else None,
                note=offer.note,
                by=self.by,
            )
            self._made("support.expert", expert.pk)
        return person

    def _stays(self, one: PersonPlan, person: Person) -> None:
        for stay in one.new_stays:
            with naming_the_row(stay.draft):
                payer = stay.payer
                is_theirs = payer is not None and payer.is_venture and payer.known is None
                pays = self._venture(payer.name, one) if payer and is_theirs else None
                self.house.write_stay(stay, person, pays)

    def _new_person(self, one: PersonPlan) -> Person:
        who = one.someone
        speaks = dict.fromkeys(code for draft in who.drafts for code in draft.speaks)
        more: dict[str, Any] = {
            name: value
            for name in ("gender", "age_band", "governorate")
            if (value := who.fact(name))
        }
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
            **more,
        )

    def _venture(self, name: str, one: PersonPlan) -> Venture:
        found = self.ventures.get(fold(name))
        if found is None:
            activity = one.someone.fact("activity")
            found = add_venture(name=name, activity=activity, by=self.by)
            self.ventures[fold(name)] = found
            self._made("ventures.venture", found.pk)
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
