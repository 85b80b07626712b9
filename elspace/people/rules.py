"""Who may do what about people, with the reason when they may not; no query beyond loaded rows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from elspace.core.answers import YES, Answer, no

from .enums import TEAM, Role
from .models import Person

# Roles whoever adds people may give; all others are given by who holds `people.grant_role`.
EVERYDAY_ROLES = (Role.RESIDENT, Role.MEMBER, Role.EXPERT)


def can_change_person(user: Any, person: Person) -> Answer:
    """Everyone changes their own page; the team those of others."""
    if user == person or user.has_perm("people.change_person"):
        return YES
    return no(_("Only the person and the team can change this."))


def can_change_mail(user: Any, person: Person) -> Answer:
    """Whoever holds the mail of an opened account holds the account: so only its person, or the
    director, changes it."""
    if user == person or person.invited_at is None or user.has_perm("people.grant_role"):
        return can_change_person(user, person)
    return no(
        _(
            "This mail address opens an account: only the person or the direction can change it. "
            "Nothing was saved; what you typed is still here."
        )
    )


def can_give_roles(user: Any, roles: Iterable[str]) -> Answer:
    """The everyday roles by who adds people; a place on the team or at a funder by the director."""
    if user.has_perm("people.grant_role"):
        return YES
    if user.has_perm("people.add_person") and set(roles) <= set(EVERYDAY_ROLES):
        return YES
    return no(_("Only the direction can give this role."))


def can_invite(user: Any, person: Person) -> Answer:
    """Opening an account needs a mail address; team accounts are opened by the director."""
    if not user.has_perm("people.invite_account"):
        return no(_("Only the programme and the direction can open an account."))
    if not person.email:
        return no(_("A mail address is needed to open an account."))
    if not person.roles.isdisjoint(TEAM) and not user.has_perm("people.grant_role"):
        return no(_("Only the direction can open an account for the team."))
    return YES


def can_show_link(user: Any, person: Person) -> Answer:
    """The team shows, prints and revokes anybody's link; a person their own."""
    if user == person or user.has_perm("people.show_personal_link"):
        return YES
    return no(_("Only the person and the team can show this link."))


def can_merge(user: Any, keep: Person, gone: Person) -> Answer:
    """Two pages of one person become one; nobody merges away the page they are signed in with.
    A page under an alias joins the person's own, once they said who they are."""
    is_named = gone.is_alias and not keep.is_alias
    if not user.has_perm("people.name_alias" if is_named else "people.merge_people"):
        return no(_("Only the direction can merge two pages."))
    if keep.pk == gone.pk:
        return no(_("Choose two different pages."))
    if user.pk == gone.pk:
        return no(_("Keep your own page: it is the one you are signed in with."))
    if keep.is_alias and not gone.is_alias:
        return no(_("The page under the real name stays; the one under the alias joins it."))
    return YES
