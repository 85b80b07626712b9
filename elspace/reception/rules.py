"""What the reception keeps, and for how long."""

from datetime import timedelta

# Marks older than this become a number a day: long enough to say who was there after an accident.
KEPT_DAYS = 7
# A page sends what waited for the network in handfuls.
MOST_AT_ONCE = 200
LATE = timedelta(days=KEPT_DAYS)
