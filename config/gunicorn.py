"""What gunicorn does beside serving: read pages and words once, before its processes part."""

from typing import Any


def on_starting(server: Any) -> None:
    """The application is loaded (`--preload`), nothing is listened to yet."""
    from elspace.core.warming import warm_up

    warm_up()
