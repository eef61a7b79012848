"""Points and comments out of nbgrader's gradebook; nothing is written there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Assignment, BaseCell, Comment, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from telesales_autograder.exchange.errors import ExchangeError


@dataclass(frozen=True)
class Grade:
    """A learner's result: `points` of `most`, late penalty taken off; `waiting`: a person has still to give some.

    `comments` are the teacher's own, in the order of the notebook.
    """

    points: float
    most: float
    waiting: bool
    comments: tuple[str, ...] = ()


def read(db_url: str, course: str, assignment: str) -> dict[str, Grade]:
    """The grade of each learner who handed in; ExchangeError where the gradebook has none or cannot be read.

    The points are those of nbgrader's own export: the score less the penalty, never below zero.
    """
    try:
        with _opened(db_url, course) as gradebook:
            found = _grades(gradebook, assignment)
    except SQLAlchemyError as error:
        raise ExchangeError(f"Das Notenbuch lässt sich nicht lesen ({str(error).splitlines()[0]}).") from None
    if not found:
        raise ExchangeError(f"Zu '{assignment}' ist noch nichts bewertet: Führe 'telesales grade {assignment}' aus.")
    return found


def due_date(db_url: str, course: str, assignment: str) -> datetime | None:
    """The lesson's due date in UTC; None where there is none, or no gradebook yet."""
    try:
        with _opened(db_url, course) as gradebook:
            due: datetime | None = gradebook.find_assignment(assignment).duedate
    except (MissingEntry, SQLAlchemyError, ExchangeError):
        return None
    return due.replace(tzinfo=UTC) if due else None


@contextmanager
def _opened(db_url: str, course: str) -> Iterator[Gradebook]:
    """The gradebook; ExchangeError where its file is not there (nbgrader would make an empty one)."""
    url = make_url(db_url)
    if url.drivername.startswith("sqlite") and url.database and not Path(url.database).exists():
        raise ExchangeError(f"{url.database} gibt es nicht: Wechsle in den Ordner des Kurses, oder nenne es mit --db.")
    with Gradebook(db_url, course) as gradebook:
        yield gradebook


def _grades(gradebook: Gradebook, assignment: str) -> dict[str, Grade]:
    penalties, comments = _penalties(gradebook, assignment), _comments(gradebook, assignment)
    return {
        row["student"]: Grade(
            points=max(0.0, row["score"] - penalties.get(row["student"], 0.0)),
            most=row["max_score"],
            waiting=bool(row["needs_manual_grade"]),
            comments=tuple(comments.get(row["student"], ())),
        )
        for row in gradebook.submission_dicts(assignment)
    }


def _penalties(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """Points that lateness costs."""
    query = gradebook.db.query(SubmittedAssignment.student_id, SubmittedAssignment.late_submission_penalty)
    return dict(query.join(Assignment).filter(Assignment.name == assignment).all())


def _comments(gradebook: Gradebook, assignment: str) -> dict[str, list[str]]:
    """The teacher's comments of each learner."""
    query = gradebook.db.query(SubmittedAssignment.student_id, Comment.manual_comment).select_from(Comment)
    joined = query.join(SubmittedNotebook).join(SubmittedAssignment).join(Assignment).join(BaseCell)
    found: dict[str, list[str]] = {}
    for student, text in joined.filter(Assignment.name == assignment).order_by(BaseCell.name):
        if text and text.strip():
            found.setdefault(student, []).append(text.strip())
    return found
