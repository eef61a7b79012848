"""One run over an assignment, in an order that may be broken off at any point."""

import errno
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from telesales.handed import HandedFile
from telesales_autograder.engine import run
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.gradebook import Entry
from telesales_autograder.engine.pool import Here
from telesales_autograder.engine.run import Run
from telesales_autograder.engine.tally import Tally
from telesales_autograder.engine.work import Lesson, Submitted, Ungradable
from telesales_autograder.submission import HandedIn

LESSON = Lesson({"cells": [], "metadata": {}}, {})
STUDENTS = [f"s{number:02}" for number in range(10)]


class Course:
    """A course whose submissions are their students' names in another version each time that somebody wants."""

    release, mode = Path("a.ipynb"), 0o444
    directory = SimpleNamespace(groupshared=False)
    extras: ClassVar[dict[str, bytes]] = {}

    def __init__(self, root: Path, version: int = 1) -> None:
        self.root, self.version = root, version

    def read(self, student: str) -> Submitted | Ungradable:
        absent = HandedFile(problem="fehlt", absent=True)
        return Submitted(student, HandedIn("a.ipynb", HandedFile(b"%d" % self.version), absent, absent))

    def graded_folder(self, student: str) -> Path:
        return self.root / student / "a"

    def holds(self, submitted: Submitted) -> bool:
        notebook = self.graded_folder(submitted.student) / "a.ipynb"
        return notebook.exists() and submitted.files.fingerprint in notebook.read_text(encoding="utf-8")


class Gradebook:
    """A gradebook that breaks with the batch in which a certain student is."""

    def __init__(self, breaks_at: str | None = None, error: Exception | None = None) -> None:
        self.breaks_at, self.error, self.entered = breaks_at, error, list[str]()

    def students(self) -> set[str]:
        return set(self.entered)

    def enter(self, entries: Sequence[Entry]) -> None:
        if self.error and self.breaks_at in [entry.student for entry in entries]:
            raise self.error
        self.entered += [entry.student for entry in entries]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 3)


def graded(course: Any, gradebook: Any, students: Iterable[str] = STUDENTS, force: bool = False) -> Tally:
    one = Run(course, LESSON, gradebook, Here(), lambda tally: None, force)
    one.grade(students)
    return one.tally


def folders(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_all_are_graded_once_and_then_left_alone(tmp_path: Path) -> None:
    gradebook = Gradebook()
    assert graded(Course(tmp_path), gradebook).graded == len(STUDENTS)
    assert graded(Course(tmp_path), gradebook).unchanged == len(STUDENTS)
    assert gradebook.entered == STUDENTS
    assert len(folders(tmp_path)) == len(STUDENTS)


def test_who_hands_in_anew_is_graded_anew(tmp_path: Path) -> None:
    gradebook = Gradebook()
    graded(Course(tmp_path), gradebook)
    before = folders(tmp_path)
    assert graded(Course(tmp_path, version=2), gradebook, STUDENTS[:4]).graded == 4
    assert sum(before[name] != data for name, data in folders(tmp_path).items()) == 4


def test_whose_rows_are_missing_is_graded_again(tmp_path: Path) -> None:
    graded(Course(tmp_path), Gradebook())
    assert graded(Course(tmp_path), Gradebook()).graded == len(STUDENTS)


def test_force_grades_all_again(tmp_path: Path) -> None:
    gradebook = Gradebook()
    graded(Course(tmp_path), gradebook)
    assert graded(Course(tmp_path), gradebook, force=True).graded == len(STUDENTS)


@pytest.mark.parametrize("version", [1, 2])
def test_what_cannot_be_entered_leaves_the_old_folders_and_the_batches_before(tmp_path: Path, version: int) -> None:
    first = Gradebook()
    graded(Course(tmp_path), first)
    before, broken = folders(tmp_path), Gradebook("s04", GradingError("gesperrt"))
    with pytest.raises(GradingError):
        graded(Course(tmp_path, version), broken, force=True)
    assert broken.entered == STUDENTS[:3]
    kept = {name: data for name, data in folders(tmp_path).items() if name[:3] not in broken.entered}
    assert kept == {name: data for name, data in before.items() if name[:3] not in broken.entered}


def test_after_a_full_disk_the_next_run_grades_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, write = [0], Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        written[0] += 1
        if written[0] == 5:
            write(path, data[:3])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data)

    gradebook = Gradebook()
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        graded(Course(tmp_path), gradebook)
    assert sorted(folders(tmp_path)) == [f"{student}/a/a.ipynb" for student in STUDENTS[:3]]
    tally = graded(Course(tmp_path), gradebook)
    assert (tally.unchanged, tally.graded) == (3, 7)
    assert gradebook.entered == STUDENTS
