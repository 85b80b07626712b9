"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .enums import OPEN_STATES, State
from .models import Need, NeedStep, OtherAnswer, Slip
from .queries import words_visible_to


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Needs with words and steps; nothing of a confidential one to whoever may not read it."""
    needs = Need.objects.filter(person=person).select_related("discipline", "slip__workshop")
    for need in needs.prefetch_related("steps", "other_answers").order_by("stated_at"):
        if not words_visible_to(reader, need):
            continue
        yield {
            _("need"): need.words,
            _("the whole sentence"): need.original,
            _("workshop"): need.slip.workshop.title if need.slip else "",
            _("consequence"): need.get_level_display(),
            _("discipline"): need.discipline.name if need.discipline else "",
            _("state"): need.get_state_display(),
            _("at"): need.stated_at,
            _("steps"): " · ".join(
                f"{step.at:%Y-%m-%d} {step.get_to_state_display()} {step.reason}".strip()
                for step in need.steps.all()
            ),
            _("answers"): " · ".join(answer.text for answer in need.other_answers.all()),
        }


def erase(person: Any) -> None:
    """Words and reasons go; the line stays countable. Open needs are withdrawn."""
    needs = Need.objects.filter(person=person)
    now = timezone.now()
    NeedStep.objects.bulk_create(
        NeedStep(need_id=pk, from_state=state, to_state=State.WITHDRAWN, at=now)
        for pk, state in needs.filter(state__in=OPEN_STATES).values_list("pk", "state")
    )
    needs.filter(state__in=OPEN_STATES).update(state=State.WITHDRAWN)
    NeedStep.objects.filter(need__person=person).update(reason="")
    OtherAnswer.objects.filter(need__person=person).update(text="")
    needs.update(words="", original="", folded="", words_language="", referent=None)
    # The slip stays counted; its receipt opens nothing any more.
    Slip.objects.filter(person=person).update(person=None, is_new=False)


PERSONAL_DATA = PersonalData(gettext_lazy("Needs"), export, erase, module="needs")
