"""What a lesson's cells call: `edit` shows the editor, `points` judges one criterion of the saved answers.

`phone` calls people with a guide. `transcript` shows the call of the post, `compare` sets the own call beside it;
`progress` shows how all lessons stand.
"""

import os
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.display import HTML, display

from telesales.answers import MIME_TYPE, AnswerError, parse_any
from telesales.feedback.folder import GUIDE, called_page, criterion_result, judged_page, judged_points
from telesales.feedback.transcript import transcript_html
from telesales.loading import load_call
from telesales.model import CriterionResult, Verdict

if TYPE_CHECKING:
    from telesales.widgets.page import Page

_lesson: dict[str, str] = {}  # the exercise that this notebook practises, once its editor cell has run
_SENTENCE = 80  # characters that `nbgrader validate` shows of a line
_CARRIED = "Deine Antworten (Fassung {revision}) liegen auch in diesem Notebook: Du kannst es allein abgeben."
_NOTHING = "Sobald du etwas eingetragen hast, trägt auch dieses Notebook deine Antworten."


class Offen(Exception):
    """What is still missing for one criterion, as one short German sentence; shown without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def edit(exercise: str) -> None:
    """Shows the editor for `exercise` with the answers of this folder; only a static page while nbgrader runs."""
    _lesson["exercise"] = exercise
    if os.environ.get("NBGRADER_EXECUTION"):
        display(HTML(judged_page(exercise, Path())))
    else:
        _live_editor(exercise)


def phone() -> None:
    """Shows the telephone: people to call with this folder's guide; only a static page while nbgrader runs."""
    _lesson["exercise"] = GUIDE
    if os.environ.get("NBGRADER_EXECUTION"):
        display(HTML(called_page(Path())))
    else:
        from telesales.widgets.phone import phone_page  # as with the editor

        _live(phone_page(load_call(), Path.cwd(), _own_notebook()))


def points(criterion_id: str) -> float:
    """The points that the saved answers earn for one criterion, with the reasons on display.

    Answers that cannot be read earn 0.0 and show one sentence. In nbgrader's validation, which shows nothing but
    errors, `Offen` is raised instead unless the criterion is passed.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "validate":
        _raise_what_is_missing(criterion_id)
    earned, html = judged_points(criterion_id, Path(), _lesson.get("exercise"))
    display(HTML(html))
    return earned


def transcript() -> None:
    """Shows the call of the post, to read and to hear."""
    if os.environ.get("NBGRADER_EXECUTION"):
        display(HTML(transcript_html(load_call())))
    else:
        from telesales.widgets.transcript import Transcript  # as with the editor: only where somebody looks

        display(Transcript(load_call()))


def compare() -> None:
    """Shows the call of the post and the learner's own side by side, as pictures and in words.

    Nothing while nbgrader runs: pictures take a second, and no points hang on them.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return
    from telesales.plots import compared_page  # matplotlib takes half a second: only here

    display(HTML(compared_page(Path())))


def progress() -> None:
    """Shows how all lessons beside the start page stand."""
    from telesales.progress import progress_html

    display(HTML(progress_html(Path())))


def _raise_what_is_missing(criterion_id: str) -> None:
    try:
        result = criterion_result(criterion_id, Path(), _lesson.get("exercise"))
    except AnswerError as error:
        raise Offen(textwrap.shorten(str(error), _SENTENCE, placeholder=" …")) from None
    if result.verdict is not Verdict.PASS:
        raise Offen(short_sentence(result))


def short_sentence(result: CriterionResult) -> str:
    """Title and message in at most 80 characters; where that is too long, the message's last sentence, which asks."""
    title = load_call().graded(result.criterion).title
    message = result.message.split("\n", 1)[0]  # of choices the summary; what follows goes item by item
    last = re.split(r"(?<=[.!?:]) ", message)[-1]
    candidates = (f"{title}: {text}" for text in (message, last))
    fitting = next((text for text in candidates if len(text) <= _SENTENCE), None)
    return fitting or textwrap.shorten(f"{title}: {message}", _SENTENCE, placeholder=" …")


def _live_editor(exercise: str) -> None:
    # Imported here: graded cells need no widgets, and grading many submissions should not pay for them.
    from telesales.widgets.opening import page_of

    _live(page_of(load_call(), exercise, Path.cwd(), _own_notebook()))


def _live(page: "Page") -> None:
    """Shows a page and, below it, the answers for the notebook to carry."""
    display(page)
    carrier = display(_carried(page.desk.text()), raw=True, display_id=True)
    page.desk.on_saved = lambda text: carrier.update(_carried(text), raw=True)


def _own_notebook() -> Path | None:
    """The file of the notebook that runs this kernel, as the Jupyter server names it."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    path = Path.cwd() / Path(name).name
    return path if name.endswith(".ipynb") and path.is_file() else None


def _carried(text: str | None) -> dict[str, object]:
    """The data output that lets a lone notebook carry the answers, with a line for people."""
    if text is None:
        return {"text/plain": _NOTHING, "text/html": f'<p lang="de">{_NOTHING}</p>'}
    sentence = _CARRIED.format(revision=parse_any(text.encode()).revision)
    return {MIME_TYPE: {"answers": text}, "text/plain": sentence, "text/html": f'<p lang="de">{sentence}</p>'}
