"""The morning at the desk: nineteen people in, four visits."""

from datetime import datetime, time, timedelta

from elspace.core.moments import local
from elspace.hub.queries import current_hub
from elspace.reception.actions import check_in, receive_visit

from .cast import Cast
from .keys import key_of

# Minutes ago, who.
ARRIVALS = [
    (172, "programme"), (165, "R01"), (161, "R06"), (158, "community"), (150, "R12"), (149, "R13"),
    (141, "R14"), (133, "R20"), (128, "R17"), (117, "R23"), (112, "R28"), (104, "R04"),
    (96, "R26"), (88, "R08"), (71, "R02"), (55, "R22"), (43, "R16"), (24, "R29"), (9, "R31"),
]  # fmt: skip
# Minutes ago, first name or nothing, for whom.
VISITS = [(86, "Meriem", ""), (62, "", ""), (35, "نجلاء", ""), (12, "Hatem", "R23")]


def open_desk(cast: Cast) -> None:
    """Who came this morning; late in the evening, who came since closing."""
    hub = current_hub()
    if hub is None or not hub.uses("check_in"):
        return
    for minutes, code in ARRIVALS:
        check_in(
            person=cast.people[code],
            key=key_of("presence", code),
            at=_ago(cast, minutes),
            by=cast.reception,
        )
    for minutes, name, host in VISITS:
        receive_visit(
            key=key_of("visit", f"{minutes}"),
            first_name=name,
            host=cast.people[host] if host else None,
            at=_ago(cast, minutes),
            by=cast.reception,
        )


def _ago(cast: Cast, minutes: int) -> datetime:
    """So long ago, of today, and since the hub last closed: who came before has left."""
    days = cast.days
    opening = days.calendar.opening_on(days.today)
    closed = [at for _opens, hour in opening if (at := local(days.today, hour)) <= days.now]
    earliest = max([local(days.today, time()), *closed]) + timedelta(seconds=200 - minutes)
    return max(days.now - timedelta(minutes=minutes), min(earliest, days.now))
