"""What needs want decided: answers that are late, needs to sort, what a workshop left."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.registries import parts_off
from elspace.needs.enums import OPEN_STATES
from elspace.needs.enums import State as NeedState
from elspace.needs.queries import needs_visible_to, workshops_left
from elspace.people.models import Person

from .decision import Decision


def about_needs(user: Person, now: datetime) -> Iterator[Decision]:
    day = timezone.localdate(now)
    needs = needs_visible_to(user)
    overdue = Q(state=NeedState.STATED, reply_due_on__lt=day)
    not_of_a_past_workshop = Q(slip=None) | Q(slip__workshop__closes_at__gt=now)
    numbers = needs.aggregate(
        late=Count("pk", filter=overdue),
        unclassified=Count(
            "pk", filter=Q(state__in=OPEN_STATES, discipline=None) & not_of_a_past_workshop
        ),
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
            reason=_("Sorted, it is found again and answered sooner.")
            if "programme" in parts_off()
            else _("A need without a discipline cannot be planned."),
            url=board,
            button=_("Open the needs"),
            facts=(unclassified,),
        )


def about_workshops(user: Person, now: datetime) -> Iterator[Decision]:
    """One that is over, while its slips are not typed or what was said there is not sorted."""
    for one in workshops_left(user, now):
        untyped, unsorted = one.untyped, one.unsorted
        said = []
        if untyped:
            slips = ngettext("%(n)s slip not typed yet", "%(n)s slips not typed yet", untyped)
            said.append(slips % {"n": untyped})
        if unsorted:
            needs = ngettext(
                "%(n)s need of this workshop is to be sorted.",
                "%(n)s needs of this workshop are to be sorted.",
                unsorted,
            )
            said.append(needs % {"n": unsorted})
        page = reverse("needs:workshop-page", kwargs={"key": one.key})
        yield Decision(
            fact=f"workshop:{one.key}",
            order=(4, one.closes_at),
            title=_("After the workshop “%(title)s”") % {"title": f"\u2068{one.title}\u2069"},
            reason=" · ".join(said),
            url=page if untyped else reverse("needs:classify"),
            button=_("See the slips") if untyped else _("Sort the needs"),
            facts=(untyped, unsorted),
        )
