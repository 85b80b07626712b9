"""Files looked at as whoever brings them sees them first."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from elspace.needs.models import Need


def preview(content: bytes, name: str, tmp_path: Any, capsys: Any) -> dict[str, Any]:
    """What `manage.py preview_import` prints."""
    file = tmp_path / name
    file.write_bytes(content)
    call_command("preview_import", str(file))
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def look(tmp_path, capsys, hub) -> Callable[[bytes, str], dict[str, Any]]:
    """`look(content, name)`: the preview; nothing may be written by it."""

    def do(content: bytes, name: str = "liste.xlsx") -> dict[str, Any]:
        found = preview(content, name, tmp_path, capsys)
        assert Need.objects.count() == 0
        return found

    return do
