"""Makes a notebook from a lesson's MyST text: the same text gives the same bytes, on every machine."""

import hashlib
from collections import Counter
from collections.abc import Mapping

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode

from telesales_autograder.cell_calls import Call, last_call

SCHEMA = 3  # nbgrader's metadata schema
ROLES: Mapping[str, Mapping[str, bool]] = {
    "locked": {"grade": False, "solution": False, "locked": True, "task": False},
    "solution": {"grade": False, "solution": True, "locked": False, "task": False},
    "tests": {"grade": True, "solution": False, "locked": True, "task": False},
    "manual": {"grade": True, "solution": True, "locked": False, "task": False},
    "task": {"grade": False, "solution": False, "locked": False, "task": True},
}
"""nbgrader's flags for each role that a cell can have."""

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


Points = Mapping[str, float]
"""What each graded cell is worth, by grade_id."""


class LessonError(ValueError):
    """A lesson's text cannot become a notebook; the message names the cell and the way out."""


def notebook_from(text: str, origin: str, points: Points) -> NotebookNode:
    """The notebook of a lesson in MyST Markdown; `points` names what each test cell is worth.

    `origin` is the path that a reader of the notebook should edit instead. LessonError where a cell is wrong.
    """
    read = jupytext.reads(text, fmt="md:myst")
    seen: Counter[str] = Counter()
    cells = [_cell(cell, points, seen) for cell in read.cells]
    _check_ids(cells)
    note = {"generated_from": origin, "note": "Erzeugt mit 'telesales build': Änderungen gehören in diese Datei."}
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "telesales": note}
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def to_bytes(notebook: NotebookNode) -> bytes:
    """The file's bytes, as nbgrader writes them."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook, version=4)
    return f"{text}\n".encode()


def _cell(cell: NotebookNode, points: Points, seen: Counter[str]) -> dict[str, object]:
    metadata = dict(cell.metadata)
    grade_id, role = metadata.pop("grade_id", None), metadata.pop("role", None)
    own_points = metadata.pop("points", None)
    if role is not None or grade_id is not None:
        metadata |= _graded(cell, grade_id, role, points if role == "tests" else {grade_id: own_points})
    made: dict[str, object] = {"id": _id(cell, grade_id, seen), "cell_type": cell.cell_type, "metadata": metadata}
    made["source"] = cell.source
    return made | ({"execution_count": None, "outputs": []} if cell.cell_type == "code" else {})


def _graded(cell: NotebookNode, grade_id: str | None, role: str | None, points: Points) -> dict[str, object]:
    if not grade_id or role is None or role not in ROLES:
        raise LessonError(f"cell '{grade_id}': grade_id and a role are needed; a role is one of {', '.join(ROLES)}")
    flags = ROLES[role]
    nbgrader: dict[str, object] = {"grade_id": grade_id, "schema_version": SCHEMA, "cell_type": cell.cell_type, **flags}
    if role == "tests" and last_call(cell.source) != Call("points", (grade_id,)):
        raise LessonError(f"cell '{grade_id}': a test cell is the one call points(\"{grade_id}\")")
    if flags["grade"] or flags["task"]:
        nbgrader["points"] = _points(grade_id, points)
    locks = {"deletable": False} | ({"editable": False} if flags["locked"] else {})
    return {"nbgrader": nbgrader, **locks}


def _points(grade_id: str, points: Points) -> float:
    if points.get(grade_id) is None:
        raise LessonError(f"cell '{grade_id}': worth nothing yet; give it a criterion's name or points")
    return float(points[grade_id])


def _id(cell: NotebookNode, grade_id: str | None, seen: Counter[str]) -> str:
    """A name that stays while the text stays: equal builds give equal bytes."""
    id = grade_id or "text-" + hashlib.sha256(cell.source.encode()).hexdigest()[:12]
    seen[id] += 1
    return id if seen[id] == 1 or grade_id else f"{id}-{seen[id]}"


def _check_ids(cells: list[dict[str, object]]) -> None:
    twice = [id for id, count in Counter(cell["id"] for cell in cells).items() if count > 1]
    if twice:
        raise LessonError(f"cell '{twice[0]}': this grade_id stands twice; choose another")
