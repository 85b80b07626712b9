"""A chat exported with its pictures is a .zip: read when whole, refused kindly when broken."""

import io
import zipfile

import pytest

from elspace.core.answers import Refused
from elspace.imports.sources import read_source

CHAT = (
    "[16/02/2027, 09:12:01] Naïma: Je voudrais savoir combien me coûte un tapis\n"
    "[16/02/2027, 09:15:40] Seif: Trouver des clients à Sousse\n"
    "[16/02/2027, 09:16:02] Seif: Merci\n"
)


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text * 20)
    return made.getvalue()


def test_the_text_among_the_pictures_is_read():
    found = read_source("chat.zip", zipped(_chat__txt=CHAT, photo__jpg="x"))
    assert found == read_source("chat.txt", (CHAT * 20).encode())


@pytest.mark.parametrize("at", [40, 60, 90])
def test_a_damaged_zip_is_refused_in_a_sentence(at):
    content = bytearray(zipped(_chat__txt=CHAT))
    content[at : at + 8] = b"\xff" * 8
    with pytest.raises(Refused):
        read_source("chat.zip", bytes(content))
