"""`telesales grade` in trouble: another grader, no space, no rights, a locked gradebook. One sentence, nothing lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from courses import ASSIGNMENT, Course
from killing import COUNT, Sound, copied, state

from telesales_autograder.engine.lock import only_grader

pytestmark = pytest.mark.pipeline

ROOT_MAY_ALL = "--bounding-set=-dac_override,-dac_read_search"
"""For setpriv: without these rights, permissions count for root as for anybody else."""


@pytest.fixture
def course(sound: Sound) -> Iterator[Course]:
    """A course that is to be graded."""
    course = copied(sound.course, "troubled")
    yield course
    shutil.rmtree(course.root)


def grade(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    return course.telesales("grade", ASSIGNMENT, "--jobs", "1", *arguments)


def assert_told(result: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1, result.stderr


def test_of_two_graders_at_once_the_second_waits(course: Course, sound: Sound) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: grade(course, "--wait", "60", "--format", "json"), range(2)))
    said = [json.loads(result.stdout) for result in results]
    assert [result.returncode for result in results] == [0, 0]
    assert sorted((one["graded"], one["unchanged"]) for one in said) == [(0, COUNT), (COUNT, 0)]
    assert state(course) == sound.after


def test_who_should_not_wait_is_told_that_another_grader_is_at_work(course: Course, sound: Sound) -> None:
    with only_grader(course.root / "autograded", 0):
        assert_told(grade(course, "--wait", "0.1"), "Ein anderer Lauf bewertet diesen Kurs gerade")
    assert state(course) == sound.before


def test_a_gradebook_that_another_program_holds_is_told(course: Course, sound: Sound) -> None:
    holder = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    result = grade(course, "--wait", "0.1", "--db", "sqlite:///gradebook.db?timeout=0.1")
    holder.close()
    assert_told(result, "(database is locked): Warte")
    assert state(course) == sound.before


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("autograded", "lässt sich nicht beschreiben: Gib Schreibrechte"),
        ("gradebook.db", "Gib der Datei und ihrem Ordner"),
    ],
)
def test_what_must_not_be_written_is_told(course: Course, sound: Sound, name: str, sentence: str) -> None:
    with read_only(course.root / name):
        assert_told(as_anybody(course, "grade", ASSIGNMENT, "--jobs", "1", "--wait", "0.1"), sentence)
    assert state(course) == sound.before


def as_anybody(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `telesales` without root's right to write everywhere."""
    if os.getuid():
        return course.telesales(*arguments)
    command = ["setpriv", ROOT_MAY_ALL, str(Path(sys.executable).with_name("telesales")), *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own; `leave` says how much of it is free."""
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", tmp_path], check=False, capture_output=True).returncode:
        pytest.skip("here no disk can be mounted; tests/unit/test_engine_run.py fills one in another way")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


def leave(disk: Path, free: int) -> None:
    size = shutil.disk_usage(disk).used + free
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def test_a_full_disk_is_told_and_with_more_space_the_next_run_completes(sound: Sound, disk: Path) -> None:
    course = Course(Path(shutil.copytree(sound.course.root, disk / "course")), sound.course.canary)
    leave(disk, 300_000)
    assert_told(grade(course), "Der Datenträger ist voll: Schaffe Platz")
    assert state(course) == sound.before
    leave(disk, 10_000_000)
    assert grade(course).returncode == 0
    assert state(course) == sound.after


def test_a_gradebook_on_a_full_disk_is_told(course: Course, sound: Sound, disk: Path) -> None:
    gradebook = Path(shutil.copy(course.root / "gradebook.db", disk))
    leave(disk, 40_000)
    assert_told(grade(course, "--wait", "0.1", "--db", f"sqlite:///{gradebook}"), "is full): Schaffe Platz")
    shutil.copy(gradebook, course.root)
    assert state(course) == sound.before
