"""The learner's desk: keeps the answers to one exercise in `answers.yaml` and judges them; knows no browser.

Every method returns a message for the page; the answers are never overwritten by what the learner did not see. On the
way to and from the page all answers are flat texts by id, whatever their form in the file: `lines`.
"""

import errno
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic

from telesales.answers import (
    FILE_NAME,
    MAX_BYTES,
    MIME_TYPE,
    AnswerError,
    Answers,
    AnyAnswers,
    RevisionConflict,
    parse_any,
    read_any,
    read_bytes,
    to_yaml,
    write_answers,
)
from telesales.feedback import report_view, script_html
from telesales.grading import judge
from telesales.model import Call, Script

Message = dict[str, Any]
Texts = Mapping[str, object]
"""What a page sends: texts by id; anything else in it is ignored."""
MAX_NOTEBOOK_BYTES = 20 * 1024 * 1024

_STAYS = "Dein Text bleibt in diesem Browser."
_TROUBLES = {
    errno.ENOSPC: f"Die Festplatte ist voll, es wurde nichts gespeichert. {_STAYS}",
    errno.EDQUOT: f"Dein Speicherplatz ist aufgebraucht, es wurde nichts gespeichert. {_STAYS}",
}
_NO_ACCESS = f"In diesen Ordner lässt sich nicht schreiben; kopiere das Notebook in einen eigenen Ordner. {_STAYS}"


@dataclass
class BaseDesk(ABC, Generic[AnyAnswers]):
    """The answers to `exercise` in `folder`; `on_saved` is called with the file's text after each save."""

    call: Call
    exercise: str
    folder: Path
    on_saved: Callable[[str], None] = field(default=lambda text: None)

    @property
    def path(self) -> Path:
        """The file that holds the answers."""
        return self.folder / FILE_NAME

    def open(self, notebook: Path | None = None) -> Message:
        """The texts to start with: from the file, else from what `notebook` carries, else none; nothing is written."""
        try:
            return self._opened(self._read())
        except AnswerError as error:
            if os.path.lexists(self.path):
                return {"lines": {}, "revision": 0, "trouble": str(error), "origin": "broken"}
        carried = carried_answers(notebook, self.exercise) if notebook else None
        own = self._own(carried) if carried else None
        if own is None:
            return self._opened(self.empty())
        return {**self._opened(own), "revision": 0, "origin": "notebook"}

    def text(self) -> str | None:
        """The file's text, for the notebook to carry; None where there is no usable file."""
        try:
            self._read()
            return read_bytes(self.path).decode("utf-8-sig")
        except AnswerError:
            return None

    def save(self, lines: Texts, base: int, aside: bool = False) -> Message:
        """Writes `lines` over revision `base`: saved, or conflict, broken or trouble (nothing was written).

        `aside` keeps an unusable file under another name instead of refusing to replace it.
        """
        if unfit := self.unfit(lines):
            return {"kind": "trouble", "message": f"{unfit} {_STAYS}"}
        try:
            current = self._current(aside)
        except AnswerError as error:
            return {"kind": "broken", "message": str(error)}
        except OSError as error:
            return _trouble(error)
        try:
            script = self.filled(current, lines)
            if len(to_yaml(script).encode()) > MAX_BYTES - 100:
                return {"kind": "trouble", "message": f"Das ist zu lang zum Speichern: Kürze deine Zeilen. {_STAYS}"}
            if current.revision != base:
                return self._conflict(current)
            saved = write_answers(self.path, script, expected_revision=base)
        except RevisionConflict:
            return self._conflict(self._read())
        except AnswerError as error:
            return {"kind": "trouble", "message": f"{error} {_STAYS}"}
        except OSError as error:
            return _trouble(error)
        self.on_saved(to_yaml(saved))
        return {"kind": "saved", "revision": saved.revision, "lines": self.texts(saved)}

    def check(self, lines: Texts) -> Message:
        """The verdict on `lines` as the page shows it, whether or not they could be saved."""
        return self.judged(self.filled(self.empty(), lines))

    def unfit(self, lines: Texts) -> str:
        """One sentence on what in `lines` the exercise does not offer and is no mere stray entry; else empty."""
        return ""

    @abstractmethod
    def empty(self) -> AnyAnswers:
        """Answers in which nothing has been entered."""

    @abstractmethod
    def filled(self, answers: AnyAnswers, lines: Texts) -> AnyAnswers:
        """`answers` with what the page sent in place of what was there; what does not fit is left out."""

    @abstractmethod
    def texts(self, answers: AnyAnswers) -> dict[str, str]:
        """The answers as the page shows them."""

    @abstractmethod
    def judged(self, answers: AnyAnswers) -> Message:
        """The verdict on `answers` as the page shows it."""

    @abstractmethod
    def static_html(self, lines: Texts) -> str:
        """The exercise with `lines` filled in, for pages without a kernel."""

    @abstractmethod
    def _own(self, answers: Answers) -> AnyAnswers | None:
        """`answers` where they are of this desk's kind."""

    def _current(self, aside: bool) -> AnyAnswers:
        if not os.path.lexists(self.path):
            return self.empty()
        try:
            return self._read()
        except AnswerError:
            if not aside:
                raise
            self.path.rename(_free_name(self.path))
            return self.empty()

    def _read(self) -> AnyAnswers:
        answers = read_any(self.path)
        own = self._own(answers) if answers.exercise == self.exercise else None
        if own is None:
            title = self.call.any_exercise(answers.exercise).title
            raise AnswerError(f"{FILE_NAME} gehört zur Übung „{title}“: Lege jede Übung in einen eigenen Ordner.")
        return own

    def _opened(self, answers: AnyAnswers) -> Message:
        return {"lines": self.texts(answers), "revision": answers.revision, "trouble": "", "origin": "file"}

    def _conflict(self, answers: AnyAnswers) -> Message:
        return {"kind": "conflict", "revision": answers.revision, "lines": self.texts(answers)}


class Desk(BaseDesk[Script]):
    """The desk of a rewrite: one text for each line."""

    def empty(self) -> Script:
        """No lines."""
        return Script(call=self.call.id, exercise=self.exercise)

    def filled(self, answers: Script, lines: Texts) -> Script:
        """The lines that the exercise has."""
        return answers.model_copy(update={"lines": self._known(lines)})

    def texts(self, answers: Script) -> dict[str, str]:
        """Every line of the exercise, empty ones too."""
        return {slot.id: answers.lines.get(slot.id, "") for slot in self.call.exercises[self.exercise].slots}

    def judged(self, answers: Script) -> Message:
        """The verdicts, with the passages in each line."""
        return report_view(answers, judge(answers), self.call)

    def static_html(self, lines: Texts) -> str:
        """The conversation."""
        return script_html(self.filled(self.empty(), lines), None, self.call)

    def _own(self, answers: Answers) -> Script | None:
        return answers if isinstance(answers, Script) else None

    def _known(self, lines: Texts) -> dict[str, str]:
        slots = [slot.id for slot in self.call.exercises[self.exercise].slots]
        return {id: clean(text) for id in slots if isinstance(text := lines.get(id), str)}


def carried_answers(notebook: Path, exercise: str) -> Answers | None:
    """The answers to `exercise` that the notebook file carries as a data output; None where it has none."""
    try:
        cells = json.loads(read_bytes(notebook, MAX_NOTEBOOK_BYTES))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        data = [output["data"][MIME_TYPE]["answers"] for output in outputs if MIME_TYPE in output.get("data", {})]
        scripts = [parse_any(text.encode()) for text in data]
    except (AnswerError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return next((script for script in reversed(scripts) if script.exercise == exercise), None)


def _trouble(error: OSError) -> Message:
    return {"kind": "trouble", "message": _TROUBLES.get(error.errno or 0, _NO_ACCESS)}


def clean(text: str) -> str:
    """`text` without half surrogates (a browser can cut an emoji) and with plain line ends."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}-alt-{i}{path.suffix}") for i in range(1, 1000))
    return next(name for name in names if not os.path.lexists(name))
