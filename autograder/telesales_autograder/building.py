"""Builds the lessons: MyST text → source/ (the teacher's notebooks) → release/ (the learners', by nbgrader itself).

Everything is made in a temporary course first, with the course's own nbgrader configuration, so that no gradebook is
touched and a comparison (`--check`) sees exactly what a build would write.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from telesales.answers import FILE_NAME
from telesales.feedback.templating import unbroken
from telesales.loading import load_call
from telesales_autograder import neighbours, vocabulary
from telesales_autograder.notebooks import LessonError, notebook_from, to_bytes
from telesales_autograder.report import baseline

TEXTS = Path("course/notebooks/de")
START = "start"
"""The start page: released, but no assignment."""

Files = Mapping[Path, bytes]


class BuildError(RuntimeError):
    """The notebooks cannot be built as things are; the text is one sentence with the way out."""


def built(root: Path, progress: Callable[[list[str]], Iterable[str]] = iter) -> Files:
    """Every file that a build writes below `root`, by relative path; BuildError where a text is wrong."""
    lessons = sorted(path.stem for path in (root / TEXTS).glob("*.md"))
    if not lessons:
        raise BuildError(f"{root / TEXTS} enthält keine Lektionen: Starte den Befehl im Ordner des Projekts.")
    refuse_answers(root)
    with tempfile.TemporaryDirectory(prefix="telesales-build-") as folder:
        course = Path(folder).resolve()
        for lesson in progress(lessons):
            _build_one(lesson, root, course)
        notebooks = {path.relative_to(course): path.read_bytes() for path in sorted(_notebooks(course))}
    written = {module.TARGET: module.render(root).encode() for module in (neighbours, baseline)}
    return {**notebooks, **written, **_word_lists()}


@cache
def _word_lists() -> Files:
    """They take some seconds and are the same for every folder."""
    return vocabulary.render()


def drift(root: Path, files: Files) -> list[str]:
    """One German sentence for each notebook that is not as a build would write it."""
    present = {path.relative_to(root) for path in _notebooks(root)}
    missing = [f"{path} fehlt." for path in files if not (root / path).is_file()]
    changed = [f"{path} weicht von seiner Quelle ab." for path, data in files.items() if _differs(root / path, data)]
    orphans = [f"{path} gehört zu keiner Lektion." for path in sorted(present - set(files))]
    return missing + changed + orphans


def write(root: Path, files: Files) -> list[Path]:
    """Writes what differs below `root` and removes notebooks that no text makes any more; returns what it touched."""
    changed = [path for path, data in files.items() if not (root / path).is_file() or _differs(root / path, data)]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(files[path])
    orphans = [path.relative_to(root) for path in _notebooks(root) if path.relative_to(root) not in files]
    for path in orphans:
        (root / path).unlink()
    return changed + orphans


def refuse_answers(root: Path) -> None:
    """BuildError where a learner's answers lie beside the teacher's notebooks.

    nbgrader would release them, and copy them over each learner's own at autograde.
    """
    found = [path for step in ("source", "release") for path in sorted((root / step).rglob(FILE_NAME))]
    if found:
        name = found[0].relative_to(root)
        raise BuildError(f"{name} gehört nicht hierher (sie ginge an alle): Lösche oder verschiebe die Datei.")


def points_of_criteria() -> dict[str, float]:
    """What each criterion of the call is worth; the one place where a test cell's points come from."""
    return {criterion.id: criterion.points for criterion in load_call().all_graded()}


def _build_one(lesson: str, root: Path, course: Path) -> None:
    text = TEXTS / f"{lesson}.md"
    try:
        written = unbroken((root / text).read_text(encoding="utf-8"))
        notebook = notebook_from(written, text.as_posix(), points_of_criteria())
    except LessonError as error:
        raise BuildError(f"{text}: {error}") from None
    step = Path("release") if lesson == START else Path("source", lesson)
    target = course / step / f"{lesson}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(to_bytes(notebook))
    if lesson != START:
        _release(lesson, root, course)


def _release(lesson: str, root: Path, course: Path) -> None:
    """nbgrader's own generate_assignment in the temporary course, as with its flag --no-db."""
    config = _config(root)
    config.CourseDirectory.root = str(course)
    config.SaveCells.enabled = False
    coursedir = CourseDirectory(config=config, assignment_id=lesson)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=_quiet(), no_database=True)
    try:
        converter.start()
    except NbGraderException:
        raise BuildError(f"nbgrader kann {lesson}.md nicht verarbeiten: Die Meldung darüber nennt den Grund.") from None


def _config(root: Path) -> Config:
    if not (root / "nbgrader_config.py").is_file():
        raise BuildError(f"{root / 'nbgrader_config.py'} fehlt: Starte den Befehl im Ordner des Projekts.")
    config: Config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    return config


def _quiet() -> logging.Logger:
    """nbgrader tells every step; a builder wants to hear of errors only."""
    log = logging.getLogger("telesales.build")
    log.setLevel(logging.ERROR)
    return log


def _notebooks(root: Path) -> list[Path]:
    found = [path for step in ("source", "release") for path in (root / step).rglob("*.ipynb")]
    return [path for path in found if ".ipynb_checkpoints" not in path.parts]


def _differs(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() != data
