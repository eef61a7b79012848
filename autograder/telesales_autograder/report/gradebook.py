"""Points out of nbgrader's gradebook: what counts, a person's own points included. Nothing is written there."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Connection, Select, func, select

from telesales.loading import load_call
from telesales_autograder.engine.database import Database
from telesales_autograder.engine.errors import GradingError

PATIENCE = 10.0
"""Seconds that another program may keep the gradebook locked."""


@dataclass
class Row:
    """One learner's points by cell, the cells that wait for a person, and the points that lateness costs.

    A cell that has no points yet is not among the `points`.
    """

    points: dict[str, float] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """What the learner gets, as nbgrader exports it: never below zero."""
        return max(0.0, sum(self.points.values()) - self.penalty)


@dataclass(frozen=True)
class Grades:
    """The lesson in the gradebook: each learner's row, and the most points of each cell, criteria in their order first.

    `enrolled` are all learners of the course; `by_hand` how many automatic points a person replaced.
    """

    rows: Mapping[str, Row]
    most: Mapping[str, float]
    enrolled: int
    by_hand: int


def read(db_url: str, course: str, assignment: str) -> Grades:
    """What the gradebook says; GradingError where it has nothing on the lesson or cannot be read."""
    with closing(Database(db_url, course, PATIENCE)) as database:
        grades = database.transaction(lambda db: _read(db, assignment))
    if not grades.rows:
        raise GradingError(f"Zu '{assignment}' ist noch nichts bewertet: Führe 'telesales grade {assignment}' aus.")
    return grades


def _read(db: Connection, assignment: str) -> Grades:
    cells = {
        id: (name, float(most or 0)) for kind in (GradeCell, TaskCell) for id, name, most in _all(db, kind, assignment)
    }
    rows, by_hand = dict[str, Row](), 0
    for student, cell, points, waits, auto, manual in db.execute(_grades(assignment)):
        row, name = rows.setdefault(student, Row()), cells[cell][0]
        if auto is not None or manual is not None:
            row.points[name] = float(points)
        row.waiting += [name] if waits else []
        by_hand += auto is not None and manual is not None
    for student, penalty in db.execute(_penalties(assignment)):
        if student in rows:
            rows[student].penalty += float(penalty)
    most = dict(sorted(cells.values(), key=lambda cell: _place(cell[0])))
    return Grades(rows, most, db.scalar(select(func.count()).select_from(Student)) or 0, by_hand)


def _place(cell: str) -> tuple[int, str]:
    """Criteria in their order, then all others."""
    ids = [graded.id for graded in load_call().all_graded()]
    return (ids.index(cell) if cell in ids else len(ids), cell)


def _all(db: Connection, kind: type[GradeCell | TaskCell], assignment: str) -> Iterable[Any]:
    """Id, name and most points of each cell of that kind."""
    wanted = select(kind.id, kind.name, kind.max_score).join(Notebook, Notebook.id == kind.notebook_id)
    return db.execute(wanted.join(Assignment).where(Assignment.name == assignment))


def _grades(assignment: str) -> Select[Any]:
    columns = (Grade.cell_id, Grade.score, Grade.needs_manual_grade, Grade.auto_score, Grade.manual_score)
    wanted = select(SubmittedAssignment.student_id, *columns).select_from(Grade)
    return _of(wanted.join(SubmittedNotebook), assignment).order_by(SubmittedAssignment.student_id)


def _penalties(assignment: str) -> Select[Any]:
    wanted = select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
    late = SubmittedNotebook.late_submission_penalty.is_not(None)
    return _of(wanted.select_from(SubmittedNotebook), assignment).where(late)


def _of(wanted: Select[Any], assignment: str) -> Select[Any]:
    return wanted.join(SubmittedAssignment).join(Assignment).where(Assignment.name == assignment)
