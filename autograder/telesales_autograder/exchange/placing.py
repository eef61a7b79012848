"""A learner's work in submitted/: the newest version in the lesson's folder, every other beside it; nothing is lost."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from telesales.answers import FILE_NAME as ANSWERS
from telesales.answers import MAX_BYTES as MAX_ANSWERS
from telesales.handed import read_file
from telesales_autograder.engine.writing import Files, GradedFolder
from telesales_autograder.exchange.errors import Refused
from telesales_autograder.exchange.gathering import Version
from telesales_autograder.exchange.times import stamp
from telesales_autograder.submission import MAX_NOTEBOOK, MAX_TIMESTAMP, TIMESTAMP

OLDER = ".frueher"
"""What the name of the folder with older versions ends in, beside the lesson's: nbgrader does not look there."""
MODE = 0o644
_MARK = 12  # characters of a hash that tell versions apart

NEW, REPLACED, UNCHANGED, KEPT = "neu", "ersetzt", "unverändert", "älter"


@dataclass(frozen=True)
class Work:
    """A version with its time (UTC) if that is known, and the time (UTC) that it is surely not younger than."""

    version: Version
    time: datetime | None
    until: datetime


@dataclass(frozen=True)
class Place:
    """Where the lesson's work goes: the folder of a student, the notebook's name, the notebook as it was released."""

    folder: Callable[[str], Path]
    notebook: str
    released: bytes

    def put(self, student: str, works: list[Work]) -> str:
        """Puts the first of the works (the newest) in place, if what lies there is not newer, and the others beside.

        Gives NEW, REPLACED, UNCHANGED, or KEPT where something newer lies there. Refused where a link is in the way.
        """
        folder = self.folder(student)
        state = self.state(student, works[0])
        if state in (NEW, REPLACED):
            self._publish(folder, works[0])
        elif state == UNCHANGED:
            self._correct(folder, works[0])
        for work in works[1:] if state != KEPT else works:
            self._keep(_beside(folder), work)
        return state

    def state(self, student: str, work: Work) -> str:
        """What `put` would give for this work; Refused as there. Writes nothing."""
        folder = self.folder(student)
        for path in (folder, folder.parent):
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise Refused(f"{path.parent.name}/{path.name} ist eine Verknüpfung oder kein Ordner: Räume das weg.")
        if not folder.exists():
            return NEW
        if self._holds(folder, work):
            return UNCHANGED
        there = self._moment(folder)
        return KEPT if there and there > (work.time or work.until) else REPLACED

    def _holds(self, folder: Path, work: Work) -> bool:
        return self._there(folder) == self._handed_in(work)

    def _there(self, folder: Path) -> Files:
        """The notebook and the answers that lie in a folder."""
        limits = {self.notebook: MAX_NOTEBOOK, ANSWERS: MAX_ANSWERS}
        found = {name: read_file(folder / name, limit).data for name, limit in limits.items()}
        return {name: data for name, data in found.items() if data is not None}

    def _handed_in(self, work: Work) -> Files:
        """Notebook and answers; without a notebook of their own learners get the released one around their answers."""
        version = work.version
        files = {self.notebook: self.released if version.notebook is None else version.notebook}
        return files if version.answers is None else {**files, ANSWERS: version.answers}

    def _moment(self, folder: Path) -> datetime | None:
        """When what lies there was handed in or, where that is not said, when it was downloaded."""
        if time := _timestamp(folder):
            return time
        try:
            return datetime.fromtimestamp((folder / self.notebook).lstat().st_mtime, UTC)
        except OSError:
            return None

    def _publish(self, folder: Path, work: Work) -> None:
        fresh = GradedFolder(folder)
        fresh.prepare({**self._handed_in(work), **_times(work)}, MODE)
        for path in fresh.fresh.iterdir():
            os.utime(path, (work.until.timestamp(), work.until.timestamp()))
        if folder.exists():
            self._put_aside(folder)
        fresh.publish()

    def _put_aside(self, folder: Path) -> None:
        """Moves what lies there, whatever it is, to the older versions."""
        moment = self._moment(folder)
        name = _named(moment, self._there(folder))
        target, copies = _beside(folder) / name, 1
        while target.exists():
            target, copies = _beside(folder) / f"{copies}-{name}", copies + 1
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)

    def _keep(self, beside: Path, work: Work) -> None:
        """Writes an older version, unless it is there already."""
        files = self._handed_in(work)
        name = _named(work.time or work.until, files)
        if not any(beside.glob(f"*{name[-_MARK:]}")):
            target = GradedFolder(beside / name)
            target.prepare({**files, **_times(work)}, MODE)
            target.publish()

    def _correct(self, folder: Path, work: Work) -> None:
        """Writes the time, where it became known only now."""
        if work.time and _timestamp(folder) != work.time:
            temporary = folder / f".{TIMESTAMP}"
            temporary.write_bytes(stamp(work.time))
            temporary.replace(folder / TIMESTAMP)


def _times(work: Work) -> Files:
    return {TIMESTAMP: stamp(work.time)} if work.time else {}


def _named(moment: datetime | None, files: Files) -> str:
    """The name of an older version's folder: when it was, and a mark of what lies in it."""
    parts = (hashlib.sha256(part).digest() for name in sorted(files) for part in (name.encode(), files[name]))
    mark = hashlib.sha256(b"".join(parts)).hexdigest()[:_MARK]
    return f"{moment:%Y%m%d-%H%M%S}-{mark}" if moment else f"ohne-zeit-{mark}"


def _beside(folder: Path) -> Path:
    return folder.with_name(folder.name + OLDER)


def _timestamp(folder: Path) -> datetime | None:
    text = (read_file(folder / TIMESTAMP, MAX_TIMESTAMP).data or b"").decode("ascii", "replace").strip()
    try:
        time = parse_utc(text or None)
    except (ValueError, OverflowError):
        return None
    return time.replace(tzinfo=UTC) if time else None
