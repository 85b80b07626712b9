"""Sets this process's clock for `make demo-2027`: the demonstration on its fixed dates.

The first process notes when it started; its children inherit the note, so that web, workers and
whatever restarts among them read one clock, which goes on ticking. Durations (`time.monotonic`)
are left alone. Only the demonstration may do this.
"""

import os
import time
from datetime import datetime, timedelta
from datetime import time as hour
from zoneinfo import ZoneInfo

NOTE = "ELSPACE_DEMO_STARTED"
OPENS = hour(10, 0)


def start_on(day: str, zone: str) -> None:
    """Let this process's clock say 10:00 of `day` (ISO) at the moment the first one started."""
    import time_machine

    if NOTE in os.environ and time_machine.escape_hatch.is_travelling():
        return
    real = time.time()
    started = float(os.environ.setdefault(NOTE, str(real)))
    opening = datetime.combine(datetime.fromisoformat(day), OPENS, ZoneInfo(zone))
    time_machine.travel(opening + timedelta(seconds=real - started), tick=True).start()
