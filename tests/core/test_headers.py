"""No page opens a camera, but for the screen of the desk, which reads cards with it."""

import pytest

from tests.personas import persona

pytestmark = pytest.mark.django_db


def test_the_camera_is_shut_everywhere_but_at_the_desk(hub, sign_in):
    client = sign_in(persona("reception"))
    for path in ("/", "/today/", "/people/", "/reception/evacuation/", "/reception/kept/"):
        assert "camera=()" in client.get(path)["Permissions-Policy"], path
    asked = client.get("/reception/")["Permissions-Policy"]
    assert "camera=(self)" in asked
    assert "microphone=()" in asked
