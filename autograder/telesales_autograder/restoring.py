"""The teacher's notebook around the learner's answers: what is graded, shown and kept is the teacher's own.

Notebooks are plain data here, as in the file but with each source as one text: judging needs no Jupyter.
"""

from typing import Any

from telesales_autograder.submission import Submission

Notebook = dict[str, Any]
Cell = dict[str, Any]

NOTICE = "submission-notice"
"""The id of the cell that tells the learner what was wrong with what was handed in."""


def restored(teacher: Notebook, submission: Submission) -> Notebook:
    """The `teacher`'s released notebook with the learner's written texts, and a notice where there is one.

    Cells of stranger ids are gone, duplicates and missing cells are repaired: nothing but the texts is taken over.
    The teacher's notebook stays as it is; what does not change is shared with it.
    """
    sentences = [*([submission.problem] if submission.problem else []), *submission.notices]
    cells = [_filled(cell, submission) for cell in teacher["cells"]]
    metadata = {**teacher["metadata"], "telesales": {**teacher["metadata"].get("telesales", {}), **_about(submission)}}
    return {**teacher, "metadata": metadata, "cells": [*([_notice(sentences)] if sentences else []), *cells]}


def _about(submission: Submission) -> dict[str, str]:
    """What the graded notebook remembers of what was handed in."""
    about = {"submission": submission.fingerprint, "problem": submission.problem}
    return {key: value for key, value in about.items() if value}


def is_written(cell: Cell) -> bool:
    """Whether a person reads the cell: a manual answer or a task in Markdown."""
    flags = cell["metadata"].get("nbgrader", {})
    read_by_a_person = flags.get("task") or (flags.get("grade") and flags.get("solution"))
    return cell["cell_type"] == "markdown" and bool(read_by_a_person)


def _filled(cell: Cell, submission: Submission) -> Cell:
    if cell["cell_type"] == "code":
        return {**cell, "outputs": [], "execution_count": None}
    if not is_written(cell):
        return cell
    written = submission.texts.get(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])
    # The formgrader renders HTML in Markdown: without tags no script of a learner's reaches a teacher's session.
    return {**cell, "source": written if written == cell["source"] else written.replace("<", "&lt;")}


def _notice(sentences: list[str]) -> Cell:
    source = "**Zu deiner Abgabe:** " + " ".join(_plain(sentence) for sentence in sentences)
    return {"id": NOTICE, "cell_type": "markdown", "metadata": {}, "source": source}


_MARKUP = str.maketrans({**{char: f"\\{char}" for char in "\\`*_{}[]()#+!|~$"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _plain(text: str) -> str:
    """`text` as Markdown that shows it as it is: names of keys in it are the learner's."""
    return text.translate(_MARKUP)
