"""Which needs exist for whom, and whose words may be read."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.utils import timezone

from elspace.needs.enums import Level, State
from elspace.needs.models import Need, NeedQuerySet, NeedStep, OtherAnswer
from elspace.people.models import Person, RoleGrant
from elspace.people.permissions import is_at_desk

UNDO_FOR = timedelta(days=2)  # a need taken away can be taken back on the person's own page


def needs_visible_to(user: Any) -> NeedQuerySet:
    """The needs that exist for this person: their own; for the team all but the confidential ones
    of others; those only for their referent and the programme role."""
    if not user.is_authenticated:
        return Need.objects.none()
    mine = Q(person=user) | Q(referent=user, is_confidential=True)
    if is_at_desk(user):  # on a screen others see, nothing sealed exists
        mine &= Q(is_confidential=False)
    if user.has_perm("needs.view_need"):
        mine |= Q(is_confidential=False)
    if user.has_perm("needs.read_confidential_need"):
        mine |= Q(is_confidential=True)
    return Need.objects.filter(mine)


def words_visible_to(user: Any, need: Need) -> bool:
    """Whether this person may read the words (and discipline, and name) of a loaded need; the same
    answer as `needs_visible_to`, without a query."""
    if not user.is_authenticated or not user.is_active:
        return False
    if need.is_confidential and is_at_desk(user):
        return False
    if user.pk == need.person_id:
        return True
    if need.is_confidential:
        return user.pk == need.referent_id or user.has_perm("needs.read_confidential_need")
    return user.has_perm("needs.view_need")


def with_people(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Needs with what a line about them shows; `is_new_person` marks someone without any role."""
    return (
        needs.select_related("person", "venture", "discipline", "referent", "entered_by")
        .prefetch_related("speaks", "formats", "other_answers__person")
        .annotate(
            has_role=Exists(RoleGrant.objects.filter(person=OuterRef("person"))),
        )
    )


def classify_queue(user: Any) -> QuerySet[Need]:
    """Open needs without a discipline that this person may read, the longest waiting first."""
    return with_people(needs_visible_to(user).to_classify()).order_by("stated_at", "pk")


def my_needs(person: Person) -> QuerySet[Need]:
    """A person's own needs, open ones first, with their steps and other answers; one taken away
    stays for two days, so that a slip of the thumb can be undone."""
    lately = NeedStep.objects.filter(
        need=OuterRef("pk"), to_state=State.WITHDRAWN, at__gt=timezone.now() - UNDO_FOR
    )
    return (
        Need.objects.filter(person=person)
        .filter(~Q(state=State.WITHDRAWN) | Exists(lately))
        .select_related("discipline", "venture", "referent", "entered_by")
        .prefetch_related(
            Prefetch("steps", NeedStep.objects.order_by("at", "pk")),
            Prefetch("other_answers", OtherAnswer.objects.select_related("person")),
        )
        .order_by("-stated_at", "-pk")
    )


def open_blocking_of(person: Person) -> QuerySet[Need]:
    """Needs of a person that stop their project and still wait for a date."""
    return Need.objects.filter(
        person=person, level=Level.BLOCKING, state__in=[State.STATED, State.CONFIRMED]
    )


def words_of_discipline(user: Any, code: str) -> QuerySet[Need]:
    """Open needs of one discipline that this person may read: those that wait for something before
    those that have a date or had it, what stops a project first."""
    needs = needs_visible_to(user).open().filter(discipline__code=code)
    waits = Case(When(state__in=(State.STATED, State.CONFIRMED), then=0), default=1)
    return with_people(needs).order_by(waits, "-level", "-is_first", "stated_at", "pk")


def oldest_to_classify(user: Any) -> Need | None:
    """The need that has waited longest for a discipline."""
    return needs_visible_to(user).to_classify().order_by("stated_at", "pk").first()
