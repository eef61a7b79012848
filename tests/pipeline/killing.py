"""`telesales grade` killed at any point: is all well after the next run?

A kill comes at a time drawn by lot, counted from the start of the run or from the first thing that it changes, or at a
step drawn by lot: before a change to a file, in a half-written file, between the statements of a transaction, before
its commit.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from books import folders
from courses import ANSWERS, ASSIGNMENT, TABLE, Course, new_course, succeed

DOOMED = Path(__file__).with_name("doomed.py")
COUNT, EARLIER = 40, 12
"""Submissions, and how many of them came, with other answers, and were graded before."""
NEVER, PATIENCE = 0, 120
"""A step and seconds that no run reaches."""
_OWNER = """
LEFT JOIN submitted_notebook n ON n.id = x.notebook_id LEFT JOIN submitted_assignment s ON s.id = n.assignment_id
LEFT JOIN base_cell c ON c.id = x.cell_id"""
TABLES = {
    "student": "SELECT id FROM student",
    "submitted_assignment": "SELECT student_id, timestamp, extension FROM submitted_assignment",
    "submitted_notebook": """SELECT s.student_id, x.flagged, x.late_submission_penalty FROM submitted_notebook x
        LEFT JOIN submitted_assignment s ON s.id = x.assignment_id""",
    "grade": f"""SELECT s.student_id, c.name, x.auto_score, x.manual_score, x.extra_credit, x.needs_manual_grade
        FROM grade x {_OWNER}""",
    "comment": f"SELECT s.student_id, c.name, x.auto_comment, x.manual_comment FROM comment x {_OWNER}",
}
"""All rows about submissions, also those without an owner, by natural keys: ids are drawn by lot."""


@dataclass(frozen=True)
class Kill:
    """When a run is killed: before a step, or after so many seconds, counted from its first step where `begun`."""

    seconds: float = PATIENCE
    step: int = NEVER
    begun: bool = False


@dataclass(frozen=True)
class State:
    """What a course has of the assignment: rows by table, graded files with permissions, folders below autograded/."""

    rows: dict[str, list[Any]]
    files: dict[str, tuple[int, bytes]]
    folders: set[str]

    @property
    def hidden(self) -> set[str]:
        """Folders that wait beside a graded one."""
        return {folder for folder in self.folders if "/." in folder}


@dataclass(frozen=True)
class Sound:
    """A course that is to be graded, how it is, how an undisturbed run leaves it, and how long that one took.

    `seconds` count from the start of the run, `working` from its first step.
    """

    course: Course
    before: State
    after: State
    seconds: float
    working: float
    steps: int

    def kills(self, times: int, seed: int) -> Iterator[Kill]:
        """So many, drawn by lot, always in the same way."""
        lot = random.Random(seed)
        for number in range(times):
            whenever, at_work = Kill(lot.uniform(0, self.seconds)), Kill(lot.uniform(0, self.working), begun=True)
            yield (Kill(step=lot.randint(1, self.steps)), at_work, whenever)[number % 3]

    def survive(self, kill: Kill) -> tuple[State, list[str]]:
        """What the killed run left, and what is wrong after the next one."""
        course = copied(self.course, "killed")
        try:
            run_doomed(course, kill)
            left = state(course)
            return left, [*self._next_run(course), *self._differences(state(course))]
        finally:
            shutil.rmtree(course.root)

    def place(self, left: State) -> str:
        """Where in its work a run was killed, as what it left tells."""
        whole = {"no new rows": self.before, "all rows": self.after}
        rows = next((name for name, state in whole.items() if state.rows == left.rows), "some rows")
        return f"{rows}, {'folders aside' if left.hidden else 'no folder aside'}"

    def _next_run(self, course: Course) -> Iterator[str]:
        result = course.telesales("grade", ASSIGNMENT, "--jobs", "1", "--format", "json")
        said = json.loads(result.stdout)
        if (result.returncode, said["graded"] + said["unchanged"]) != (0, COUNT):
            yield f"the next run ended with {result.returncode}: {result.stdout}{result.stderr}"

    def _differences(self, now: State) -> Iterator[str]:
        yield from (f"other rows in {table}" for table in TABLES if now.rows[table] != self.after.rows[table])
        names = now.files.keys() | self.after.files.keys()
        yield from (f"other file: {name}" for name in names if now.files.get(name) != self.after.files.get(name))
        yield from (f"other folder: {name}" for name in now.folders ^ self.after.folders)


def sound_course(root: Path) -> Sound:
    """A course in which some were graded before and came back, and an undisturbed copy."""
    course = new_course(root / "course")
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    hand_in(course, EARLIER, version=0)
    succeed(course.telesales("grade", ASSIGNMENT, "--jobs", "1"))
    hand_in(course, COUNT, version=1)
    undisturbed, begin = copied(course, "undisturbed"), time.time()
    assert run_doomed(undisturbed, Kill()) == 0
    end, steps = time.time(), int((undisturbed.root / "steps").read_text(encoding="utf-8"))
    working = end - (undisturbed.root / "begun").stat().st_mtime
    return Sound(course, state(course), state(undisturbed), end - begin, working, steps)


def hand_in(course: Course, count: int, version: int) -> None:
    """Answers of the pipeline's table, other ones in the next version."""
    sets = [name for name in TABLE if (ANSWERS / name / "answers.yaml").exists()]
    for number in range(count):
        folder = course.root / "submitted" / f"s{number:02}" / ASSIGNMENT
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(ANSWERS / sets[(number + version) % len(sets)] / "answers.yaml", folder)


def copied(course: Course, name: str) -> Course:
    root = Path(shutil.copytree(course.root, course.root.with_name(name)))
    return Course(root, course.canary)


def run_doomed(course: Course, kill: Kill) -> int:
    """Runs until the end or the kill, whichever comes first; gives the exit code, -9 where it was killed."""
    command = [sys.executable, str(DOOMED), str(kill.step), "grade", ASSIGNMENT, "--jobs", "2"]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(command, cwd=course.root, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while kill.begun and process.poll() is None and not (course.root / "begun").exists():
            time.sleep(0.001)
        return process.wait(kill.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def state(course: Course) -> State:
    """What is there of the assignment; the database must be whole."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = {table: sorted(db.execute(query).fetchall(), key=repr) for table, query in TABLES.items()}
    found = (path for path in (course.root / "autograded").rglob("*") if path.is_dir())
    return State(rows, folders(course, ASSIGNMENT), {str(path.relative_to(course.root)) for path in found})


def faults(state: State) -> list[str]:
    """What would be wrong with an undisturbed run: all else is compared to it."""
    notebooks = [data for name, (_, data) in state.files.items() if name.endswith(".ipynb")]
    for data in notebooks:
        nbformat.validate(nbformat.reads(data, as_version=4))
    cells = {row[1] for row in state.rows["grade"]}
    numbers = {table: len(rows) for table, rows in state.rows.items()}
    wanted = dict.fromkeys(("student", "submitted_assignment", "submitted_notebook"), COUNT)
    wanted |= {"grade": COUNT * len(cells), "comment": numbers["comment"]}
    right = numbers == wanted and len(notebooks) == COUNT and not state.hidden
    doubled = [table for table, rows in state.rows.items() if len(set(rows)) < len(rows)]
    return [f"doubled rows in {table}" for table in doubled] + ([] if right else [f"{numbers}, {len(notebooks)} files"])
