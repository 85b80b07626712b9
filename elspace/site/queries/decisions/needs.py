"""What needs want decided: answers that are late, needs to sort."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.needs.enums import OPEN_STATES
from elspace.needs.enums import State as NeedState
from elspace.needs.queries import needs_visible_to
from elspace.people.models import Person

from .decision import Decision


def about_needs(user: Person, now: datetime) -> Iterator[Decision]:
    day = timezone.localdate(now)
    needs = needs_visible_to(user)
    overdue = Q(state=NeedState.STATED, reply_due_on__lt=day)
    numbers = needs.aggregate(
        late=Count("pk", filter=overdue),
        unclassified=Count("pk", filter=Q(state__in=OPEN_STATES, discipline=None)),
    )
    late, unclassified = numbers["late"], numbers["unclassified"]
    board = reverse("site:needs")
    if late:
        yield Decision(
            fact="needs-late",
            order=(1, now),
            title=ngettext(
                "%(n)d need waits for an answer longer than promised",
                "%(n)d needs wait for an answer longer than promised",
                late,
            )
            % {"n": late},
            reason=_("An answer was promised within three working days."),
            url=board,
            button=_("Open the needs"),
            facts=(late,),
        )
    elif unclassified:
        yield Decision(
            fact="needs-unclassified",
            order=(5, now),
            title=ngettext("%(n)d need to sort", "%(n)d needs to sort", unclassified)
            % {"n": unclassified},
            reason=_("A need without a discipline cannot be planned."),
            url=board,
            button=_("Open the needs"),
            facts=(unclassified,),
        )
