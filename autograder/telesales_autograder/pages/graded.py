"""What autograding left of one submission: the answers as judged, the learner's texts, and what was wrong with it."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telesales.answers import FILE_NAME, AnswerError
from telesales.handed import HandedFile, read_file
from telesales_autograder.kept import Kept, from_text
from telesales_autograder.restoring import NOTICE, Cell
from telesales_autograder.submission import MAX_NOTEBOOK

_ESCAPED = re.compile(r"\\(.)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CALLED = "Zu deiner Abgabe:"


class NotReadable(Exception):
    """The graded folder is not as grading leaves it; the text is one German sentence for the teacher."""


@dataclass(frozen=True)
class Written:
    """A cell that a person reads: what it is about, and the learner's own text."""

    title: str
    text: str


@dataclass(frozen=True)
class Graded:
    """A graded folder: `answers` as judged, the graded cells in order, written texts by grade_id, and the notice.

    The notice is one German sentence or more; empty where nothing was wrong. `kept` is what grading found out.
    """

    answers: HandedFile
    order: tuple[str, ...]
    written: Mapping[str, Written]
    notice: str = ""
    fingerprint: str = ""
    kept: Kept | None = None


def read_graded(notebook: Path) -> Graded:
    """What lies in and beside the graded `notebook`; NotReadable where that is not what grading leaves."""
    try:
        content = json.loads(read_file(notebook, MAX_NOTEBOOK).content())
        return _understood(content, notebook.with_name(FILE_NAME))
    except (AnswerError, ValueError, LookupError, TypeError, RecursionError):
        raise NotReadable(f"{notebook} ist nicht zu lesen: Bewerte die Abgabe neu ('telesales grade').") from None


def _understood(content: Mapping[str, Any], answers: Path) -> Graded:
    about, cells = content["metadata"].get("telesales", {}), content["cells"]
    problem = about.get("problem")
    notice = next((_plain(_source(cell)) for cell in cells if cell.get("id") == NOTICE), "")
    return Graded(
        HandedFile(problem=problem) if problem else read_file(answers),
        tuple(id for _, id in _counted(cells)),
        dict(_written(cells)),
        notice,
        about.get("submission", ""),
        None if problem else from_text(about.get("judged")),
    )


def _counted(cells: list[Cell]) -> Iterator[tuple[int, str]]:
    """Place and grade_id of each cell that earns points."""
    for place, cell in enumerate(cells):
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade") or marks.get("task"):
            yield place, marks["grade_id"]


def _written(cells: list[Cell]) -> Iterator[tuple[str, Written]]:
    """The cells that a person reads; what they are about is the last heading before them."""
    for place, id in _counted(cells):
        if cells[place]["cell_type"] == "markdown":
            headings = [title for cell in cells[:place] for title in _headings(cell)]
            # Grading wrote tags as text; here they become what the learner typed, and the template escapes them.
            yield id, Written(headings[-1] if headings else id, _source(cells[place]).replace("&lt;", "<"))


def _headings(cell: Cell) -> list[str]:
    return _HEADING.findall(_source(cell)) if cell["cell_type"] == "markdown" else []


def _source(cell: Cell) -> str:
    return "".join(cell["source"])


def _plain(markdown: str) -> str:
    """The notice as it was before it became Markdown."""
    return html.unescape(_ESCAPED.sub(r"\1", markdown.replace("**", ""))).removeprefix(_CALLED).strip()
