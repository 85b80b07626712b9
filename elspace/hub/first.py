"""The one-time address of the set-up page: a token in a file, for whoever can read the terminal."""

import os
import secrets
from hmac import compare_digest
from pathlib import Path

from django.conf import settings


def token_file() -> Path:
    """Where the token waits until the hub's first page was filled in."""
    return settings.VAR_DIR / "first.token"


def first_token() -> str:
    """The token, made at the first call and kept until it is consumed."""
    file = token_file()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip() or _made_anew(file)
    token = secrets.token_urlsafe(24)
    with os.fdopen(handle, "w") as stream:
        stream.write(token)
    return token


def is_first_token(token: str) -> bool:
    """Whether this is the waiting token, compared in constant time; opening the page keeps it."""
    try:
        waiting = token_file().read_text().strip()
    except FileNotFoundError:
        return False
    return bool(waiting) and compare_digest(waiting.encode(), token.encode())


def consume_first_token(token: str) -> bool:
    """Use the token up. True once, for one caller only, however many press at the same moment."""
    if not is_first_token(token):
        return False
    try:
        token_file().unlink()
    except FileNotFoundError:
        return False
    return True


def _made_anew(file: Path) -> str:
    """An empty file is what a power cut leaves."""
    file.unlink(missing_ok=True)
    return first_token()
