"""One submission's bytes in, its grades and its graded notebook out: no disk, no database, no Jupyter.

All of it can be sent to another process or machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from telesales.grading import forget
from telesales.handed import HandedFile
from telesales_autograder.engine.notebook_text import to_bytes
from telesales_autograder.judging import is_graded, judge_notebook, unsure_cells
from telesales_autograder.restoring import Cell, Notebook, restored
from telesales_autograder.submission import HandedIn, understood

LONG = 16 * 1024
"""Bytes of answers from which on their analysis is not kept for the next submission."""


@dataclass(frozen=True)
class Lesson:
    """The teacher's side: the notebook as nbgrader's first step leaves it, and each answer cell's untouched text.

    `untouched` goes by grade_id; it names no cell whose checksum in the gradebook is another.
    """

    notebook: Notebook
    untouched: Mapping[str, str]


@dataclass(frozen=True)
class Submitted:
    """The learner's side: the files of one student."""

    student: str
    files: HandedIn


@dataclass(frozen=True)
class CellGrade:
    """What autograding leaves for a cell: points (None where a person gives them), and whether a person is asked."""

    points: float | None
    asks: bool


@dataclass(frozen=True)
class Graded:
    """What becomes of a submission: cells' grades, cells that may be empty (and whether they are), and files.

    The cells go by grade_id.
    """

    student: str
    timestamp: HandedFile
    grades: Mapping[str, CellGrade]
    empty: Mapping[str, bool]
    answers: bytes | None
    notebook: bytes


@dataclass(frozen=True)
class Ungradable:
    """A submission that could not be graded, and why: one German sentence."""

    student: str
    reason: str


Outcome = Graded | Ungradable


def grade_all(lesson: Lesson, submissions: Iterable[Submitted]) -> list[Outcome]:
    """The outcome of each submission, in order; never raises for anything submitted."""
    return [grade(lesson, submitted) for submitted in submissions]


def grade(lesson: Lesson, submitted: Submitted) -> Outcome:
    """The outcome of one submission. A fault of ours is told as its reason, so that all others are graded."""
    try:
        return _graded(lesson, submitted)
    except Exception as error:
        return Ungradable(submitted.student, f"Beim Bewerten trat ein Fehler auf ({repr(error)[:200]}).")


def _graded(lesson: Lesson, submitted: Submitted) -> Graded:
    submission = understood(submitted.files)
    notebook, answers = restored(lesson.notebook, submission), HandedFile(submission.answers, submission.problem)
    judge_notebook(notebook, answers)
    unsure = unsure_cells(notebook, answers)
    if len(submission.answers or b"") > LONG:
        forget()
    marked = [(cell, cell["metadata"]["nbgrader"]) for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    return Graded(
        student=submitted.student,
        timestamp=submitted.files.timestamp,
        grades={m["grade_id"]: _grade(cell, m, lesson, unsure) for cell, m in marked if is_graded(cell)},
        empty={m["grade_id"]: _is_empty(cell, m, lesson) for cell, m in marked if m.get("solution") or m.get("task")},
        answers=submission.answers,
        notebook=to_bytes(notebook),
    )


def _grade(cell: Cell, marks: Mapping[str, Any], lesson: Lesson, unsure: set[str]) -> CellGrade:
    """As nbgrader's `determine_grade`: answers that a person reads wait for one, unless nobody wrote anything."""
    if marks["solution"]:
        points = 0.0 if _is_empty(cell, marks, lesson) else None
    else:
        points = float(cell["outputs"][-1]["data"]["text/plain"])
        if points > float(marks["points"]):
            raise ValueError(f"{marks['grade_id']}: {points} von {marks['points']} Punkten")
    return CellGrade(points, points is None or marks["grade_id"] in unsure)


def _is_empty(cell: Cell, marks: Mapping[str, Any], lesson: Lesson) -> bool:
    return not marks.get("task") and lesson.untouched.get(marks["grade_id"]) == cell["source"]
