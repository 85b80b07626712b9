"""Backups: the database, the media and a manifest in one file, written whole or not at all."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import tomllib
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from . import dumps
from .answers import Refused
from .registries import after_restore

KIND, FORMAT = "elspace-backup", 1
MANIFEST, DATABASE, MEDIA = "manifest.json", "database", "media"
NOT_OURS = "This file is not a backup of elspace. Nothing was changed."
DAMAGED = "This backup is damaged or not whole. Nothing was changed."
TOO_NEW = "This backup comes from a newer version of elspace: update first. Nothing was changed."


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: no word of its contents. `sha256` names every other file in it."""

    version: str
    made_at: str
    engine: str
    migrations: list[str]
    sha256: dict[str, str]
    kind: str = KIND
    format: int = field(default=FORMAT)


def folder() -> Path:
    """Where backups go; only their owner may look into it."""
    place = settings.VAR_DIR / "backups"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def write_backup(*, label: str = "") -> Path:
    """Write one backup beside its final name, then give it that name."""
    stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
    target = _free_name(folder() / f"elspace-{label}{stamp}.tar.gz")
    beside = target.with_name(f".{target.name}.new")
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".dump-") as name:
        database = Path(name) / DATABASE
        dumps.dump(database)
        files = {DATABASE: database, **_media_files()}
        manifest = Path(name) / MANIFEST
        manifest.write_text(json.dumps(asdict(_manifest(files)), indent=1), encoding="utf-8")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz") as archive:
                for inside, path in {MANIFEST: manifest, **files}.items():
                    archive.add(path, inside, recursive=False)
            stream.flush()
            os.fsync(stream.fileno())
    beside.rename(target)
    _sync_folder(target.parent)
    return target


def restore_backup(source: Path) -> Path:
    """Put a backup in the place of what the hub holds now; what it held goes into a backup of its
    own first, whose path is returned. Refused files change nothing."""
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".restore-") as name:
        unpacked = Path(name)
        _check_manifest(_unpack(source, unpacked))
        dumps.check(unpacked / DATABASE)
        media = _stage_media(unpacked / MEDIA)
        before = write_backup(label="before-restore-")
        dumps.load(unpacked / DATABASE)
        _replace_media(media)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for settle in after_restore:
        settle()
    return before


def _manifest(files: dict[str, Path]) -> Manifest:
    applied = MigrationLoader(connection).applied_migrations
    return Manifest(
        version=_version(),
        made_at=timezone.now().isoformat(),
        engine=connection.vendor,
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        sha256={inside: _hash(path) for inside, path in files.items()},
    )


def _version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def _media_files() -> dict[str, Path]:
    root = Path(settings.MEDIA_ROOT)
    paths = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {f"{MEDIA}/{path.relative_to(root).as_posix()}": path for path in paths}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(source: Path, target: Path) -> Manifest:
    """Unpack the files the manifest names, each compared with its hash, nothing else."""
    if not source.is_file():
        raise Refused(f"There is no file {source}.")
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _read_manifest(archive)
            for inside, expected in manifest.sha256.items():
                path = target / _safe(inside)
                path.parent.mkdir(parents=True, exist_ok=True)
                _extract(archive, inside, path)
                if _hash(path) != expected:
                    raise Refused(DAMAGED)
    except (tarfile.TarError, EOFError, KeyError, zlib.error, OSError) as error:
        raise Refused(DAMAGED if _begins_like_gzip(source) else NOT_OURS) from error
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    """The manifest, which is the first file of a backup."""
    first = archive.next()
    stream = archive.extractfile(first) if first and first.name == MANIFEST else None
    if stream is None:
        raise Refused(NOT_OURS)
    try:
        told: dict[str, Any] = json.loads(stream.read())
        if told.get("kind") != KIND:
            raise Refused(NOT_OURS)
        if told["format"] > FORMAT:
            raise Refused(TOO_NEW)
        return Manifest(**told | {"sha256": dict(told["sha256"])})
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise Refused(NOT_OURS) from error


def _safe(inside: str) -> PurePosixPath:
    """A path that stays inside the folder it is unpacked to."""
    path = PurePosixPath(inside)
    if path.is_absolute() or ".." in path.parts:
        raise Refused(NOT_OURS)
    if inside != DATABASE and path.parts[:1] != (MEDIA,):
        raise Refused(NOT_OURS)
    return path


def _extract(archive: tarfile.TarFile, inside: str, path: Path) -> None:
    stream = archive.extractfile(inside)
    if stream is None:
        raise Refused(DAMAGED)
    with closing(stream), path.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _check_manifest(manifest: Manifest) -> None:
    """Refuse what this version or this engine cannot take in."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest.migrations):
        raise Refused(TOO_NEW)
    if manifest.engine != connection.vendor:
        raise Refused(
            f"This backup was made on {manifest.engine}, this hub runs on {connection.vendor}. "
            "Nothing was changed."
        )
    if DATABASE not in manifest.sha256:
        raise Refused(DAMAGED)


def _stage_media(unpacked: Path) -> Path:
    """Bring the unpacked media next to their place, so that only renaming is left."""
    root = Path(settings.MEDIA_ROOT)
    staged = root.with_name(f"{root.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    unpacked.mkdir(exist_ok=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(unpacked, staged)
    return staged


def _replace_media(staged: Path) -> None:
    """Put the staged media in place; the old ones are in the backup made before."""
    root = Path(settings.MEDIA_ROOT)
    old = root.with_name(f"{root.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if root.exists():
        root.rename(old)
    staged.rename(root)
    shutil.rmtree(old, ignore_errors=True)


def _free_name(path: Path) -> Path:
    """The same path, or one with a number when two backups fall into one second."""
    stem, number = path.name.removesuffix(".tar.gz"), 2
    while path.exists():
        path = path.with_name(f"{stem}-{number}.tar.gz")
        number += 1
    return path


def _begins_like_gzip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"\x1f\x8b"
    except OSError:
        return False


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
