"""Lays a hub with life in it and serves it; `python -m tests.browser.serve PORT`.

Writes `pages.json` beside its database: the address of every page of the personas' table, and a
session of each persona; with BROWSER_NEW, of a hub that waits for its first page, that address. It
is a process of its own so that the browser meets what people meet: compressed files, real headers,
a database on disk.
"""

import json
import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.settings"


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several files at once."""

    daemon_threads = True
    request_queue_size = 64


class Silent(WSGIRequestHandler):
    """No line a request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def lay() -> dict[str, dict[str, str]]:
    """The hub's rows, its files, and what the tests must know of them."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone, translation

    from elspace.people.actions.desk import register_device, set_desk_code
    from tests.browser import life
    from tests.personas import PAGES, PERSONAS, persona

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    rows = life.lay()
    addresses = {}
    for language in ("fr", "ar", "en"):
        with translation.override(language):
            for page in PAGES:
                addresses[f"{page.name} {language}"] = reverse(page.name, kwargs=page.rows(rows))
    sessions = {}
    for name in PERSONAS:
        person = persona(name)
        if person is not None:
            person.invited_at = timezone.now()
            person.save(update_fields=["invited_at"])
            client = Client()
            client.force_login(person, "elspace.people.backends.SignInBackend")
            sessions[name] = client.cookies["sessionid"].value
    set_desk_code(person=persona("reception"), code="418270")
    stories = {
        "her page": reverse("site:my-page", args=[rows["invited"].token]),
        "workshop": f"/ar/w/{rows['workshop'].code}/",
        "slips": reverse("needs:workshop-type", args=[rows["workshop"].key]),
        "digits": "418270",
        "device": register_device(name="Comptoir 1", by=persona("director")),
        "roll call": reverse("support:roll-call", args=[rows["now"].key]),
        "her need": reverse("needs:state-by-link", args=[rows["invited"].token]),
    }
    return {"pages": addresses, "sessions": sessions, "stories": stories}


def lay_new() -> dict[str, dict[str, str]]:
    """Tables without a row, and the address that the terminal shows."""
    from django.core.management import call_command

    from elspace.hub.first import first_token

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return {"pages": {}, "sessions": {}, "stories": {"first": f"/first/{first_token()}/"}}


def main(port: int) -> None:
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application

    home = Path(os.environ["BROWSER_HOME"])
    begin = lay_new if "BROWSER_NEW" in os.environ else lay
    known = (
        None if (home / "pages.json").exists() else begin()
    )  # there: it was stopped and starts again
    server = make_server("127.0.0.1", port, get_wsgi_application(), Server, Silent)
    if known is not None:
        (home / "pages.tmp").write_text(json.dumps(known))
        (home / "pages.tmp").rename(home / "pages.json")  # whole, or not there
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
