"""A class's graded files: who wrote what, read as data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from telesales.answers import FILE_NAME, AnswerError, read_answers
from telesales.handed import read_file
from telesales.loading import load_call
from telesales_autograder.engine.course import Course
from telesales_autograder.report.gathered import Gathered
from telesales_autograder.report.gradebook import Grades
from telesales_autograder.report.handed import Seen, Work, asked_in
from telesales_autograder.report.looking import looked_at
from telesales_autograder.report.parts import Found
from telesales_autograder.report.progress import earlier
from telesales_autograder.report.shingles import common_ground
from telesales_autograder.report.similarity import compare
from telesales_autograder.submission import read_submission

NOTE = 280
"""Characters that are shown of an answer that waits for a person."""

Watched = Callable[[Iterable[Seen], int], Iterable[Seen]]
"""Passes submissions on and shows how many of how many there were."""


@dataclass(frozen=True)
class Classroom:
    """One lesson's graded files, and perhaps an earlier state of the course in the folder `before`."""

    course: Course
    before: Path | None = None

    def found(self, grades: Grades, anonymous: bool, jobs: int, watched: Watched) -> Found:
        """All that the report says of the class; OSError where a released notebook cannot be read."""
        seen = looked_at(self._works(grades.rows), asked_in(self.course.assignment), jobs)
        gathered = Gathered().add_all(watched(seen, len(grades.rows)))
        ground = common_ground(load_call(), sorted(self.course.release.parent.parent.glob("*/*.ipynb")))
        return Found(
            assignment=self.course.assignment,
            grades=grades,
            gathered=gathered,
            comparison=compare(gathered.texts, ground),
            ground=ground,
            lines_of=self._lines_of,
            note_of=self._note_of,
            anonymous=anonymous,
            earlier=self.before is not None,
        )

    def _works(self, students: Iterable[str]) -> Iterator[Work]:
        assignment, notebook = self.course.assignment, self.course.release.name
        for student in students:
            before = earlier(self.before, student, assignment, notebook) if self.before else None
            yield Work(student, read_file(self._answers(student)), before)

    def _answers(self, student: str) -> Path:
        return self.course.graded_folder(student) / FILE_NAME

    def _lines_of(self, student: str) -> Mapping[str, str]:
        """The student's lines; none where the file changed meanwhile."""
        try:
            return read_answers(self._answers(student)).lines
        except AnswerError:
            return {}

    def _note_of(self, student: str, cell: str) -> str:
        """How the text in a cell that a person grades begins."""
        notebook = self.course.graded_folder(student) / self.course.release.name
        written = read_submission(notebook).texts.get(cell, "").replace("&lt;", "<")  # `restored` wrote it so
        text = " ".join(written.split())
        return text if len(text) <= NOTE else f"{text[:NOTE]} …"
