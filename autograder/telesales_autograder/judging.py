"""Fills a restored notebook's outputs as executing it would, without a kernel: no code runs, not even the teacher's."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode, from_dict

from telesales.feedback.folder import GUIDE, called_page, judged_page, judged_points
from telesales.feedback.transcript import transcript_html
from telesales.loading import load_call
from telesales_autograder.notebooks import Call, last_call


def judge_notebook(notebook: NotebookNode, folder: Path) -> None:
    """Fills the outputs of all code cells from the answers in `folder`.

    ValueError where a graded cell is not the one call `points("…")`: without an output nbgrader would give full points.
    """
    problem = notebook.metadata.get("telesales", {}).get("problem")
    exercise: str | None = None
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code" and c.source.strip()), 1):
        cell.execution_count, call = count, last_call(cell.source)
        match call:
            case Call("edit", (exercise,)):
                cell.outputs = [_html(judged_page(exercise, folder, problem))]
            case Call("phone", ()):
                exercise, cell.outputs = GUIDE, [_html(called_page(folder, problem))]
            case Call("points", (criterion,)):
                points, html = judged_points(criterion, folder, exercise, problem)
                cell.outputs = [_html(html), _result(points, count)]
            case Call("transcript", ()):
                cell.outputs = [_html(transcript_html(load_call()))]
            case _ if cell.metadata.get("nbgrader", {}).get("grade"):
                raise ValueError(f"cell '{cell.id}': a graded cell must be the one call points(\"…\")")


def _html(html: str) -> NotebookNode:
    data = {"text/html": html, "text/plain": "<IPython.core.display.HTML object>"}
    return from_dict({"output_type": "display_data", "data": data, "metadata": {}})


def _result(points: float, count: int) -> NotebookNode:
    data = {"text/plain": repr(points)}
    return from_dict({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count})
