"""Terms: open one, change its name or its dates."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.moments import monday
from elspace.core.templatetags.elspace import format_day
from elspace.people.actions import renew_links
from elspace.support.enums import HOLDING, SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.terms import terms_meeting
from elspace.trust.actions import record

MIN_WEEKS, MAX_WEEKS = 4, 20


@once_per_key(Term)
@transaction.atomic
def open_term(
    *,
    name: str,
    name_ar: str = "",
    starts_on: date,
    weeks: int,
    by: Any,
    key: uuid.UUID | None = None,
) -> Term:
    """Open a term of whole weeks from a Monday. It may begin in the past: sessions already held
    are then typed as held."""
    _check(starts_on, weeks, None)
    term = Term.objects.create(
        key=key or uuid.uuid4(),
        name=name.strip(),
        name_ar=name_ar.strip(),
        starts_on=starts_on,
        weeks=weeks,
    )
    record(
        "open_term",
        subject=term,
        actor=by,
        changes={"starts_on": (None, starts_on.isoformat()), "weeks": (None, weeks)},
    )
    renew_links(term_ends_on=term.ends_on, by=by)
    return term


@transaction.atomic
def change_term(
    *, term: Term, name: str, name_ar: str, starts_on: date, weeks: int, by: Any
) -> Term:
    """Change a term; its dates always hold the sessions it has."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    _check(starts_on, weeks, term)
    before = {"starts_on": term.starts_on.isoformat(), "weeks": term.weeks}
    term.name, term.name_ar = name.strip(), name_ar.strip()
    term.starts_on, term.weeks = starts_on, weeks
    outside = Session.objects.filter(
        term=term, state__in=(SessionState.PROPOSED, *HOLDING)
    ).exclude(occasion__start_at__date__range=(term.starts_on, term.ends_on))
    if count := outside.count():
        raise Refused(
            _("These dates leave out %(count)s sessions of the term: move or cancel them first.")
            % {"count": count}
        )
    term.save()
    after = {"starts_on": starts_on.isoformat(), "weeks": weeks}
    changes = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    record("change_term", subject=term, actor=by, changes=changes)
    return term


def _check(starts_on: date, weeks: int, term: Term | None) -> None:
    if starts_on != monday(starts_on):
        raise Refused(
            _("A term begins on a Monday: %(before)s or %(after)s.")
            % {
                "before": format_day(monday(starts_on), "full"),
                "after": format_day(monday(starts_on) + timedelta(weeks=1), "full"),
            },
            offers=[monday(starts_on), monday(starts_on) + timedelta(weeks=1)],
        )
    if not MIN_WEEKS <= weeks <= MAX_WEEKS:
        raise Refused(
            _("A term has between %(least)s and %(most)s weeks.")
            % {"least": MIN_WEEKS, "most": MAX_WEEKS}
        )
    for other in terms_meeting(starts_on, weeks):
        if term is None or other.pk != term.pk:
            raise Refused(
                _("The term %(name)s already holds some of these weeks, until %(day)s.")
                % {"name": other.name, "day": format_day(other.ends_on, "full")},
                offers=[monday(other.ends_on) + timedelta(weeks=1)],
            )
