"""Zip files, read as hostile: nothing is unpacked to disk, no size of a header is believed, every entry can be refused.

Names in an archive are only looked at, never used as paths to write to.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from telesales_autograder.exchange.errors import ExchangeError, Refused
from telesales_autograder.exchange.names import entry_name, shown

MIB = 1024 * 1024
PIECE = 64 * 1024  # bytes that are read at once
ENCRYPTED = 0x1
KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others are rare, and LZMA lets an archive ask for gigabytes of memory before the first byte."""
ENTRY_MARK = b"PK\x01\x02"
NO_TIME = (1980, 1, 1, 0, 0, 0)
"""What a zip file says where its writer knew no time."""

_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class Limits:
    """How much is read. A class of ten thousand stays far below; bytes are counted as they come out."""

    entries: int = 200_000
    """Entries of one download."""
    files: int = 500
    """Entries of one learner, those of a zip inside included."""
    unpacked: int = 96 * MIB
    """Bytes of one learner."""
    total: int = 16 * 1024 * MIB
    """Bytes of one download."""
    ratio: int = 200
    """Bytes that one packed byte may become, once an entry is larger than a MiB."""


@dataclass
class Meter:
    """Counts bytes that came out of archives; `sentence` is said where they are too many."""

    limit: int
    sentence: str
    spent: int = 0

    def add(self, count: int) -> None:
        """Counts on; Refused past the limit."""
        self.spent += count
        if self.spent > self.limit:
            raise Refused(self.sentence)


@dataclass(frozen=True)
class Entry:
    """A file in an archive.

    `parts` are its path's names, `time` its time without a zone (None: unknown), `problem` why it is not read at all.
    """

    parts: tuple[str, ...]
    time: datetime | None
    problem: str | None
    limits: Limits
    meters: tuple[Meter, ...] = ()
    archive: zipfile.ZipFile | None = field(default=None, repr=False, compare=False)
    info: zipfile.ZipInfo | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.parts[-1] if self.parts else ""

    def read(self, limit: int, *meters: Meter) -> bytes:
        """The contents of at most `limit` bytes; Refused otherwise."""
        if self.problem:
            raise Refused(self.problem)
        data = bytearray()
        for piece in self._pieces():
            data += piece
            self._check(len(data), limit)
            for meter in (*self.meters, *meters):
                meter.add(len(piece))
        return bytes(data)

    def copy(self, target: IO[bytes]) -> None:
        """Writes the contents to `target`, however large the download's limit allows; Refused beyond."""
        for piece in self._pieces():
            target.write(piece)
            for meter in self.meters:
                meter.add(len(piece))

    def _pieces(self) -> Iterator[bytes]:
        assert self.archive is not None and self.info is not None  # noqa: S101 — entries are made in `_entry` only
        try:
            with self.archive.open(self.info) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except Refused:
            raise
        except Exception:  # a broken archive makes zipfile raise whatever its bytes provoke
            raise Refused(f"„{shown(self.name)}“ ist beschädigt und lässt sich nicht auspacken.") from None

    def _check(self, size: int, limit: int) -> None:
        packed = max(self.info.compress_size, 1) if self.info else 1
        if size > MIB and size > packed * self.limits.ratio:
            raise Refused(f"„{shown(self.name)}“ bläht sich beim Auspacken auf das Vielfache auf (eine Zip-Bombe?).")
        if size > limit:
            raise Refused(f"„{shown(self.name)}“ ist größer als {_size(limit)}.")


@contextmanager
def opened(source: Path | IO[bytes], name: str, limits: Limits, *meters: Meter) -> Iterator[list[Entry]]:
    """The files in the zip file `source`, readable as long as it is open; ExchangeError where it is none."""
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise ExchangeError(f"{name} gibt es nicht: Prüfe den Pfad der heruntergeladenen Datei.") from None
    except Exception:
        raise ExchangeError(f"{name} ist keine lesbare Zip-Datei: Lade sie noch einmal herunter.") from None
    with archive:
        if len(archive.infolist()) > limits.entries:
            raise ExchangeError(f"{name} enthält mehr als {limits.entries} Dateien: Lade die Abgaben in Teilen.")
        yield [_entry(archive, info, limits, meters) for info in archive.infolist() if not _is_folder(info)]


@contextmanager
def opened_inside(entry: Entry, limit: int, *meters: Meter) -> Iterator[list[Entry]]:
    """The files in a zip file that lies in an archive itself; Refused where it cannot be read."""
    data = entry.read(limit, *meters)
    if data.count(ENTRY_MARK) > entry.limits.files:
        raise Refused(f"„{shown(entry.name)}“ enthält mehr als {entry.limits.files} Dateien.")
    try:
        with opened(BytesIO(data), f"„{shown(entry.name)}“", entry.limits, *entry.meters) as entries:
            yield entries
    except ExchangeError:
        raise Refused(f"„{shown(entry.name)}“ ist keine lesbare Zip-Datei.") from None


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """ZipInfo's own `is_dir` fails for an empty name."""
    return info.filename.endswith(("/", "\\")) or stat.S_ISDIR(info.external_attr >> 16)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, meters: tuple[Meter, ...]) -> Entry:
    path = entry_name(info).replace("\\", "/")
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    return Entry(parts, _time(info), _problem(path, parts, info), limits, meters, archive, info)


def _problem(path: str, parts: tuple[str, ...], info: zipfile.ZipInfo) -> str | None:
    name = f"„{shown(path)}“"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not parts or ".." in parts or path.startswith("/") or _DRIVE.match(path):
        return f"{name} führt aus dem Ordner heraus und wurde übergangen."
    if kind not in (0, stat.S_IFREG):
        return f"{name} ist eine Verknüpfung oder Sonderdatei und wurde übergangen."
    if info.flag_bits & ENCRYPTED:
        return f"{name} ist mit einem Passwort geschützt: Bitte um eine Datei ohne Passwort."
    if info.compress_type not in KNOWN_METHODS:
        return f"{name} ist auf eine seltene Art gepackt: Bitte um eine gewöhnliche Zip-Datei."
    return None


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return None if info.date_time[:6] == NO_TIME else datetime(*info.date_time)
    except ValueError:
        return None


def _size(limit: int) -> str:
    return f"{limit // MIB} MiB" if limit >= MIB else f"{limit // 1024} KiB"
