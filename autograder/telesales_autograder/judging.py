"""Fills a restored notebook's outputs as executing it would, without a kernel: no code runs, not even the teacher's."""

from collections.abc import Iterator

from telesales.answers import AnswerError
from telesales.feedback.transcript import transcript_html
from telesales.feedback.verdicts import GUIDE, calls_of, page_of, points_of, result_of
from telesales.handed import HandedFile
from telesales.loading import load_call
from telesales.model import Verdict
from telesales_autograder.cell_calls import Call, last_call
from telesales_autograder.kept import to_text
from telesales_autograder.restoring import Cell, Notebook

Output = dict[str, object]


def judge_notebook(notebook: Notebook, answers: HandedFile) -> None:
    """Fills the outputs of all code cells from the `answers`, which are a readable file or a problem.

    What was found out about a script is kept in the metadata.

    ValueError where a graded cell is not the one call `points("…")`: without an output nbgrader would give full points.
    """
    for count, (cell, call, exercise) in enumerate(_calls(notebook), 1):
        cell["execution_count"] = count
        match call:
            case Call("edit", (shown,)):
                cell["outputs"] = [_html(page_of(shown, answers))]
                _keep(notebook, to_text(answers, shown))
            case Call("phone", ()):
                cell["outputs"] = [_html(calls_of(answers))]
            case Call("points", (criterion,)):
                points, html = points_of(criterion, answers, exercise)
                cell["outputs"] = [_html(html), _result(points, count)]
            case Call("transcript", ()):
                cell["outputs"] = [_html(transcript_html(load_call()))]
            case _ if is_graded(cell):
                raise ValueError(f"cell '{cell['id']}': a graded cell must be the one call points(\"…\")")


def _keep(notebook: Notebook, found: str | None) -> None:
    about = {**notebook["metadata"].get("telesales", {}), **({"judged": found} if found else {})}
    notebook["metadata"] = {**notebook["metadata"], "telesales": about}


def unsure_cells(notebook: Notebook, answers: HandedFile) -> set[str]:
    """The grade_ids of the criteria that the grader is unsure of: a person should look at them."""
    graded = ((cell, exercise) for cell, _, exercise in _calls(notebook) if is_graded(cell))
    ids = ((cell["metadata"]["nbgrader"]["grade_id"], exercise) for cell, exercise in graded)
    return {grade_id for grade_id, exercise in ids if _is_unsure(grade_id, answers, exercise)}


def is_graded(cell: Cell) -> bool:
    """Whether the cell earns points that nbgrader counts by itself or asks a person for."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def _calls(notebook: Notebook) -> Iterator[tuple[Cell, Call | None, str | None]]:
    """Each code cell that does something, its call, and the exercise that the notebook practises from there on."""
    exercise: str | None = None
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["source"].strip():
            call = last_call(cell["source"])
            exercise = _practised(call) or exercise
            yield cell, call, exercise


def _practised(call: Call | None) -> str | None:
    """The exercise that a cell opens, if it opens one."""
    match call:
        case Call("edit", (exercise,)):
            return exercise
        case Call("phone", ()):
            return GUIDE
    return None


def _is_unsure(grade_id: str, answers: HandedFile, exercise: str | None) -> bool:
    try:
        return result_of(grade_id, answers, exercise).verdict is Verdict.UNSURE
    except AnswerError:
        return False


def _html(html: str) -> Output:
    data = {"text/html": html, "text/plain": "<IPython.core.display.HTML object>"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _result(points: float, count: int) -> Output:
    return {
        "output_type": "execute_result",
        "data": {"text/plain": repr(points)},
        "metadata": {},
        "execution_count": count,
    }
