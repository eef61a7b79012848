"""Enters a person's verdict into nbgrader's gradebook: as points of a person, which regrading leaves as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbgrader.api import Grade, Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from telesales.answers import FILE_NAME, AnswerError, read_any
from telesales.grading import judge
from telesales.model import CriterionResult, Script, Verdict
from telesales_autograder.appeals.book import AppealBook, AppealError
from telesales_autograder.appeals.record import Appeal
from telesales_autograder.engine.course import Course


@dataclass(frozen=True)
class Submission:
    """A graded submission of free text, and what the grader says of it."""

    course: Course
    student: str
    script: Script

    @classmethod
    def of(cls, course: Course, student: str) -> "Submission":
        """AppealError where nothing of the student's is graded, or no free text."""
        path = course.graded_folder(student) / FILE_NAME
        try:
            script = read_any(path)
        except AnswerError:
            way_out = f"Bewerte zuerst ('telesales grade {course.assignment} --student {student}')."
            raise AppealError(
                f"Von '{student}' liegt zu '{course.assignment}' keine bewertete Abgabe vor: {way_out}"
            ) from None
        if not isinstance(script, Script):
            raise AppealError(
                f"In '{course.assignment}' gibt es keine Urteile über freien Text: Ändere Punkte im Formgrader."
            )
        return cls(course, student, script)

    def verdict_on(self, criterion: str) -> CriterionResult:
        """What the grader says; AppealError for a criterion that this exercise does not have."""
        found = judge(self.script).criteria
        if criterion not in found:
            raise AppealError(f"'{criterion}' ist hier kein Kriterium: Es gibt {', '.join(found)}.")
        return found[criterion]


def record(book: AppealBook, submission: Submission, criterion: str, verdict: Verdict | None, **said: str) -> Appeal:
    """Keeps an objection (no `verdict`) or a verdict, with reason and author, and tells the gradebook.

    An objection puts the cell before a person. AppealError where it cannot be kept; then the gradebook is as it was.
    """
    found = submission.verdict_on(criterion)
    about = {"assignment": submission.course.assignment, "student": submission.student, "criterion": criterion}
    appeal = Appeal.now(submission.script, **about, **said, verdict=verdict, grader=found.verdict)
    with _grade(submission.course, submission.student, criterion) as grade:
        book.add(appeal)
        if verdict is not None:
            grade.manual_score = found.max_points * verdict.share
        grade.needs_manual_grade = verdict is None
    return appeal


@contextmanager
def _grade(course: Course, student: str, criterion: str) -> Iterator[Grade]:
    """The gradebook's row, to be changed; written when all went well."""
    try:
        with Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
            yield gradebook.find_grade(criterion, course.release.stem, course.assignment, student)
            gradebook.db.commit()
    except MissingEntry:
        way_out = f"Bewerte zuerst ('telesales grade {course.assignment} --student {student}')."
        raise AppealError(f"Im Notenbuch steht keine Zelle '{criterion}' von '{student}': {way_out}") from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise AppealError(f"Das Notenbuch lässt sich nicht beschreiben ({reason}): Versuche es noch einmal.") from None
