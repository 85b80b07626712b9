"""Taking a file back: what it made goes as long as nothing else refers to it; the rest stays, with
the reason."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, ManyToOneRel, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.billing.models import Claim
from elspace.core.answers import Refused
from elspace.hosting.models import Subscription
from elspace.imports.enums import BatchState
from elspace.imports.models import ImportBatch, ImportedRow, this_process
from elspace.people.models import Person
from elspace.trust.actions import one_batch, record

# In this order: what refers to the others first.
ORDER = (
    "needs.need", "support.expert", "people.halfday", "hosting.subscription", "hosting.deskholding",
    "hosting.payer", "hosting.desk", "hosting.room", "ventures.membership", "ventures.venture",
    "people.person",
)  # fmt: skip
GRANT = "people.rolegrant"
HOLDING = "hosting.deskholding"
HOSTING = "hosting.subscription"
# Rows that belong to the row itself, and go with it.
PARTS = {
    "needs.need": {"needs.needstep"},
    "people.person": {"imports.importbatch"},
    "hosting.subscription": {"hosting.subscriptionterms"},
    "hosting.deskholding": {"hosting.deskhalf"},
    "hosting.room": {"hosting.roomhours"},
}
# Of what is written with its first line: more of them, and it lives on by itself.
FIRST_LINES = {
    "needs.need": ("steps", "needs.needstep"),
    "hosting.subscription": ("terms", "hosting.subscriptionterms"),
}
AT_ONCE = 400


@transaction.atomic
def ask_undo(*, batch: ImportBatch, by: Person) -> tuple[ImportBatch, bool]:
    """Ask the worker to take a file back; answers the row and whether this is new."""
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk, by=by).first()
    if locked is None:
        raise Refused(_("This file was not brought in by you."))
    if locked.state == BatchState.UNDOING and not locked.is_interrupted:
        return locked, False
    if locked.state not in {BatchState.DONE, BatchState.UNDOING}:
        return locked, False
    locked.state, locked.asked_at, locked.worker = BatchState.UNDOING, timezone.now(), ""
    locked.save()
    return locked, True


@transaction.atomic
def undo_import(*, batch: ImportBatch) -> None:
    """What the worker does: all that can go goes in one transaction."""
    locked = ImportBatch.objects.select_for_update().select_related("by").get(pk=batch.pk)
    if locked.state != BatchState.UNDOING:
        return
    locked.worker, locked.started_at = this_process(), timezone.now()
    undo = _Undo(locked)
    with one_batch(locked.key):
        undo.take_back()
        changes = {name: (count, 0) for name, count in undo.gone_counts.items()}
        record("undo_import", subject=None, actor=locked.by, changes=changes)
    locked.stayed, locked.state = undo.stayed, BatchState.UNDONE
    locked.finished_at = timezone.now()
    locked.save()
    ImportedRow.objects.filter(batch=locked).delete()


class _Undo:
    """Rows of one import, and those that are gone already."""

    def __init__(self, batch: ImportBatch) -> None:
        self.mine: dict[str, set[int]] = defaultdict(set)
        rows = batch.rows.filter(is_new=True).values_list("kind", "number")
        for kind, number in rows:
            self.mine[kind].add(number)
        self.gone: dict[str, set[int]] = defaultdict(set)
        self.stayed: dict[str, dict[str, list[int]]] = {}

    @property
    def gone_counts(self) -> dict[str, int]:
        """How many of each kind went."""
        return {kind.split(".")[1]: len(numbers) for kind, numbers in self.gone.items() if numbers}

    def take_back(self) -> None:
        """Kind by kind."""
        for kind in ORDER:
            left = self.mine[kind]
            held = self._held(kind, left)
            while free := left - set(held):
                self._delete(kind, free)
                left = left & set(held)
                held = self._held(kind, left)  # a part of a room that has gone is free
            if held:
                why: dict[str, list[int]] = defaultdict(list)
                for number, reason in held.items():
                    why[reason].append(number)
                self.stayed[kind] = dict(why)
        self._end_roles()

    def _end_roles(self) -> None:
        """The role of expert goes where the expert went, of people who were here before."""
        model = apps.get_model(GRANT)
        ours = model.objects.filter(pk__in=list(self.mine[GRANT]), role="expert")
        kept = apps.get_model("support.expert").objects.filter(is_active=True)
        ours.exclude(person__in=kept.values("person")).delete()

    def _held(self, kind: str, numbers: Iterable[int]) -> dict[int, str]:
        """By number, the kind of row that refers to it ("changed": it lives on by itself)."""
        model = apps.get_model(kind)
        numbers = list(numbers)
        held: dict[int, str] = {}
        for some in _in_turns(numbers):
            if kind in FIRST_LINES:
                name, label = FIRST_LINES[kind]
                moved = model._default_manager.filter(pk__in=some).annotate(n=Count(name))
                held |= dict.fromkeys(moved.filter(n__gt=1).values_list("pk", flat=True), label)
            if kind == "hosting.subscription":
                held |= dict.fromkeys(_invoiced(some), "billing.invoice")
            if kind == HOLDING:  # who stays keeps their desk
                rows = model._default_manager.filter(pk__in=some)
                for pk, subscription in rows.values_list("pk", "subscription_id"):
                    if subscription in self.mine[HOSTING] - self.gone[HOSTING]:
                        held[pk] = HOSTING
            for label, number in self._referrers(model, some):
                held.setdefault(number, label)
        return held

    def _referrers(self, model: type[Model], numbers: list[int]) -> Iterable[tuple[str, int]]:
        parts = PARTS.get(model._meta.label_lower, set())
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ManyToOneRel) or relation.related_model is None:
                continue
            other = relation.related_model
            label, name = other._meta.label_lower, relation.field.name
            if label in parts or self._is_own(model, relation):
                continue
            # A role ends after its person, a desk is free after who is hosted at it has gone.
            goes_after = label == GRANT or (label == HOLDING and model is Subscription)
            own = self.mine[label] if goes_after else self.gone[label]
            if maker := _maker(relation):  # a line between two, named as what chose the other
                label, own = maker._meta.label_lower, set()
            rows = other._default_manager.filter(**{f"{name}__in": numbers})
            for pk, number in rows.values_list("pk", name):
                if pk not in own:
                    yield label, number

    def _is_own(self, model: type[Model], relation: ManyToOneRel) -> bool:
        """Whether a row belongs to what it refers to: what it is a kind of, what it chose."""
        if relation.parent_link:
            return True
        maker = _maker(relation)
        is_ours = maker is model or maker in model._meta.get_parent_list()
        return is_ours and not relation.field.name.startswith("to_")

    def _delete(self, kind: str, numbers: Iterable[int]) -> None:
        model = apps.get_model(kind)
        for some in _in_turns(numbers):
            model._default_manager.filter(pk__in=some).delete()
            self.gone[kind].update(some)


def _maker(relation: ManyToOneRel) -> Any:
    """Of a table between two models, the one that chooses."""
    return relation.related_model._meta.auto_created


def _invoiced(numbers: Iterable[int]) -> list[int]:
    """Which of these subscriptions stand on an invoice."""
    keys = dict(Subscription.objects.filter(pk__in=numbers).values_list("key", "pk"))
    claims = Claim.objects.filter(source__startswith="subscription:")
    claimed = {source.split(":")[1] for source in claims.values_list("source", flat=True)}
    return [pk for key, pk in keys.items() if str(key) in claimed]


def _in_turns(numbers: Iterable[int]) -> Iterable[list[int]]:
    numbers = list(numbers)
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
