"""People and projects in a search, with their pages, which stand here."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import Findable, Hit
from elspace.core.templatetags.elspace import listed
from elspace.people.models import Person
from elspace.people.queries import by_phone_or_mail
from elspace.ventures.models import Venture
from elspace.ventures.queries import current_memberships, ventures_visible_to, with_members


def people_rows(user: Any) -> QuerySet[Person]:
    """The people of the list, with their roles and projects of today."""
    if not user.has_perm("people.view_person"):
        return Person.objects.none()
    return (
        Person.objects.filter(is_active=True)
        .prefetch_related(
            "grants", Prefetch("memberships", current_memberships(), to_attr="of_today")
        )
        .order_by("first_name", "last_name", "pk")
    )


def show_person(person: Person, user: Any) -> Hit:
    """The name, what they are to the hub, their projects."""
    names = [membership.venture.name for membership in person.of_today]  # type: ignore[attr-defined]
    facts = (listed(person.role_words) or _("no role yet"), *names)
    return Hit(person.name, reverse("site:person", args=[person.key]), facts)


def venture_rows(user: Any) -> QuerySet[Venture]:
    """The projects that exist for this person, with their people."""
    return with_members(ventures_visible_to(user)).order_by("name", "pk")


def show_venture(venture: Venture, user: Any) -> Hit:
    """The name, what it does, whose it is."""
    people = (row.person.name for row in venture.current_memberships)  # type: ignore[attr-defined]
    facts = tuple(part for part in (venture.activity, *people) if part)
    return Hit(venture.name, reverse("site:venture", args=[venture.key]), facts)


PEOPLE = Findable(
    code="people",
    label=gettext_lazy("People"),
    permission="people.view_person",
    order=10,
    visible_to=people_rows,
    folded=("folded",),
    show=show_person,
    also=by_phone_or_mail,
)
VENTURES = Findable(
    code="ventures",
    label=gettext_lazy("Projects"),
    permission="people.view_person",
    order=50,
    visible_to=venture_rows,
    folded=("folded",),
    show=show_venture,
    module="projects",
)
