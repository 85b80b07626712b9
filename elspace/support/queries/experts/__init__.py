"""Experts: who can answer a discipline, when they can come, how many hours they have left.

What "offered hours" means, because people plan with it: for each expert, the slots still to come in
which they said yes (certain), maybe, or were never asked (unknown), at most `max_per_week` a week
and at most the sessions their hours leave, times the length of a slot. An expert's hours count in
*each* of their disciplines and languages, since nobody knows yet which will be asked for: so the
figures of two disciplines must not be added up, and each one is the most that can be had.
"""

from .able import active_experts, experts_able
from .availability import Availability, availabilities, availability
from .hours import HoursLeft, all_hours_left, hours_left, slot_minutes
from .offered import Offered, OfferedByLanguage, offered_hours

__all__ = [
    "Availability",
    "HoursLeft",
    "Offered",
    "OfferedByLanguage",
    "active_experts",
    "all_hours_left",
    "availabilities",
    "availability",
    "experts_able",
    "hours_left",
    "offered_hours",
    "slot_minutes",
]
