"""The hub whose pictures are taken: the demonstration of 2027 under a clock that stands still.

A process of its own, as `make demo-2027` is one: `python -m scripts.pictures.hub PORT FOLDER`. It
keeps its rows and files in FOLDER, and writes there what to look at (`pages.json`) once it serves.
"""

import json
import os
import random
import sys
import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

import time_machine

DAY = "2027-02-16"
NOW = datetime.fromisoformat(f"{DAY}T10:00").replace(tzinfo=ZoneInfo("Africa/Tunis"))
ADDRESS = "https://maison.example"  # what stands in links and squares, whatever port serves


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several files at once."""

    daemon_threads = True
    request_queue_size = 64


class Silent(WSGIRequestHandler):
    """No line a request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def stand_still(folder: Path) -> None:
    """The same moment and the same chance at every start; rows of its own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ELSPACE_DEMO": "1",
        "ELSPACE_DEMO_TODAY": DAY,
        "ELSPACE_DEMO_STARTED": str(time.time()),  # config.clock leaves a clock that is set alone
        "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
        "PUBLIC_URL": ADDRESS,
        "LOG_LEVEL": "ERROR",
    }
    time_machine.travel(NOW, tick=False).start()
    # Codes and links on pictures are those of last time; the rows live as long as the process.
    chance = random.Random("maison").randbytes  # noqa: S311
    os.urandom = random._urandom = chance  # type: ignore[attr-defined]


def lay(folder: Path) -> None:
    """Tables, people, style sheets."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT = folder / "static"
    for command in (("migrate",), ("createcachetable",), ("collectstatic", "--no-input")):
        call_command(*command, verbosity=0)
    call_command("lay_demo", stdout=StringIO())
    hold_workshop()


def hold_workshop() -> None:
    """One that is open now: the demonstration's was weeks ago, and its page only says so."""
    from elspace.needs.actions import prepare_workshop, print_slips
    from elspace.people.models import Person
    from elspace.site.demo.keys import key_of

    from .screens import HELD_NOW

    community = Person.objects.get(key=key_of("community"))
    workshop = prepare_workshop(
        title="Ce qui nous manque",
        where="Yasmine",
        opens_at=NOW - timedelta(minutes=15),
        closes_at=NOW + timedelta(minutes=90),
        expected=20,
        offers_names=False,
        key=key_of(*HELD_NOW),
        by=community,
    )
    print_slips(workshop=workshop, count=20, lot=key_of(*HELD_NOW, "slips"), by=community)


def pages() -> list[dict[str, Any]]:
    """Each picture: its file, the address and who looks at it how."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override

    from elspace.people.models import Person
    from elspace.site.demo.keys import key_of

    from .screens import ROLES, SCREENS

    sessions = {"": ""}
    for code in filter(None, ROLES.values()):
        client = Client()
        person = Person.objects.get(key=key_of(code))
        client.force_login(person, settings.AUTHENTICATION_BACKENDS[-1])
        sessions[code] = client.cookies[settings.SESSION_COOKIE_NAME].value
    listed = []
    for screen in SCREENS:
        with override(screen.language):
            address = reverse(screen.address, kwargs=screen.rows())
        cookies = {
            settings.LANGUAGE_COOKIE_NAME: screen.language,
            settings.SESSION_COOKIE_NAME: sessions[ROLES[screen.role]],
        }
        looks = {
            name: getattr(screen, name) for name in ("path", "phone", "tall", "dark", "at", "press")
        }
        asked = address + (f"?{screen.query}" if screen.query else "")
        listed.append({"address": asked, "cookies": cookies, **looks})
    return listed


def main(port: int, folder: Path) -> None:
    stand_still(folder)
    import django

    django.setup()
    lay(folder)
    from django.core.wsgi import get_wsgi_application

    known = folder / "pages.json"
    listed = json.dumps(pages())
    server = make_server("127.0.0.1", port, get_wsgi_application(), Server, Silent)
    known.with_suffix(".part").write_text(listed)
    known.with_suffix(".part").rename(known)  # whole, or not there
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
