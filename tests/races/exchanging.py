"""Two people agree at the same moment to one offer of a day; from the fourth round on, whoever
offered leaves at that moment too. Prints how many agreed, and what went wrong (an error of the
database, a desk with two people): `python -m tests.races.exchanging ROUNDS`."""

import json
import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from threading import Barrier, Thread

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402

from elspace.core.answers import Refused  # noqa: E402
from elspace.core.moments import today  # noqa: E402
from elspace.hosting.actions.desks import agree_to_swap, offer_swap, take_desk  # noqa: E402
from elspace.hosting.actions.subscriptions import end_subscription  # noqa: E402
from elspace.hosting.models import DeskDay, DeskSwap  # noqa: E402
from elspace.hosting.queries.desks import HALVES, halves_open  # noqa: E402
from elspace.hub.queries import Calendar  # noqa: E402
from tests import factories  # noqa: E402

MORNING = [HALVES[0]]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Act side by side; what the database refused."""
    together, faults = Barrier(len(acts)), []

    def act(one: Callable[[], object]) -> None:
        together.wait(timeout=30)
        try:
            one()
        except Refused:
            pass
        except DatabaseError as error:
            faults.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return faults


def main(rounds: int) -> None:
    factories.hub()
    calendar = Calendar.load()
    ahead = (today() + timedelta(days=n) for n in range(1, 60 + rounds * 4))
    days = [day for day in ahead if MORNING[0] in halves_open(calendar, day)]
    found = [one_round(days[2 * n], days[2 * n + 1], leaves=n >= 3) for n in range(rounds)]
    print(json.dumps(found))


def one_round(given: date, wanted: date, *, leaves: bool) -> dict[str, object]:
    first, *others = (factories.resident() for _n in range(3))
    subscription = factories.subscription(first, from_on=date(2026, 1, 1))
    desks = [factories.desk(f"{given:%m%d}-{n}") for n in range(3)]
    for desk, person, day in zip(desks, (first, *others), (given, wanted, wanted), strict=True):
        take_desk(desk=desk, day=day, halves=MORNING, person=person, by=None)
    swap = offer_swap(person=first, desk=desks[0], day=given, wanted_on=wanted, by=first)
    acts = [partial(agree_to_swap, swap=swap, person=one, by=one) for one in others]
    if leaves:
        acts.append(partial(end_subscription, subscription=subscription, until_on=today(), by=None))
    faults = at_once(*acts)
    for day in (given, wanted):
        sitting = list(DeskDay.objects.filter(day=day).exclude(person=None))
        if len({one.person_id for one in sitting}) != len(sitting):
            faults.append(f"{day}: somebody sits at two desks")
        if leaves and first.pk in {one.person_id for one in sitting}:
            faults.append(f"{day}: who left sits there still")
    return {"agreed": DeskSwap.objects.filter(pk=swap.pk, state="agreed").count(), "faults": faults}


if __name__ == "__main__":
    main(int(sys.argv[1]))
