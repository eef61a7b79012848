"""What the course plugs into stock nbgrader: a careful way in, judging instead of executing, one-line errors."""

import datetime
import glob
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import parse_utc
from nbformat.notebooknode import NotebookNode

from telesales.answers import FILE_NAME, AnswerError, read_bytes
from telesales_autograder.building import refuse_answers
from telesales_autograder.judging import judge_notebook
from telesales_autograder.restoring import restored
from telesales_autograder.submission import read_submission

TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP = 100  # bytes


class AnswersOnlyExporter(NotebookExporter):  # type: ignore[misc]
    """Reads a submission as data and puts the teacher's notebook in its place.

    An exporter and no preprocessor: preprocessors come too late for notebooks that are no JSON, and after nbgrader has
    copied the other files of the submission, following links. To be set as `c.Autograde.exporter_class`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.coursedir = WaryCourseDirectory.of(self.parent.coursedir)

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """A submitted notebook gives the restored one; the restored one (at autograding) is read as it is."""
        path, course = Path(filename), self.parent.coursedir
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        if path.parent != Path(course.format_path(course.submitted_directory, student, assignment)):
            return super().from_filename(filename, resources=resources, **kwargs)
        target = Path(course.format_path(course.autograded_directory, student, assignment))
        notebook = _restore(path, target, course, assignment)
        resources["metadata"] = {"name": path.stem, "path": str(target)}
        return self.from_notebook_node(notebook, resources=resources, **kwargs)


class WaryCourseDirectory(CourseDirectory):  # type: ignore[misc]
    """The course folder without nbgrader's trust in what was submitted: nothing of it is copied, no link followed."""

    @classmethod
    def of(cls, course: CourseDirectory) -> "WaryCourseDirectory":
        """The same course, read with care."""
        values = {name: getattr(course, name) for name in course.trait_names(config=True)}
        submitted = course.format_path(glob.escape(course.submitted_directory), "*", "*")
        return cls(**values | {"ignore": [*course.ignore, submitted]})

    def get_existing_timestamp(self, dest_path: str) -> datetime.datetime | None:
        """The time in `timestamp.txt`; None where it is missing, a link or no time."""
        try:
            return parse_utc(read_bytes(Path(dest_path, TIMESTAMP), MAX_TIMESTAMP).decode().strip() or None)
        except (AnswerError, ValueError, OverflowError):
            return None


class JudgeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where Execute stood: fills in what executing the teacher's notebook would show, without a kernel."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Fills the outputs in place."""
        judge_notebook(nb, Path(resources["metadata"]["path"]))
        return nb, resources


class RefuseAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stops generate_assignment where a learner's answers lie in source/ or release/."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Raises BuildError, which names the file."""
        refuse_answers(Path(resources["metadata"]["path"]).parents[1])
        return nb, resources


class OneLineErrors(NbGraderPreprocessor):  # type: ignore[misc]
    """Cuts tracebacks to their last line, so that feedback shows no code of tests."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Shortens the cell's errors in place."""
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources


def _restore(submitted: Path, target: Path, course: CourseDirectory, assignment: str) -> NotebookNode:
    """The restored notebook; beside its place lie the learner's answers, and the time of the submission."""
    submission = read_submission(submitted)
    target.mkdir(parents=True, exist_ok=True)
    _put(target / FILE_NAME, submission.answers)
    if course.get_existing_timestamp(str(submitted.parent)):
        _put(target / TIMESTAMP, read_bytes(submitted.with_name(TIMESTAMP), MAX_TIMESTAMP))
    release = Path(course.format_path(course.release_directory, ".", assignment), submitted.name)
    return restored(nbformat.read(release, as_version=4), submission)


def _put(path: Path, data: bytes | None) -> None:
    """`path` with `data` or gone; nbgrader leaves files read-only, so the old one is removed first."""
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)
