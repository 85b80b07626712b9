"""The days of the demonstration's term: laid by whole weeks so that today lies in its sixth."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from elspace.core.moments import local, monday
from elspace.hub.models import EVENING_STARTS, DaySlot
from elspace.hub.queries import Calendar

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
THIS_WEEK = 6
WEEKS = 12
EVENING, RAMADAN_EVENING = time(17, 30), time(21)
A_WHILE = timedelta(minutes=20)  # what is next begins at least so far from now
GRACE = timedelta(minutes=15)  # what is written leaves a little later
HALF_A_DAY = 300  # minutes: what is nearer keeps its order before the doors closed
NEARBY = [timedelta(days=days) for days in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, 7)]


@dataclass
class Days:
    """Reads "3 Wed" (week and weekday of the term) and "3 Wed 14:05"."""

    now: datetime
    calendar: Calendar

    @property
    def starts_on(self) -> date:
        """The term's first Monday."""
        return monday(timezone.localdate(self.now)) - timedelta(weeks=THIS_WEEK - 1)

    @property
    def today(self) -> date:
        """The local day of now."""
        return timezone.localdate(self.now)

    def day(self, text: str) -> date:
        """The date of "3 Wed"; weeks before the term are 0, -1…"""
        week, weekday = text.split()[:2]
        return self.starts_on + timedelta(weeks=int(week) - 1, days=WEEKDAYS.index(weekday))

    def at(self, text: str) -> datetime:
        """The instant of "3 Wed 14:05"; "evening" is an hour at which the hub is open late."""
        hour = text.split()[2]
        if hour == "evening":
            return self._evening(self.day(text))
        return local(self.day(text), time.fromisoformat(hour))

    def _evening(self, day: date) -> datetime:
        late = local(day, RAMADAN_EVENING)
        is_late = self.calendar.is_open(late, late + timedelta(minutes=90))
        return late if is_late else local(day, EVENING)

    def slot(self, text: str, position: int) -> tuple[datetime, datetime]:
        """The slot of "3 Wed" at a position, or the nearest one: an open day of the same week for a
        closed one, the position before where the day's hours are short."""
        day = self.day(text)
        for near in sorted(NEARBY, key=lambda days: (monday(day + days) != monday(day), abs(days))):
            slots = self.calendar.slots_on(day + near)
            fitting = [slots[place] for place in sorted(slots) if place <= position]
            if fitting:
                return _instants(day + near, fitting[-1])
        raise LookupError(text)

    def next_slot(self) -> tuple[datetime, datetime]:
        """The next slot of today before the evening; today's last where the day is late, another
        day's first where the hub is closed today."""
        slots = self.calendar.slots_on(self.today)
        by_day = [slots[place] for place in sorted(slots) if slots[place].starts < EVENING_STARTS]
        if not by_day:
            return self.slot(f"{THIS_WEEK} {WEEKDAYS[self.today.weekday()]}", 0)
        instants = [_instants(self.today, slot) for slot in by_day]
        ahead = [one for one in instants if one[0] >= self.now + A_WHILE]
        return ahead[0] if ahead else instants[-1]

    def lately(self, minutes: int) -> datetime:
        """A while ago, while the hub was open and people could be written to: then, or at the end
        of the last such hours."""
        moment = self.now - timedelta(minutes=minutes)
        is_open = self.calendar.is_open(moment, moment + timedelta(minutes=1))
        if is_open and self.calendar.quiet_until(moment + GRACE) is None:
            return moment
        before_closing = timedelta(minutes=minutes if minutes < HALF_A_DAY else minutes % 60)
        for back in range(31):
            day = timezone.localdate(moment) - timedelta(days=back)
            for _opens, closes in reversed(self.calendar.opening_on(day)):
                end = local(day, closes) - before_closing
                if end <= moment and self.calendar.quiet_until(end + GRACE) is None:
                    return end
        return moment


def _instants(day: date, slot: DaySlot) -> tuple[datetime, datetime]:
    return local(day, slot.starts), local(day, slot.ends)
