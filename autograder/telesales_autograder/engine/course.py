"""The teacher's course folder as its nbgrader configuration says: lessons, submissions, what is graded already."""

import glob
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, find_all_files
from sqlalchemy.exc import SQLAlchemyError

from telesales.answers import FILE_NAME
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.gradebook import Penalty
from telesales_autograder.engine.work import Lesson, Submitted, Ungradable
from telesales_autograder.restoring import restored
from telesales_autograder.submission import Submission, read_files

LONGEST_NAME = 128
"""Characters that the gradebook takes for a student."""


@dataclass(frozen=True)
class Course:
    """One assignment of a course folder, read through nbgrader's own configuration."""

    converter: Autograde
    assignment: str

    @classmethod
    def here(cls, assignment: str, db_url: str | None = None) -> "Course":
        """The course of the current folder; GradingError where its configuration cannot be read."""
        app = AutogradeApp(log_level="ERROR", raise_config_file_errors=True)
        try:
            app.initialize([])
        except (Exception, SystemExit) as error:
            raise GradingError(f"nbgrader_config.py lässt sich nicht lesen: {error}") from None
        if db_url:
            app.coursedir.db_url = db_url
        return cls(Autograde(coursedir=app.coursedir, parent=app), assignment)

    @property
    def directory(self) -> CourseDirectory:
        """Where nbgrader keeps what, and the gradebook's URL."""
        return self.converter.coursedir

    @cached_property
    def release(self) -> Path:
        """The released notebook; GradingError where there is none, or more than one."""
        folder = self._folder(self.directory.release_directory)
        match sorted(folder.glob("*.ipynb")):
            case [notebook]:
                return notebook
            case []:
                wanted = "Wechsle in den Kursordner, oder führe 'nbgrader generate_assignment' aus."
                raise GradingError(f"Zu '{self.assignment}' gibt es kein Notebook in {folder}: {wanted}")
        raise GradingError(f"In {folder} liegen mehrere Notebooks: Bewerte sie mit 'nbgrader autograde'.")

    def lesson(self) -> Lesson:
        """The teacher's notebook as nbgrader's own sanitizing leaves it, around no answers.

        The assignment must stand in the gradebook. GradingError where it is another there, or SQLAlchemyError.
        """
        names = {"assignment": self.assignment, "notebook": self.release.stem, "db_url": self.directory.db_url}
        notebook = nbformat.from_dict(restored(nbformat.read(self.release, as_version=4), Submission()))
        resources = {"nbgrader": names}
        try:
            for step in self.converter.sanitize_preprocessors:
                notebook, resources = step(parent=self.converter)(notebook, resources)
        except SQLAlchemyError:
            raise
        except Exception as error:
            stale = f"Führe 'nbgrader generate_assignment {self.assignment}' aus."
            raise GradingError(f"{self.release} passt nicht zum Notenbuch ({error}): {stale}") from None
        return Lesson(json.loads(json.dumps(notebook)), _untouched(notebook))

    def students(self) -> list[str]:
        """All students who handed something in, by name."""
        course = self.directory
        step, assignment = course.submitted_directory, self.assignment
        names = {"nbgrader_step": step, "student_id": "*", "assignment_id": glob.escape(assignment)}
        places = Path(course.root).glob(course.directory_structure.format(**names))
        pattern = course.format_path(step, "(?P<student>[^.].*)", re.escape(assignment), escape=True)
        matches = (re.fullmatch(pattern, str(place), re.DOTALL) for place in places)
        found = {match["student"] for match in matches if match}
        return sorted(found - set(course.student_id_exclude.split(",")))

    def read(self, student: str) -> Submitted | Ungradable:
        """The student's files, or why they are not taken."""
        if len(student) > LONGEST_NAME or not student.isprintable():
            return Ungradable(ascii(student), "Der Name ist zu lang oder enthält Steuerzeichen: Benenne den Ordner um.")
        folder = self._folder(self.directory.submitted_directory, student)
        if folder.is_symlink() or folder.parent.is_symlink():
            return Ungradable(student, "Der Ordner ist eine Verknüpfung: Lege die Abgabe selbst dorthin.")
        files = read_files(folder / self.release.name)
        if files.notebook.absent and files.answers.absent:
            return Ungradable(student, f"Im Ordner liegt weder {self.release.name} noch {FILE_NAME}.")
        return Submitted(student, files)

    def graded_folder(self, student: str) -> Path:
        """Where the graded submission lies or will lie."""
        return self._folder(self.directory.autograded_directory, student)

    def holds(self, submitted: Submitted) -> bool:
        """Whether the graded folder was made from just these files: the graded notebook remembers their fingerprint."""
        notebook = self.graded_folder(submitted.student) / self.release.name
        try:
            return submitted.files.fingerprint.encode() in notebook.read_bytes()
        except OSError:
            return False

    @cached_property
    def extras(self) -> Mapping[str, bytes]:
        """The teacher's other files of the assignment: nbgrader lays them beside each graded notebook."""
        source = self._folder(self.directory.source_directory)
        found = map(Path, find_all_files(str(source), [*self.directory.ignore, "*.ipynb"]))
        return {str(path.relative_to(source)): path.read_bytes() for path in found}

    def penalty(self) -> Penalty:
        """nbgrader's plug-in for late submissions, as configured."""
        step = AssignLatePenalties(parent=self.converter)
        step.init_plugin()
        asked: Penalty = step.plugin_inst.late_submission_penalty
        return asked

    def _folder(self, step: str, student: str = ".") -> Path:
        return Path(self.directory.format_path(step, student, self.assignment))

    @property
    def lock_folder(self) -> Path:
        """Where a run says that it is there."""
        return Path(self.directory.root, self.directory.autograded_directory)

    @property
    def mode(self) -> int:
        """The permissions of graded files."""
        return int(str(self.converter.permissions), 8)


def _untouched(notebook: nbformat.NotebookNode) -> dict[str, str]:
    marked = ((cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells)
    known = ((cell, marks) for cell, marks in marked if "checksum" in marks)
    return {m.grade_id: cell.source for cell, m in known if m.checksum == compute_checksum(cell)}
