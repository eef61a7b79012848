"""Writes nbgrader's rows for many submissions in one transaction, as its autograding leaves them one by one.

Learned from nbgrader's `Gradebook.add_submission`, `SaveAutoGrades` and `AssignLatePenalties`; its own tables are used,
on every database that SQLAlchemy knows. A test holds both ways side by side.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Boolean, Connection, Executable, and_, bindparam, func, insert, or_, select, update

from telesales_autograder.engine.database import Database
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.work import CellGrade

Penalty = Callable[[str, float, float], float | None]
"""Points to take off by student, score and seconds late, or None: nbgrader's plug-in for late submissions."""

NO_RESPONSE = "No response."
"""nbgrader's own comment on an answer that nobody wrote."""

_ASSIGNMENTS, _SOURCES, _CELLS = Assignment.__table__, Notebook.__table__, BaseCell.__table__
_STUDENTS, _SUBMISSIONS, _NOTEBOOKS = Student.__table__, SubmittedAssignment.__table__, SubmittedNotebook.__table__
_GRADES, _COMMENTS = Grade.__table__, Comment.__table__

# A person's points stay, and the person is asked to look again.
_SET_GRADE = (
    update(_GRADES)
    .where(_GRADES.c.notebook_id == bindparam("row"), _GRADES.c.cell_id == bindparam("cell"))
    .values(
        auto_score=bindparam("points"),
        needs_manual_grade=or_(_GRADES.c.manual_score.is_not(None), bindparam("asks", type_=Boolean)),
    )
)
_SET_COMMENT = (
    update(_COMMENTS)
    .where(_COMMENTS.c.notebook_id == bindparam("row"), _COMMENTS.c.cell_id == bindparam("cell"))
    .values(auto_comment=bindparam("words"))
)
_SET_TIME = update(_SUBMISSIONS).where(_SUBMISSIONS.c.id == bindparam("row")).values(timestamp=bindparam("time"))
_SET_PENALTY = (
    update(_NOTEBOOKS).where(_NOTEBOOKS.c.id == bindparam("row")).values(late_submission_penalty=bindparam("penalty"))
)


@dataclass(frozen=True)
class Entry:
    """What is entered for one student: when it was handed in (UTC), where that is known, and the cells by grade_id."""

    student: str
    time: datetime.datetime | None
    grades: Mapping[str, CellGrade]
    empty: Mapping[str, bool]


@dataclass(frozen=True)
class _Frame:
    """The assignment in the gradebook: its rows' ids, and by grade_id those of the cells with grades and comments."""

    assignment: str
    notebook: str
    due: datetime.datetime | None
    grades: Mapping[str, str]
    comments: Mapping[str, str]


@dataclass(frozen=True)
class _Row:
    """One student's submission in the gradebook."""

    id: str
    notebook: str
    time: datetime.datetime | None
    extension: datetime.timedelta | None


class BulkGradebook:
    """One assignment of nbgrader's gradebook, written in bulk."""

    def __init__(self, database: Database, assignment: str, notebook: str, penalty: Penalty) -> None:
        """GradingError where the gradebook does not have the assignment with just this notebook."""
        self._database, self._penalty = database, penalty
        self._frame = database.transaction(lambda db: _frame(db, assignment, notebook))

    def students(self) -> set[str]:
        """The students of whom the gradebook has a submission."""
        wanted = select(_SUBMISSIONS.c.student_id).where(_SUBMISSIONS.c.assignment_id == self._frame.assignment)
        return self._database.transaction(lambda db: set(db.scalars(wanted)))

    def enter(self, entries: Sequence[Entry]) -> None:
        """Enters all or none; GradingError where that cannot be done."""
        self._database.transaction(lambda db: self._enter(db, entries))

    def _enter(self, db: Connection, entries: Sequence[Entry]) -> None:
        students = [entry.student for entry in entries]
        _add_students(db, students)
        self._add_submissions(db, students)
        rows = self._rows(db, students)
        _execute(db, _SET_TIME, [{"row": rows[e.student].id, "time": e.time} for e in entries if e.time])
        _execute(db, _SET_GRADE, [line for e in entries for line in self._grades(e, rows)])
        _execute(db, _SET_COMMENT, [line for e in entries for line in self._comments(e, rows)])
        self._penalise(db, entries, rows)

    def _add_submissions(self, db: Connection, students: Sequence[str]) -> None:
        """A submission without grades for each of the `students` who has none, with a row for each cell."""
        known, frame = self._rows(db, students), self._frame
        ids = {student: (new_uuid(), new_uuid()) for student in students if student not in known}
        own = [{"id": id, "assignment_id": frame.assignment, "student_id": student} for student, (id, _) in ids.items()]
        notebooks = [{"id": nb, "assignment_id": id, "notebook_id": frame.notebook} for id, nb in ids.values()]
        _execute(db, insert(_SUBMISSIONS), own)
        _execute(db, insert(_NOTEBOOKS), notebooks)
        for table, cells in ((_GRADES, frame.grades), (_COMMENTS, frame.comments)):
            lines = [{"notebook_id": nb, "cell_id": cell} for _, nb in ids.values() for cell in cells.values()]
            _execute(db, insert(table), lines)

    def _rows(self, db: Connection, students: Sequence[str]) -> dict[str, _Row]:
        """The rows of those among the `students` who have a submission."""
        of_lesson = _NOTEBOOKS.c.notebook_id == self._frame.notebook  # nbgrader's index begins with that column
        columns = (_SUBMISSIONS.c.id, _NOTEBOOKS.c.id, _SUBMISSIONS.c.timestamp, _SUBMISSIONS.c.extension)
        wanted = (
            select(_SUBMISSIONS.c.student_id, *columns)
            .join(_NOTEBOOKS, and_(_NOTEBOOKS.c.assignment_id == _SUBMISSIONS.c.id, of_lesson))
            .where(_SUBMISSIONS.c.assignment_id == self._frame.assignment, _SUBMISSIONS.c.student_id.in_(students))
        )
        return {student: _Row(*row) for student, *row in db.execute(wanted)}

    def _grades(self, entry: Entry, rows: Mapping[str, _Row]) -> list[dict[str, Any]]:
        row, cells = rows[entry.student].notebook, self._frame.grades
        return [{"row": row, "cell": cells[id], "points": g.points, "asks": g.asks} for id, g in entry.grades.items()]

    def _comments(self, entry: Entry, rows: Mapping[str, _Row]) -> list[dict[str, Any]]:
        row, cells = rows[entry.student].notebook, self._frame.comments
        said = ((cells[id], NO_RESPONSE if empty else None) for id, empty in entry.empty.items())
        return [{"row": row, "cell": cell, "words": words} for cell, words in said]

    def _penalise(self, db: Connection, entries: Sequence[Entry], rows: Mapping[str, _Row]) -> None:
        """Sets the penalty of who is late and takes that of all others away."""
        late = {entry.student: self._seconds_late(rows[entry.student], entry.time) for entry in entries}
        scores = self._scores(db, [rows[student].notebook for student, seconds in late.items() if seconds])
        penalties = {rows[s].notebook: self._points_off(s, scores[rows[s].notebook], late[s]) for s in late if late[s]}
        _execute(db, _SET_PENALTY, [{"row": r.notebook, "penalty": penalties.get(r.notebook)} for r in rows.values()])

    def _scores(self, db: Connection, notebooks: Sequence[str]) -> dict[str, float]:
        """The sums of the points, a person's and extra credit included."""
        of_lesson = Grade.cell_id.in_(self._frame.grades.values())  # nbgrader's index begins with that column
        wanted = select(Grade.notebook_id, func.sum(Grade.score)).where(of_lesson, Grade.notebook_id.in_(notebooks))
        return dict(db.execute(wanted.group_by(Grade.notebook_id)).all()) if notebooks else {}

    def _seconds_late(self, row: _Row, time: datetime.datetime | None) -> float:
        """A resubmission without a time keeps the earlier one."""
        handed_in, due = time or row.time, self._frame.due
        if handed_in is None or due is None:
            return 0
        return max(0, (handed_in - due - (row.extension or datetime.timedelta())).total_seconds())

    def _points_off(self, student: str, score: float, seconds: float) -> float | None:
        """What the plug-in wants, between 0 and the score."""
        penalty = self._penalty(student, score, seconds)
        return None if penalty is None else min(max(penalty, 0), score)


def _frame(db: Connection, name: str, notebook: str) -> _Frame:
    columns = (_ASSIGNMENTS.c.id, _SOURCES.c.id, _ASSIGNMENTS.c.duedate, _SOURCES.c.name)
    both = select(*columns).join(_SOURCES, _SOURCES.c.assignment_id == _ASSIGNMENTS.c.id)
    match db.execute(both.where(_ASSIGNMENTS.c.name == name)).all():
        case [(assignment, id, due, found)] if found == notebook:
            wanted = select(_CELLS.c.type, _CELLS.c.name, _CELLS.c.id).where(_CELLS.c.notebook_id == id)
            cells = db.execute(wanted).all()
            grades, comments = (_of(cells, kind, "TaskCell") for kind in ("GradeCell", "SolutionCell"))
            return _Frame(assignment, id, due, grades, comments)
    missing = f"Im Notenbuch steht '{name}' nicht mit dem Notebook '{notebook}'"
    raise GradingError(f"{missing}: Führe 'nbgrader generate_assignment {name}' aus.")


def _of(cells: Sequence[Any], *kinds: str) -> dict[str, str]:
    """The ids of the cells of these kinds by grade_id, in nbgrader's order."""
    return {cell.name: cell.id for kind in kinds for cell in cells if cell.type == kind}


def _add_students(db: Connection, students: Sequence[str]) -> None:
    known = set(db.scalars(select(_STUDENTS.c.id).where(_STUDENTS.c.id.in_(students))))
    _execute(db, insert(_STUDENTS), [{"id": student} for student in students if student not in known])


def _execute(db: Connection, statement: Executable, lines: Sequence[Mapping[str, Any]]) -> None:
    """Once for each line; without lines SQLAlchemy would write a row of defaults."""
    if lines:
        db.execute(statement, lines)
