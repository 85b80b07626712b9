"""Two directors end each other's role at the same moment, round after round; prints how many are
left after each: `python -m tests.races.directors ROUNDS`."""

import json
import os
import sys
from threading import Barrier, Thread

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from elspace.core.answers import Refused  # noqa: E402
from elspace.people.actions import end_role, grant_role  # noqa: E402
from elspace.people.enums import Role  # noqa: E402
from elspace.people.models import Person  # noqa: E402
from tests import factories  # noqa: E402


def end_one_another(first: Person, second: Person) -> None:
    together = Barrier(2)

    def end(by: Person, other: Person) -> None:
        grant = other.grants.get(until_on=None)
        by.has_perm("people.grant_role")  # as at the gate: both were directors when they pressed
        together.wait(timeout=30)
        try:
            end_role(grant=grant, by=by)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [Thread(target=end, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


def main(rounds: int) -> None:
    factories.hub()
    people = [factories.person(name, roles=[Role.DIRECTOR]).pk for name in ("Hela", "Nour")]
    left = []
    for _round in range(rounds):
        first, second = Person.objects.filter(pk__in=people)
        end_one_another(first, second)
        left.append(Person.objects.with_role(Role.DIRECTOR).count())
        for pk in people:
            grant_role(person=Person.objects.get(pk=pk), role=Role.DIRECTOR, by=None)
    print(json.dumps(left))


if __name__ == "__main__":
    main(int(sys.argv[1]))
