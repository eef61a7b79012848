"""One run over an assignment: learners in batches, so that memory does not grow with their number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateFeedback

from telesales.answers import FILE_NAME, AnswerError, read_any
from telesales.feedback.verdicts import GUIDE
from telesales.loading import load_call
from telesales.model import Script
from telesales_autograder.appeals.book import AppealBook, AppealError
from telesales_autograder.appeals.record import Appeal
from telesales_autograder.cell_calls import Call, last_call
from telesales_autograder.engine.course import Course
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.pages.gradebook import MarksBook
from telesales_autograder.pages.made import Made, State
from telesales_autograder.pages.marks import Said
from telesales_autograder.pages.page import Lesson
from telesales_autograder.pages.tally import Tally
from telesales_autograder.pages.work import Job
from telesales_autograder.pages.workers import Workers
from telesales_autograder.pages.writing import Place

BATCH = 200
"""Learners whose marks are read together."""


@dataclass
class Run:
    """One run: whose pages, from which gradebook, and who makes them; `tell` hears of each step."""

    course: Course
    book: MarksBook
    workers: Workers
    tell: Callable[[Tally], None]
    force: bool = False
    tally: Tally = field(default_factory=Tally)

    def make(self, students: Sequence[str]) -> None:
        """Makes their pages; GradingError or OSError where it cannot go on, with all pages before kept."""
        for made in self.workers.make(lesson_of(self.course), self._jobs(students), self.force):
            self._count(made)

    def _jobs(self, students: Sequence[str]) -> Iterator[Job]:
        """Everybody who is graded; the others are told by name."""
        mode, waiting, said = _mode(self.course), iter(students), said_in(self.course)
        while batch := list(islice(waiting, BATCH)):
            marks = self.book.marks(batch)
            for student in batch:
                notebook = self._folder("autograded", student) / self.course.release.name
                if student in marks and notebook.is_file():
                    submitted = self._folder("submitted", student) / notebook.name
                    place = Place(self._folder("feedback", student), f"{notebook.stem}.html", mode)
                    yield Job(student, notebook, submitted, place, replace(marks[student], said=said.get(student, {})))
                else:
                    self._count(Made(student, State.FAILED, "Die Abgabe ist noch nicht bewertet ('telesales grade')."))

    def _count(self, made: Made) -> None:
        self.tally.add(made)
        self.tell(self.tally)

    def _folder(self, step: str, student: str) -> Path:
        directory = self.course.directory
        place = getattr(directory, f"{step}_directory")
        return Path(directory.format_path(place, student, self.course.assignment))


def everybody(course: Course, book: MarksBook) -> list[str]:
    """All who handed in or stand in the gradebook, by name; names that are no folder's are left out."""
    known = (name for name in book.students() if Path(name).name == name and not name.startswith("."))
    return sorted({*known, *course.students()})


def said_in(course: Course) -> dict[str, dict[str, Said]]:
    """What persons said of verdicts, by student and criterion; GradingError where the file of appeals is not readable.

    What was said of lines that have changed since counts no longer.
    """
    said: dict[str, dict[str, Said]] = {}
    try:
        for appeal in AppealBook(Path(course.directory.root)).current():
            if appeal.assignment == course.assignment and _stands(appeal, course):
                said.setdefault(appeal.student, {})[appeal.criterion] = Said(
                    appeal.verdict, appeal.reason, appeal.author
                )
    except AppealError as error:
        raise GradingError(str(error)) from None
    return said


def _stands(appeal: Appeal, course: Course) -> bool:
    try:
        script = read_any(course.graded_folder(appeal.student) / FILE_NAME)
    except AnswerError:
        return False
    return isinstance(script, Script) and appeal.is_about(script)


def lesson_of(course: Course) -> Lesson:
    """What the released notebook practises; GradingError where it opens no exercise."""
    cells = nbformat.read(course.release, as_version=4).cells
    calls = [last_call(cell.source) for cell in cells if cell.cell_type == "code"]
    for call in calls:
        match call:
            case Call("edit", (exercise,)):
                return Lesson(course.assignment, _title(exercise, False), exercise, False)
            case Call("phone", ()):
                return Lesson(course.assignment, _title(GUIDE, True), GUIDE, True)
    raise GradingError(f"{course.release} öffnet keine Übung dieses Kurses: Nimm 'nbgrader generate_feedback'.")


def _title(exercise: str, calls: bool) -> str:
    known = ((plan.title, (plan.exercise, plan.calls)) for plan in load_call().lessons)
    return next((title for title, kind in known if kind == (exercise, calls)), exercise)


def _mode(course: Course) -> int:
    """The permissions that nbgrader gives to feedback."""
    feedback = GenerateFeedback(coursedir=course.directory, parent=course.converter.parent)
    return int(str(feedback.permissions), 8)
