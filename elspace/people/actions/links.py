"""Giving, renewing and revoking personal links."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.people import rules
from elspace.people.models import Person, PersonalLink
from elspace.people.queries import link_of
from elspace.people.terms import current_term_ends_on
from elspace.trust.actions import record

USUAL_DAYS = 120
DAYS_AFTER_TERM = 14


@transaction.atomic
def give_link(
    *, person: Person, by: Person | None, term_ends_on: date | None = None
) -> PersonalLink:
    """The person's live link, made when there is none. It lasts until two weeks after the term, or
    120 days when no term is known; a live one is only ever prolonged."""
    Person.objects.select_for_update().get(pk=person.pk)
    if by is not None and not (answer := rules.can_show_link(by, person)):
        raise Refused(answer.reason)
    term_ends_on = term_ends_on or current_term_ends_on()
    until = _until(term_ends_on)
    link = link_of(person)
    if link is None:
        link = PersonalLink.objects.create(person=person, expires_on=until)
        record("give_link", subject=person, actor=by, changes={"until": (None, str(until))})
    elif term_ends_on is not None and link.expires_on < until:
        _prolong(link, until, by)
    return link


@transaction.atomic
def renew_links(*, term_ends_on: date, by: Person | None) -> int:
    """Prolong every live link to two weeks after a term's end; called when a term is opened."""
    until = _until(term_ends_on)
    links = PersonalLink.objects.filter(
        revoked_at=None, expires_on__gte=today(), expires_on__lt=until, person__is_active=True
    )
    count = links.update(expires_on=until)
    if count:
        record(
            "renew_links",
            subject=None,
            actor=by,
            changes={"until": (None, str(until)), "count": (0, count)},
        )
    return count


@transaction.atomic
def revoke_link(*, person: Person, by: Person | None) -> int:
    """End every live link of a person at once (a lost card, a phone handed on)."""
    if by is not None and not (answer := rules.can_show_link(by, person)):
        raise Refused(answer.reason)
    count = PersonalLink.objects.filter(person=person, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if count:
        record("revoke_link", subject=person, actor=by)
    return count


def mark_link_used(*, link: PersonalLink) -> None:
    """Remember when a button was last pressed through the link; what it did has its own line."""
    PersonalLink.objects.filter(pk=link.pk).update(last_used_at=timezone.now())


def _until(term_ends_on: date | None) -> date:
    if term_ends_on is not None and term_ends_on >= today():
        return term_ends_on + timedelta(days=DAYS_AFTER_TERM)
    return today() + timedelta(days=USUAL_DAYS)


def _prolong(link: PersonalLink, until: date, by: Person | None) -> None:
    before, link.expires_on = link.expires_on, until
    link.save(update_fields=["expires_on"])
    record(
        "renew_link", subject=link.person, actor=by, changes={"until": (str(before), str(until))}
    )
