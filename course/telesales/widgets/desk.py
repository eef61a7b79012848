"""The learner's desk: keeps the lines of one exercise in `answers.yaml` and judges them; knows no browser.

Every method returns a message for the editor; the answers are never overwritten by what the learner did not see.
"""

import errno
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telesales.answers import (
    FILE_NAME,
    MAX_BYTES,
    MIME_TYPE,
    AnswerError,
    RevisionConflict,
    parse_answers,
    read_answers,
    read_bytes,
    to_yaml,
    write_answers,
)
from telesales.feedback import report_view
from telesales.grading import judge
from telesales.model import Call, Script

Message = dict[str, Any]
MAX_NOTEBOOK_BYTES = 20 * 1024 * 1024

_STAYS = "Dein Text bleibt in diesem Browser."
_TROUBLES = {
    errno.ENOSPC: f"Die Festplatte ist voll, es wurde nichts gespeichert. {_STAYS}",
    errno.EDQUOT: f"Dein Speicherplatz ist aufgebraucht, es wurde nichts gespeichert. {_STAYS}",
}
_NO_ACCESS = f"In diesen Ordner lässt sich nicht schreiben; kopiere das Notebook in einen eigenen Ordner. {_STAYS}"


@dataclass
class Desk:
    """The lines of `exercise` in `folder`; `on_saved` is called with the file's text after each save."""

    call: Call
    exercise: str
    folder: Path
    on_saved: Callable[[str], None] = field(default=lambda text: None)

    @property
    def path(self) -> Path:
        """The file that holds the answers."""
        return self.folder / FILE_NAME

    def open(self, notebook: Path | None = None) -> Message:
        """The lines to start with: from the file, else from what `notebook` carries, else none; nothing is written."""
        try:
            return self._opened(self._read())
        except AnswerError as error:
            if os.path.lexists(self.path):
                return {"lines": {}, "revision": 0, "trouble": str(error), "origin": "broken"}
        carried = carried_answers(notebook, self.exercise) if notebook else None
        if carried is None:
            return self._opened(self._empty())
        return {**self._opened(carried), "revision": 0, "origin": "notebook"}

    def text(self) -> str | None:
        """The file's text, for the notebook to carry; None where there is no usable file."""
        try:
            self._read()
            return read_bytes(self.path).decode("utf-8-sig")
        except AnswerError:
            return None

    def save(self, lines: Mapping[str, object], base: int, aside: bool = False) -> Message:
        """Writes `lines` over revision `base`: saved, or conflict, broken or trouble (nothing was written).

        `aside` keeps an unusable file under another name instead of refusing to replace it.
        """
        try:
            current = self._current(aside)
            script = self._with(current, lines)
            if len(to_yaml(script).encode()) > MAX_BYTES - 100:
                return {"kind": "trouble", "message": f"Das ist zu lang zum Speichern: Kürze deine Zeilen. {_STAYS}"}
            if current.revision != base:
                return self._conflict(current)
            saved = write_answers(self.path, script, expected_revision=base)
        except RevisionConflict:
            return self._conflict(self._read())
        except AnswerError as error:
            return {"kind": "broken", "message": str(error)}
        except OSError as error:
            return {"kind": "trouble", "message": _TROUBLES.get(error.errno or 0, _NO_ACCESS)}
        self.on_saved(to_yaml(saved))
        return {"kind": "saved", "revision": saved.revision, "lines": self._all_lines(saved)}

    def check(self, lines: Mapping[str, object]) -> Message:
        """The verdict on `lines` as the editor shows it, whether or not they could be saved."""
        script = self._with(self._empty(), lines)
        return report_view(script, judge(script), self.call)

    def _current(self, aside: bool) -> Script:
        if not os.path.lexists(self.path):
            return self._empty()
        try:
            return self._read()
        except AnswerError:
            if not aside:
                raise
            self.path.rename(_free_name(self.path))
            return self._empty()

    def _read(self) -> Script:
        script = read_answers(self.path)
        if script.exercise != self.exercise:
            title = self.call.exercises[script.exercise].title
            raise AnswerError(f"{FILE_NAME} gehört zur Übung „{title}“: Lege jede Übung in einen eigenen Ordner.")
        return script

    def _empty(self) -> Script:
        return Script(call=self.call.id, exercise=self.exercise)

    def _with(self, script: Script, lines: Mapping[str, object]) -> Script:
        slots = [slot.id for slot in self.call.exercises[self.exercise].slots]
        texts = {id: _clean(text) for id in slots if isinstance(text := lines.get(id), str)}
        return script.model_copy(update={"lines": texts})

    def _opened(self, script: Script) -> Message:
        return {"lines": self._all_lines(script), "revision": script.revision, "trouble": "", "origin": "file"}

    def _conflict(self, script: Script) -> Message:
        return {"kind": "conflict", "revision": script.revision, "lines": self._all_lines(script)}

    def _all_lines(self, script: Script) -> dict[str, str]:
        return {slot.id: script.lines.get(slot.id, "") for slot in self.call.exercises[self.exercise].slots}


def carried_answers(notebook: Path, exercise: str) -> Script | None:
    """The answers to `exercise` that the notebook file carries as a data output; None where it has none."""
    try:
        cells = json.loads(read_bytes(notebook, MAX_NOTEBOOK_BYTES))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        data = [output["data"][MIME_TYPE]["answers"] for output in outputs if MIME_TYPE in output.get("data", {})]
        scripts = [parse_answers(text.encode()) for text in data]
    except (AnswerError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return next((script for script in reversed(scripts) if script.exercise == exercise), None)


def _clean(text: str) -> str:
    """`text` without half surrogates (a browser can cut an emoji) and with plain line ends."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}-alt-{i}{path.suffix}") for i in range(1, 1000))
    return next(name for name in names if not os.path.lexists(name))
