"""The teacher's notebook around the learner's answers: what is graded, shown and kept is the teacher's own."""

from copy import deepcopy

from nbformat.notebooknode import NotebookNode, from_dict

from telesales_autograder.submission import Submission

NOTICE = "submission-notice"
"""The id of the cell that tells the learner what was wrong with what was handed in."""


def restored(teacher: NotebookNode, submission: Submission) -> NotebookNode:
    """A copy of the `teacher`'s released notebook with the learner's written texts, and a notice where there is one.

    Cells of stranger ids are gone, duplicates and missing cells are repaired: nothing but the texts is taken over.
    """
    notebook = deepcopy(teacher)
    for cell in notebook.cells:
        _fill(cell, submission)
    sentences = [*([submission.problem] if submission.problem else []), *submission.notices]
    if sentences:
        notebook.cells.insert(0, _notice(sentences))
    if submission.problem:
        notebook.metadata.setdefault("telesales", {})["problem"] = submission.problem
    return notebook


def is_written(cell: NotebookNode) -> bool:
    """Whether a person reads the cell: a manual answer or a task in Markdown."""
    flags = cell.metadata.get("nbgrader", {})
    read_by_a_person = flags.get("task") or (flags.get("grade") and flags.get("solution"))
    return cell.cell_type == "markdown" and bool(read_by_a_person)


def _fill(cell: NotebookNode, submission: Submission) -> None:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if is_written(cell):
        written = submission.texts.get(cell.metadata.nbgrader.grade_id, cell.source)
        # The formgrader renders HTML in Markdown: without tags no script of a learner's reaches a teacher's session.
        cell.source = written if written == cell.source else written.replace("<", "&lt;")


def _notice(sentences: list[str]) -> NotebookNode:
    source = "**Zu deiner Abgabe:** " + " ".join(_plain(sentence) for sentence in sentences)
    return from_dict({"id": NOTICE, "cell_type": "markdown", "metadata": {}, "source": source})


_MARKUP = str.maketrans({**{char: f"\\{char}" for char in "\\`*_{}[]()#+!|~$"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _plain(text: str) -> str:
    """`text` as Markdown that shows it as it is: names of keys in it are the learner's."""
    return text.translate(_MARKUP)
