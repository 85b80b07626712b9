"""Processor time, queries and compressed bytes of each page at demonstration size.

Run `make bench` from the root of the project; `make bench ARGS=month` measures a hub after a month
of use (150 people, 300 needs, 120 sessions). Further arguments measure those addresses only. Every
address without arguments is asked for: as a visitor (aim: 10 ms a request), and where that is not
answered, as the programme role (aim: 40 ms).
Printed: the median of 30 requests in this process, after 3 that warm it up.
"""

import gzip
import os
import statistics
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
IS_FULL = "month" in sys.argv[1:]
ASKED = [argument for argument in sys.argv[1:] if argument.startswith("/")]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ELSPACE_DEMO": "month" if IS_FULL else "1",
    "DATABASE_URL": f"sqlite:///{ROOT / 'var' / ('bench-month' if IS_FULL else 'bench')}.sqlite3",
    "LOG_LEVEL": "CRITICAL",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402

from elspace.people.enums import Role  # noqa: E402
from elspace.people.models import Person  # noqa: E402

WARM, MEASURED = 3, 30
AIMS = {"visitor": 10, "team": 40}  # milliseconds of processor time


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """Every address of ours that needs no argument, public ones in French."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern) and not {"<", "^"} & set(route):
            ours = pattern.callback.__module__.startswith("elspace.")
            yield from [route] if ours else []


def measure(client: Client, address: str) -> tuple[float, int, int] | None:
    """(milliseconds, queries, compressed bytes) of a page, None where it does not answer 200."""
    if client.get(address).status_code != 200:
        return None
    for _warming in range(WARM):
        client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
    queries = len(captured)
    held = b"".join(page.streaming_content) if page.streaming else page.content
    times = []
    for _time in range(MEASURED):
        began = time.process_time()
        client.get(address)
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000, queries, len(gzip.compress(held))


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("lay_demo", stdout=StringIO())
    visitor, team = Client(), Client()
    member = Person.objects.with_role(Role.PROGRAMME).first()
    if member is None:
        sys.exit("The demonstration has nobody of the programme role.")
    team.force_login(member, settings.AUTHENTICATION_BACKENDS[-1])
    print(f"{'as':<8} {'ms':>6} {'of aim':>7} {'queries':>8} {'bytes':>7}  address")
    for address in ASKED or addresses():
        for name, client in (("visitor", visitor), ("team", team)):
            found = measure(client, address)
            if found:
                ms, queries, size = found
                share = ms / AIMS[name]
                print(f"{name:<8} {ms:6.1f} {share:6.0%} {queries:8} {size:7}  {address}")
                break


if __name__ == "__main__":
    main()
