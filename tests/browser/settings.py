"""The real settings, production's static files and all, over a database and files of one run."""

import os
from pathlib import Path

HOME = Path(os.environ["BROWSER_HOME"])
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ["DATABASE_URL"] = f"sqlite:///{HOME / 'browser.sqlite3'}"

from config import clock  # noqa: E402
from config.settings import *  # noqa: E402, F403

clock.start_on("2027-02-16", "Africa/Tunis")  # the day on which all tests stand
ALLOWED_HOSTS = ["127.0.0.1"]
STATIC_ROOT = HOME / "static"
VAR_DIR = HOME
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A new hub plans its first programme while its page waits; no other story needs a worker.
WORKS = "immediate.ImmediateBackend" if "BROWSER_NEW" in os.environ else "dummy.DummyBackend"
TASKS = {
    "default": {
        "BACKEND": f"django_tasks.backends.{WORKS}",
        "QUEUES": ["quick", "planning"],
    }
}
