"""Writes `.env` once, readable by its owner alone, with a random secret; keeps what is there."""

import os
import secrets
from pathlib import Path

ENV = Path(__file__).resolve().parent.parent / ".env"
TEXT = """\
# Settings of this installation; config/settings.py says what each one does. Never share this file.
SECRET_KEY={secret}
# Names under which the hub is reached, parted by commas:
ALLOWED_HOSTS=127.0.0.1,localhost
# The address people reach the hub under; links in messages and QR codes begin with it:
# PUBLIC_URL=https://hub.example.org
# Behind HTTPS: BEHIND_HTTPS=true and CSRF_TRUSTED_ORIGINS with the public address.
# Mail: EMAIL_URL in the form smtp+tls://user:password@host:587, and DEFAULT_FROM_EMAIL.
"""


def main() -> None:
    if ENV.exists():
        return
    beside = ENV.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(TEXT.format(secret=secrets.token_urlsafe(50)))
    beside.replace(ENV)
    print("Wrote .env with a new secret; it stays on this machine.")


if __name__ == "__main__":
    main()
