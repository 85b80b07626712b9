"""A backup holds the whole hub, comes back whole, and what is not one changes nothing."""

import io
import json
import stat
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from elspace.core import backups
from elspace.core.answers import Refused
from elspace.core.backups import restore_backup, write_backup
from elspace.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }


def someone(first_name: str) -> Person:
    return Person.objects.create_user(first_name=first_name)


def media(name: str) -> Path:
    return Path(django_settings.MEDIA_ROOT) / name


def rewritten(source: Path, target: Path, change) -> Path:
    """A copy of a backup whose files went through `change(name, bytes)`."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            held = change(member.name, old.extractfile(member).read())
            member.size = len(held)
            new.addfile(member, io.BytesIO(held))
    return target


def with_manifest(source: Path, target: Path, **changes) -> Path:
    def change(name: str, held: bytes) -> bytes:
        return json.dumps(json.loads(held) | changes).encode() if name == "manifest.json" else held

    return rewritten(source, target, change)


def test_round_trip_brings_back_rows_media_and_nothing_else():
    amira = someone("أميرة")
    media("logo.svg").write_bytes(b"<svg/>")
    backup = write_backup()
    Person.objects.filter(pk=amira.pk).update(first_name="changed")
    later = someone("Later")
    media("logo.svg").write_bytes(b"other")
    media("later.txt").write_bytes(b"x")

    restore_backup(backup)

    assert list(Person.objects.values_list("pk", "first_name")) == [(amira.pk, "أميرة")]
    assert media("logo.svg").read_bytes() == b"<svg/>"
    assert not media("later.txt").exists()
    new = someone("New")
    assert new.pk > amira.pk, "numbering goes on"
    assert later.pk is not None


def test_what_was_there_before_can_be_brought_back():
    backup = write_backup()
    someone("Youssef")
    media("note.txt").write_bytes(b"kept")
    before = restore_backup(backup)
    assert not Person.objects.exists()
    restore_backup(before)
    assert Person.objects.get().first_name == "Youssef"
    assert media("note.txt").read_bytes() == b"kept"


def test_backup_is_its_owners_alone_and_leaves_nothing_beside_it():
    backup = write_backup()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert list(backup.parent.iterdir()) == [backup]


def test_two_backups_of_one_second_have_two_names():
    assert write_backup() != write_backup()


def test_backup_holds_no_secret_of_the_installation():
    with tarfile.open(write_backup()) as archive:
        held = b"".join(archive.extractfile(m).read() for m in archive.getmembers())
        names = [member.name for member in archive.getmembers()]
    assert names == ["manifest.json", "database"]
    assert django_settings.SECRET_KEY.encode() not in held


def refusals(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """Files that are not a backup this hub can take in, and what is said of each."""
    good = write_backup()
    text = tmp_path / "letter.txt"
    text.write_text("Chère Salma")
    foreign = tmp_path / "foreign.tar.gz"
    with tarfile.open(foreign, "w:gz") as archive:
        archive.add(text, "letter.txt")
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    empty = tmp_path / "empty.tar.gz"
    empty.write_bytes(b"")
    outside = {"database": "0", "media/../../escaped": "0"}
    return {
        "missing": (tmp_path / "nowhere.tar.gz", f"There is no file {tmp_path}/nowhere.tar.gz."),
        "text": (text, backups.NOT_OURS),
        "foreign": (foreign, backups.NOT_OURS),
        "empty": (empty, backups.NOT_OURS),
        "cut": (cut, backups.DAMAGED),
        "changed": (
            rewritten(
                good, tmp_path / "changed.tar.gz", lambda n, h: h[:-1] if n == "database" else h
            ),
            backups.DAMAGED,
        ),
        "newer format": (with_manifest(good, tmp_path / "f.tar.gz", format=2), backups.TOO_NEW),
        "newer rows": (
            with_manifest(good, tmp_path / "m.tar.gz", migrations=["hub.0999_later"]),
            backups.TOO_NEW,
        ),
        "outside": (with_manifest(good, tmp_path / "o.tar.gz", sha256=outside), backups.DAMAGED),
    }


def test_what_is_not_a_backup_is_refused_with_a_sentence_and_changes_nothing(tmp_path):
    someone("Youssef")
    media("note.txt").write_bytes(b"kept")
    said, expected = {}, {}
    for name, (file, sentence) in refusals(tmp_path).items():
        expected[name] = sentence
        with pytest.raises(Refused) as refusal:
            restore_backup(file)
        said[name] = str(refusal.value)
    assert said == expected
    assert Person.objects.get().first_name == "Youssef"
    assert media("note.txt").read_bytes() == b"kept"
    assert not (tmp_path / "escaped").exists()


def test_a_backup_of_the_other_engine_is_refused(tmp_path):
    other = with_manifest(write_backup(), tmp_path / "other.tar.gz", engine="oracle")
    with pytest.raises(Refused, match=r"was made on oracle, this hub runs on \w+\."):
        restore_backup(other)
