"""What the course plugs into stock nbgrader: a careful way in, judging instead of executing, feedback in German."""

import datetime
import glob
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_task, parse_utc

from telesales.answers import FILE_NAME
from telesales.feedback.view import number
from telesales.handed import HandedFile, read_file
from telesales.loading import load_call
from telesales_autograder.judging import judge_notebook, unsure_cells
from telesales_autograder.restoring import restored
from telesales_autograder.submission import MAX_TIMESTAMP, TIMESTAMP, read_files, understood

Resources = dict[str, Any]
"""What nbconvert hands from step to step; nbgrader adds the student, the assignment and the gradebook."""

TEMPLATES = str(Path(__file__).with_name("templates"))
"""The folder of the feedback page's template."""


class AnswersOnlyExporter(NotebookExporter):  # type: ignore[misc]
    """Reads a submission as data and puts the teacher's notebook in its place.

    An exporter and no preprocessor: preprocessors come too late for notebooks that are no JSON, and after nbgrader has
    copied the other files of the submission, following links. To be set as `c.Autograde.exporter_class`.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.parent.coursedir = WaryCourseDirectory.of(self.parent.coursedir)

    def from_filename(self, filename: str, resources: Resources, **kwargs: object) -> tuple[str, Resources]:
        """A submitted notebook gives the restored one; the restored one (at autograding) is read as it is."""
        path, course = Path(filename), self.parent.coursedir
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        made: tuple[str, Resources]
        if path.parent == Path(course.format_path(course.submitted_directory, student, assignment)):
            target = Path(course.format_path(course.autograded_directory, student, assignment))
            resources["metadata"] = {"name": path.stem, "path": str(target)}
            made = self.from_notebook_node(_restore(path, target, course, assignment), resources=resources, **kwargs)
        else:
            made = super().from_filename(filename, resources=resources, **kwargs)
        return made


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
        return handed_in_at(read_file(Path(dest_path, TIMESTAMP), MAX_TIMESTAMP))


def handed_in_at(timestamp: HandedFile) -> datetime.datetime | None:
    """The time in a submission's `timestamp.txt`, in UTC; None where it is missing, a link or no time."""
    try:
        text = (timestamp.data or b"").decode().strip()
        time: datetime.datetime | None = parse_utc(text or None)
    except (ValueError, OverflowError):
        return None
    return time


class JudgeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands where Execute stood: fills in what executing the teacher's notebook would show, without a kernel."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The notebook with outputs."""
        judge_notebook(nb, _answers(nb, resources))
        return from_dict(nb), resources


class AskAPerson(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks what the grader is unsure of as needing a person's grade; to be set after nbgrader's SaveAutoGrades."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Leaves the notebook as it is and writes to the gradebook."""
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            for id in unsure_cells(nb, _answers(nb, resources)):
                grade = gradebook.find_grade(id, place["notebook"], place["assignment"], place["student"])
                grade.needs_manual_grade = True
            gradebook.db.commit()
        return nb, resources


class RefuseAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stops generate_assignment where a learner's answers lie in source/ or release/."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Raises BuildError, which names the file."""
        from telesales_autograder.building import refuse_answers  # loads what builds notebooks, and grading needs none

        refuse_answers(Path(resources["metadata"]["path"]).parents[1])
        return nb, resources


class PrepareFeedback(NbGraderPreprocessor):  # type: ignore[misc]
    """Makes a graded notebook fit for the learner: titles and points in German, errors of one line.

    Tracebacks would show code of tests. To be set after nbgrader's GetGrades, which brings the scores.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Adds `telesales` to the graded cells' metadata and to the resources, for the template."""
        grades = resources["nbgrader"]
        resources["telesales"] = {"points": _points(grades["score"], grades["max_score"])}
        prepared: tuple[NotebookNode, Resources] = super().preprocess(nb, resources)
        return prepared

    def preprocess_cell(self, cell: NotebookNode, resources: Resources, index: int) -> tuple[NotebookNode, Resources]:
        """Changes the cell in place."""
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
        if is_grade(cell) or is_task(cell):
            marks = cell.metadata.nbgrader
            cell.metadata.telesales = {"title": _title(marks.grade_id), "points": _points(marks.score, marks.points)}
        return cell, resources


def _restore(submitted: Path, target: Path, course: CourseDirectory, assignment: str) -> NotebookNode:
    """The restored notebook; beside its place lie the learner's answers, and the time of the submission."""
    files = read_files(submitted)
    submission = understood(files)
    target.mkdir(parents=True, exist_ok=True)
    _put(target / FILE_NAME, submission.answers)
    if handed_in_at(files.timestamp):
        _put(target / TIMESTAMP, files.timestamp.data)
    release = Path(course.format_path(course.release_directory, ".", assignment), submitted.name)
    return from_dict(restored(nbformat.read(release, as_version=4), submission))


def _answers(notebook: NotebookNode, resources: Resources) -> HandedFile:
    """The answers that lie beside the restored notebook, or what was wrong with what was handed in."""
    problem = notebook.metadata.get("telesales", {}).get("problem")
    return HandedFile(problem=problem) if problem else read_file(Path(resources["metadata"]["path"], FILE_NAME))


def _put(path: Path, data: bytes | None) -> None:
    """`path` with `data` or gone; nbgrader leaves files read-only, so the old one is removed first."""
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)


def _title(grade_id: str) -> str:
    """The criterion's title; a cell that a person grades shows its own name."""
    try:
        return load_call().graded(grade_id).title
    except KeyError:
        return grade_id


def _points(score: float, max_score: float) -> str:
    return f"{number(score)} von {number(max_score)} Punkten"
