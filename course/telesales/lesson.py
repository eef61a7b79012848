"""What a lesson's cells call: `edit` shows the editor, `points` judges one criterion of the saved answers."""

import os
import textwrap
from functools import lru_cache
from pathlib import Path

from IPython.display import HTML, display

from telesales.answers import FILE_NAME, MIME_TYPE, AnswerError, parse_answers, read_bytes
from telesales.feedback import criterion_html, problem_html, script_html
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import CriterionResult, Report, Script, Verdict

_SENTENCE = 80  # characters that `nbgrader validate` shows of a line
_CARRIED = "Deine Zeilen (Fassung {revision}) liegen auch in diesem Notebook: Du kannst es allein abgeben."
_NOTHING = "Sobald du etwas geschrieben hast, trägt auch dieses Notebook deine Zeilen."


class Offen(Exception):
    """What is still missing for one criterion, as one short German sentence; shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def edit(exercise: str) -> None:
    """Shows the editor for `exercise` with the answers of this folder; only a static page while nbgrader runs."""
    if os.environ.get("NBGRADER_EXECUTION"):
        display(HTML(_static_page(exercise)))
    else:
        _live_editor(exercise)


def points(criterion_id: str) -> float:
    """The points that the saved answers earn for one criterion, with the reasons on display.

    Answers that cannot be read earn 0.0 and show one sentence. In nbgrader's validation, which shows nothing but
    errors, `Offen` is raised instead unless the criterion is passed.
    """
    validating = os.environ.get("NBGRADER_EXECUTION") == "validate"
    try:
        result = _result(criterion_id)
    except AnswerError as error:
        if validating:
            raise Offen(textwrap.shorten(str(error), _SENTENCE, placeholder=" …")) from None
        display(HTML(problem_html(str(error))))
        return 0.0
    if validating and result.verdict is not Verdict.PASS:
        raise Offen(short_sentence(result))
    display(HTML(criterion_html(result, load_call())))
    return min(max(float(result.points), 0.0), result.max_points)


def short_sentence(result: CriterionResult) -> str:
    """Title and message in at most 80 characters."""
    title = load_call().rubric.criterion(result.criterion).title
    return textwrap.shorten(f"{title}: {result.message}", _SENTENCE, placeholder=" …")


def _result(criterion_id: str) -> CriterionResult:
    script, report = _judged(read_bytes(Path(FILE_NAME)))
    if criterion_id not in report.criteria:
        title = load_call(script.call).exercises[script.exercise].title
        raise AnswerError(f"{FILE_NAME} gehört zur Übung „{title}“, in der dieses Kriterium nicht geprüft wird.")
    return report.criteria[criterion_id]


@lru_cache(maxsize=4)
def _judged(data: bytes) -> tuple[Script, Report]:
    script = parse_answers(data)
    return script, judge(script)


def _static_page(exercise: str) -> str:
    try:
        script, report = _judged(read_bytes(Path(FILE_NAME)))
    except AnswerError as error:
        return problem_html(str(error))
    return script_html(script, report, load_call(script.call))


def _live_editor(exercise: str) -> None:
    # Imported here: graded cells need no widgets, and grading many submissions should not pay for them.
    from telesales.widgets.desk import Desk
    from telesales.widgets.editor import ScriptEditor

    desk = Desk(load_call(), exercise, Path.cwd())
    display(ScriptEditor(desk, _own_notebook()))
    carrier = display(_carried(desk.text()), raw=True, display_id=True)
    desk.on_saved = lambda text: carrier.update(_carried(text), raw=True)


def _own_notebook() -> Path | None:
    """The file of the notebook that runs this kernel, as the Jupyter server names it."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    path = Path.cwd() / Path(name).name
    return path if name.endswith(".ipynb") and path.is_file() else None


def _carried(text: str | None) -> dict[str, object]:
    """The data output that lets a lone notebook carry the answers, with a line for people."""
    if text is None:
        return {"text/plain": _NOTHING, "text/html": f'<p lang="de">{_NOTHING}</p>'}
    sentence = _CARRIED.format(revision=parse_answers(text.encode()).revision)
    return {MIME_TYPE: {"answers": text}, "text/plain": sentence, "text/html": f'<p lang="de">{sentence}</p>'}
