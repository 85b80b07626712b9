"""Whether hours may stand as they are: yes, or no with a reason."""

from collections.abc import Iterable
from datetime import time
from itertools import pairwise

from django.utils.translation import gettext as _

from elspace.core.answers import YES, Answer, no
from elspace.core.templatetags.elspace import format_hour

Stretch = tuple[time, time]


def can_stand(stretches: Iterable[Stretch]) -> Answer:
    """Each stretch of a day, or slot, ends after it begins, and none lies over another."""
    stretches = sorted(stretches)
    for stretch in stretches:
        if stretch[1] <= stretch[0]:
            return no(_("%(hours)s ends before it begins.") % {"hours": in_digits(stretch)})
    for former, latter in pairwise(stretches):
        if latter[0] < former[1]:
            return no(
                _("%(former)s and %(latter)s overlap.")
                % {"former": in_digits(former), "latter": in_digits(latter)}
            )
    return YES


def in_digits(stretch: Stretch) -> str:
    """9:00–14:30, kept from left to right inside an Arabic sentence."""
    return f"\u2066{format_hour(stretch[0])}–{format_hour(stretch[1])}\u2069"
