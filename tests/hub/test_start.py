"""`make run`: what the person at the terminal reads, and where links in messages lead."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from elspace.hub.management.commands.start_hub import reachable_name
from elspace.hub.queries.health import vital_signs

ROOT = Path(__file__).resolve().parents[2]


def test_links_lead_to_the_address_that_is_served(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "PUBLIC_URL"} | {
        "SECRET_KEY": "for-this-test",
        "DATABASE_URL": f"sqlite:///{tmp_path}/hub.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "start_hub", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as hub:
        assert hub.stdout is not None
        told = []
        for line in hub.stdout:
            told.append(line)
            if "Links in messages" in line:
                break
        hub.terminate()
    text = "".join(told)
    assert f"http://127.0.0.1:{port}/first/" in text
    assert f"Links in messages begin with http://127.0.0.1:{port} " in text


def test_a_hub_that_listens_everywhere_is_reached_by_a_name_phones_know():
    assert reachable_name("127.0.0.1") == "127.0.0.1"
    assert reachable_name("0.0.0.0") not in ("0.0.0.0", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "is_well"),
    [("http://127.0.0.1:8000", False), ("https://hub.example.org", True)],
)
def test_links_that_open_on_no_phone_are_told(hub, address, is_well):
    with override_settings(PUBLIC_URL=address, DEMO=False):
        (vital,) = [one for one in vital_signs() if address in one.text]
    assert vital.is_well is is_well
