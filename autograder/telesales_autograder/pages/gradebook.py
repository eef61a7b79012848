"""Reads nbgrader's gradebook for many learners at once; nothing is written there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Connection, Select, func, make_url, select
from sqlalchemy.exc import ArgumentError

from telesales_autograder.engine.database import Database
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.pages.marks import CellMarks, Marks

PATIENCE = 10.0
"""Seconds that another program may keep the gradebook locked."""


class MarksBook:
    """One assignment of nbgrader's gradebook, read in bulk; on every database that SQLAlchemy knows."""

    def __init__(self, db_url: str, course: str, assignment: str) -> None:
        """GradingError where there is no such gradebook."""
        _look_for(db_url)
        self._database, self._assignment = Database(db_url, course, PATIENCE), assignment

    def students(self) -> list[str]:
        """Everybody with a submission, by name; GradingError where the gradebook cannot be read."""
        wanted = self._of_submissions(select(SubmittedAssignment.student_id))
        return self._database.transaction(lambda db: sorted(db.scalars(wanted)))

    def marks(self, students: Sequence[str]) -> dict[str, Marks]:
        """The marks of each of the `students`; GradingError where the gradebook cannot be read."""
        return self._database.transaction(lambda db: self._marks(db, students))

    def close(self) -> None:
        """Lets the database go."""
        self._database.close()

    def _marks(self, db: Connection, students: Collection[str]) -> dict[str, Marks]:
        columns = (SubmittedAssignment.timestamp, SubmittedNotebook.late_submission_penalty)
        wanted = self._of(select(SubmittedAssignment.student_id, *columns).select_from(SubmittedNotebook), students)
        cells, comments = _by_student(self._cells(db, students)), _by_student(self._comments(db, students))
        return {
            student: _put_together(cells.get(student, []), comments.get(student, []), penalty or 0.0, time)
            for student, time, penalty in db.execute(wanted)
        }

    def _cells(self, db: Connection, students: Collection[str]) -> Iterable[Any]:
        """Student, cell, points that count, most points, the grader's, a person's, whether a person is asked."""
        most = func.coalesce(GradeCell.__table__.c.max_score, TaskCell.__table__.c.max_score, 0.0)
        columns = (BaseCell.name, Grade.score, most, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
        wanted = select(SubmittedAssignment.student_id, *columns).select_from(Grade)
        wanted = wanted.join(BaseCell.__table__, BaseCell.__table__.c.id == Grade.cell_id)
        for table in (GradeCell.__table__, TaskCell.__table__):
            wanted = wanted.outerjoin(table, table.c.id == Grade.cell_id)
        return db.execute(self._of(wanted.join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id), students))

    def _comments(self, db: Connection, students: Collection[str]) -> Iterable[Any]:
        """Student, cell, nbgrader's own comment, a person's comment."""
        columns = (BaseCell.name, Comment.auto_comment, Comment.manual_comment)
        wanted = select(SubmittedAssignment.student_id, *columns).select_from(Comment)
        wanted = wanted.join(BaseCell.__table__, BaseCell.__table__.c.id == Comment.cell_id)
        return db.execute(
            self._of(wanted.join(SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id), students)
        )

    def _of(self, wanted: Select[Any], students: Collection[str]) -> Select[Any]:
        """Only rows of these students and of this assignment; the submitted notebook is joined already."""
        joined = wanted.join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        return self._of_submissions(joined).where(SubmittedAssignment.student_id.in_(students))

    def _of_submissions(self, wanted: Select[Any]) -> Select[Any]:
        joined = wanted.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        return joined.where(Assignment.name == self._assignment)


def _look_for(db_url: str) -> None:
    """nbgrader would make an empty gradebook where there is none."""
    try:
        url = make_url(db_url)
    except ArgumentError:
        return
    if url.drivername.startswith("sqlite") and url.database and not Path(url.database).exists():
        raise GradingError(f"{url.database} gibt es nicht: Wechsle in den Kursordner, oder nenne es mit --db.")


def _by_student(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for student, *row in rows:
        found.setdefault(student, []).append(row)
    return found


def _put_together(cells: Iterable[Any], comments: Sequence[Any], penalty: float, time: Any) -> Marks:
    said: Mapping[str, str] = {name: manual for name, _, manual in comments if manual and manual.strip()}
    unanswered = frozenset(name for name, auto, _ in comments if auto)
    return Marks({name: CellMarks(*row) for name, *row in cells}, said, unanswered, float(penalty), time)
