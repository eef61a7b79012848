"""What a teacher sees of a course: the gradebook's rows, nbgrader's answers to the formgrader, the graded folders."""

import stat
from pathlib import Path
from typing import Any

from courses import Course
from nbgrader.api import SubmittedAssignment

Rows = dict[str, Any]


def rows(course: Course, lesson: str, gradebook_file: str = "gradebook.db") -> dict[str, Rows]:
    """All rows of a lesson's submissions by student."""
    with course.gradebook(gradebook_file) as gradebook:
        return {one.student.id: _row(one) for one in gradebook.assignment_submissions(lesson)}


def _row(submission: SubmittedAssignment) -> Rows:
    [notebook] = submission.notebooks
    grades = {
        g.name: (g.auto_score, g.manual_score, g.extra_credit, g.score, g.needs_manual_grade) for g in notebook.grades
    }
    comments = {c.name: (c.auto_comment, c.manual_comment) for c in notebook.comments}
    late = (submission.total_seconds_late, notebook.late_submission_penalty, submission.late_submission_penalty)
    handed_in = (submission.timestamp, submission.extension)
    of_all = {"score": submission.score, "handed in": handed_in, "late": late, "flagged": notebook.flagged}
    return {**of_all, "grades": grades, "comments": comments}


def formgrader(course: Course, lesson: str) -> dict[str, Any]:
    """What the formgrader's pages ask nbgrader for, in an order of our own."""
    with course.gradebook() as gradebook:
        ids = [one.id for one in gradebook.notebook_submissions(lesson, lesson)]
        assert len(ids) == len(set(ids))
        return {
            "submissions": _sorted(gradebook.submission_dicts(lesson)),
            "notebooks": _sorted(gradebook.notebook_submission_dicts(lesson, lesson)),
            "students": _sorted(gradebook.student_dicts()),
            "averages": (gradebook.average_assignment_score(lesson), gradebook.average_notebook_score(lesson, lesson)),
        }


def _sorted(dicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the ids of rows, which are drawn by lot; students are known by theirs."""
    named = [{**entry, "id": entry["id"] if "lms_user_id" in entry else None} for entry in dicts]
    return sorted(named, key=lambda entry: str(entry.get("student") or entry["id"]))


def folders(course: Course, lesson: str) -> dict[str, tuple[int, bytes]]:
    """All graded files of a lesson, hidden ones included, with permissions and contents."""
    found = (path for path in (course.root / "autograded").glob(f"*/*{lesson}*/**/*") if path.is_file())
    return {str(path.relative_to(course.root)): _file(path) for path in found}


def _file(path: Path) -> tuple[int, bytes]:
    return stat.S_IMODE(path.stat().st_mode), path.read_bytes()
