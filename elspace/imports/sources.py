"""Any file becomes what it says: a spreadsheet by its tables, a chat by its messages."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from elspace.core.answers import Refused

from .chat_meaning import read_chat_meaning
from .chats import is_chat, read_chat, read_lines
from .decoding import decode
from .drafts import WHOLE_HUB, Understood
from .header_rows import HEADER_WITHIN
from .meaning import read_meaning
from .questions import column_of
from .reading import (
    MOST_BYTES,
    MOST_ROWS,
    OLE,
    open_workbook,
    read_file,
    refuse_size,
    sheets_of,
    stem,
)
from .takeout import tables_of

CHAT_FILE = re.compile(r"(?:^|/)[^/]*\.txt$", re.IGNORECASE)
MOST_CHAT = 20 * 1024 * 1024


# What zipfile answers to a damaged or hostile archive: broken directory, broken or truncated
# contents, a way of packing it does not know.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, Refused)


def read_source(
    name: str, content: bytes, chosen: Mapping[str, Mapping[str, str]] | None = None
) -> Understood:
    """What a file says; Refused with a sentence when it cannot be read. `chosen`: what was said
    about headers before."""
    refuse_size(content)
    text = _chat_text(name, content)
    if text is not None:
        return read_pasted(text, stem(name))
    if content.startswith(b"PK"):
        found = open_workbook(content)
        if (tables := tables_of(found)) is not None:
            return Understood(kind=WHOLE_HUB, tables=tables)
        return read_meaning(sheets_of(found), chosen, stem(name))
    return read_meaning(read_file(name, content), chosen, stem(name))


def read_pasted(text: str, title: str = "WhatsApp") -> Understood:
    """What was pasted: an exported or copied chat, else a line or paragraph a message."""
    chat = read_chat(text) if is_chat(text) else read_lines(text)
    if not chat.messages:
        raise Refused(_("No message of anybody was found in this text."))
    if len(chat.messages) > MOST_ROWS:
        raise Refused(_("More than %(most)s rows: split the file.") % {"most": MOST_ROWS})
    return read_chat_meaning(chat, title)


def _chat_text(name: str, content: bytes) -> str | None:
    """The text of a chat; None when the file is something else."""
    if content.startswith(b"PK"):
        return _zipped_chat(content)
    if content.startswith(OLE) or not content.strip():
        return None
    is_plain = name.lower().endswith((".txt", ".text"))
    if not is_plain and b":" not in content[:20_000]:
        return None
    try:
        text = decode(content)
    except Refused:
        return None
    if is_chat(text):
        return text
    return text if is_plain and not _is_table(text) else None


def _zipped_chat(content: bytes) -> str | None:
    """A chat exported with its pictures: one text among them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [part for part in archive.infolist() if CHAT_FILE.search(part.filename)]
            if len(texts) != 1 or texts[0].file_size > MOST_CHAT or texts[0].flag_bits & 1:
                return None
            text = decode(archive.read(texts[0]))
    except UNREADABLE:  # no chat: whoever reads workbooks says what is wrong with the file
        return None
    return text if is_chat(text) else None


def _is_table(text: str) -> bool:
    """Whether one of the first lines names two of our columns."""
    for line in [line for line in text.splitlines() if line.strip()][:HEADER_WITHIN]:
        cells = re.split(r"[;\t|,]", line)
        if (
            len(cells) > 1
            and sum(bool(column_of(cell.strip())) for cell in cells if len(cell) < 60) > 1
        ):
            return True
    return False


__all__ = ["MOST_BYTES", "read_pasted", "read_source"]
