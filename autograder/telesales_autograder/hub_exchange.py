"""nbgrader's exchange folder on a hub, read as hostile: learners own what they put there and may change it any time.

To be set as `c.ExchangeFactory.collect` and `c.ExchangeFactory.release_feedback`.
"""

import datetime
import glob
import os
import re
import stat
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import find_owner, notebook_hash

from telesales.answers import FILE_NAME
from telesales.handed import read_file
from telesales_autograder.submission import MAX_NOTEBOOK, MAX_TIMESTAMP, TIMESTAMP

Record = dict[str, Any]
"""What nbgrader knows of one folder in the exchange: `username`, `filename`, `timestamp`; here also `refused`."""

SECRET = "submission_secret.txt"
"""nbgrader's proof that a feedback page is one's own: it names the page in the exchange."""

_NEVER = datetime.datetime.min
_SECRET = re.compile(r"[0-9a-f]{128}")


class CarefulCollect(ExchangeCollect):  # type: ignore[misc]
    """Collects only what is the learner's own, and of it only the files that are judged.

    nbgrader follows links with the teacher's rights, takes the newest folder whoever made it, and stops for all at one
    strange name.
    """

    src_records: list[Record]

    def _path_to_record(self, path: str) -> Record:
        """The record; what cannot be a submission is named, refused, and never stands in the way of others."""
        try:
            record: Record = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError, TypeError):
            record = {"username": "", "filename": Path(path).name, "timestamp": _NEVER}
        refused = not self._is_own(Path(path), record["username"])
        if refused:
            self.log.error("'%s' kommt nicht von der Person, die da steht: nicht eingesammelt.", record["filename"])
        return record | {"refused": refused}

    def _is_own(self, folder: Path, student: str) -> bool:
        if not student or student.startswith(".") or folder.is_symlink() or not folder.is_dir():
            return False
        try:
            return not self.check_owner or bool(find_owner(str(folder)) == student)
        except KeyError:
            return False

    def _sort_by_timestamp(self, records: list[Record]) -> list[Record]:
        """Newest first, as in nbgrader; what is refused comes last."""
        return sorted(records, key=lambda record: (not record["refused"], record["timestamp"] or _NEVER), reverse=True)

    def copy_files(self) -> None:
        """As nbgrader's, without those that are refused."""
        self.src_records = [record for record in self.src_records if not record["refused"]]
        super().copy_files()

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copies the notebooks of the assignment, the answers, the time and the secret; no link is followed."""
        owner = os.lstat(src).st_uid
        Path(dest).mkdir(parents=True)
        for name in (*_notebooks(self.coursedir), FILE_NAME, TIMESTAMP, SECRET):
            data = _read(Path(src, name), owner)
            if data is not None:
                Path(dest, name).write_bytes(data)


class ReleaseOwnFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Puts each learner's page into the exchange under the secret of the submission that it is about.

    nbgrader expects the secret beside the page; here it stays where it was collected, and grading never reads it.
    """

    def copy_files(self) -> None:
        """Releases every page; those without a submission from the exchange, or with a newer one, are named."""
        excluded = set(self.coursedir.student_id_exclude.split(","))
        pages = glob.glob(f"{self.src_path}/*.html")  # noqa: PTH207 — the path is absolute and holds nbgrader's pattern
        for page in map(Path, sorted(pages)):
            student = self._student(page)
            if student not in excluded:
                self._release(page, student)

    def _student(self, page: Path) -> str:
        course = self.coursedir
        parts = (course.feedback_directory, "(?P<student>.*)", course.assignment_id)
        match = re.fullmatch(course.format_path(*parts, escape=True), str(page.parent))
        return match["student"] if match else page.parents[1].name

    def _release(self, page: Path, student: str) -> None:
        course = self.coursedir
        submitted = Path(course.format_path(course.submitted_directory, student, course.assignment_id))
        secret = (read_file(submitted / SECRET).data or b"").decode("ascii", "replace")
        if not _SECRET.fullmatch(secret):
            self.log.warning("%s: Die Abgabe kam nicht aus dem Austauschordner, keine Rückmeldung dorthin.", student)
        elif _time(submitted) != _time(page.parent):
            self.log.error("%s: Es gibt eine neuere Abgabe. Bewerte sie und erzeuge die Rückmeldung neu.", student)
        else:
            self._publish(page, notebook_hash(secret=secret, notebook_id=page.stem))
            self.log.info("%s: Rückmeldung zu %s bereitgelegt.", student, page.stem)

    def _publish(self, page: Path, name: str) -> None:
        """A new version takes the old one's place at once; others may read it who know its name."""
        waiting = Path(self.dest_path, f"{name}-tmp.html")
        waiting.write_bytes(page.read_bytes())
        waiting.chmod(0o644)
        waiting.replace(Path(self.dest_path, f"{name}.html"))


def _notebooks(course: CourseDirectory) -> list[str]:
    release = Path(course.format_path(course.release_directory, ".", course.assignment_id))
    return sorted(path.name for path in release.glob("*.ipynb"))


def _time(folder: Path) -> bytes:
    return read_file(folder / TIMESTAMP, MAX_TIMESTAMP).data or b""


def _read(path: Path, owner: int) -> bytes | None:
    """The regular file of that owner, cut after what the grader calls too large; None for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        mine = stat.S_ISREG(found.st_mode) and found.st_uid == owner
        return file.read(MAX_NOTEBOOK + 1) if mine else None
