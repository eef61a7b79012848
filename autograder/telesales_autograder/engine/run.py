"""One run over an assignment, in an order that may be broken off at any point.

A submission counts as graded where the student's rows are in the gradebook and the graded folder was made from just
what is handed in now. So for each batch: the new folders are written aside, the old ones are taken away, the rows are
entered in one transaction, and last the new folders get their names. What a run leaves undone, the next one does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from telesales.answers import FILE_NAME
from telesales_autograder.engine.course import Course
from telesales_autograder.engine.gradebook import BulkGradebook, Entry
from telesales_autograder.engine.pool import Workers, outcomes
from telesales_autograder.engine.tally import Tally
from telesales_autograder.engine.work import Graded, Lesson, Outcome, Submitted, Ungradable
from telesales_autograder.engine.writing import Files, GradedFolder
from telesales_autograder.nbgrader_plugins import handed_in_at
from telesales_autograder.submission import TIMESTAMP

BATCH = 100
"""Submissions that are entered in one transaction."""


@dataclass
class Run:
    """One run: what is graded, where it is put down and who judges; `tell` hears of each step."""

    course: Course
    lesson: Lesson
    gradebook: BulkGradebook
    workers: Workers
    tell: Callable[[Tally], None]
    force: bool = False
    tally: Tally = field(default_factory=Tally)
    _batch: list[tuple[GradedFolder, Entry]] = field(default_factory=list)

    def grade(self, students: Iterable[str]) -> None:
        """Grades their submissions; GradingError or OSError where it cannot go on, with all batches before kept."""
        known = set() if self.force else self.gradebook.students()
        try:
            for outcome in outcomes(self.workers, self.lesson, self._wanted(students, known)):
                self._take(outcome)
                if len(self._batch) >= BATCH:
                    self._settle()
            self._settle()
        except BaseException:
            for folder, _ in self._batch:
                folder.undo()
            raise

    def _wanted(self, students: Iterable[str], known: set[str]) -> Iterator[Submitted]:
        """What is not graded yet."""
        for student in students:
            read = self.course.read(student)
            if isinstance(read, Ungradable):
                self.tally.ungradable.append(read)
            elif student in known and self.course.holds(read):
                GradedFolder(self.course.graded_folder(student)).clean()
                self.tally.unchanged += 1
            else:
                yield read
            self.tell(self.tally)

    def _take(self, outcome: Outcome) -> None:
        """Writes what came out aside, so that its bytes need not be kept."""
        if isinstance(outcome, Ungradable):
            self.tally.ungradable.append(outcome)
            return
        folder, time = GradedFolder(self.course.graded_folder(outcome.student)), handed_in_at(outcome.timestamp)
        self._batch.append((folder, Entry(outcome.student, time, outcome.grades, outcome.empty)))
        files = self._files(outcome, timed=time is not None)
        folder.prepare(files, self.course.mode, self.course.directory.groupshared)

    def _files(self, graded: Graded, timed: bool) -> Files:
        files = {**self.course.extras, self.course.release.name: graded.notebook}
        files |= {FILE_NAME: graded.answers} if graded.answers is not None else {}
        return files | ({TIMESTAMP: graded.timestamp.content()} if timed else {})

    def _settle(self) -> None:
        """Makes the batch count."""
        for folder, _ in self._batch:
            folder.withdraw()
        self.gradebook.enter([entry for _, entry in self._batch])
        batch, self._batch = self._batch, []
        for folder, entry in batch:
            folder.publish()
            self.tally.graded += 1
            self.tally.waiting += any(grade.asks for grade in entry.grades.values())
        self.tell(self.tally)
