"""What gunicorn does beside serving: read pages and words once, before its processes part."""

import gc
from typing import Any


def on_starting(server: Any) -> None:
    """The application is loaded (`--preload`), nothing is listened to yet."""
    from elspace.core.warming import warm_up

    warm_up()
    # What was read stays for good: without this every tenth page waits until the collector has
    # looked through all of it once more (150 ms), and the processes share less of their memory.
    gc.collect()
    gc.freeze()
