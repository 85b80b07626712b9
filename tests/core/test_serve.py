"""`manage.py serve` refuses with a sentence what it must not do."""

import socket

import pytest
from django.core.management import CommandError, call_command

from elspace.core.management.commands.serve import is_free, is_loopback


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.20", False),
        ("hub.example", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_other_addresses(host: str, loopback: bool) -> None:
    assert is_loopback(host) == loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "hub.example"])
def test_demonstration_is_never_served_to_others(settings, host: str) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="waives the second factor"):
        call_command("serve", host=host, port=0)


def test_a_taken_port_is_told_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"is taken .* PORT={port + 1}"):
            call_command("serve", host="127.0.0.1", port=port)


def test_starting_the_demonstration_needs_its_setting(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="make demo"):
        call_command("start_demo")
