"""What a learner handed in, read as hostile: answers and written texts come out, and nothing else.

The submitted folder may hold anything: links, pipes, huge files, broken JSON, forged outputs. No file but the two that
are read here is opened, no link is followed, and nothing of the notebook survives but text.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telesales.answers import FILE_NAME, MIME_TYPE, AnswerError, Answers, parse_any
from telesales.handed import HandedFile, read_file

MAX_NOTEBOOK = 32 * 1024 * 1024  # bytes; pictures in a learner's notes make notebooks large
MAX_PARTS = 1_000_000  # commas and brackets; each part takes a hundred bytes of memory, and a notebook has thousands
MAX_TEXT = 50_000  # characters of one written answer
TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP = 100  # bytes

_OTHER = "Im Notebook liegt eine andere Fassung als in {name}: Bewertet wurde {name}."
_INSTEAD = "{problem} Bewertet wurden die Zeilen, die im Notebook gespeichert sind."
_CUT = "\n\n… (gekürzt)"


@dataclass(frozen=True)
class HandedIn:
    """The files of one submission as they were found; `name` is the notebook's, with its ending."""

    name: str
    notebook: HandedFile
    answers: HandedFile
    timestamp: HandedFile

    @property
    def fingerprint(self) -> str:
        """A hash that changes where anything changes that was handed in."""
        found = (self.notebook, self.answers, self.timestamp)
        parts = (file.data if file.data is not None else str(file.problem).encode() for file in found)
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@dataclass(frozen=True)
class Submission:
    """The learner's answers and texts.

    `answers` are the bytes of a readable answer file, or None; `problem` then says why, in one German sentence.
    `notices` are sentences about things that were repaired. `texts` are written answers by grade_id. `fingerprint`
    tells what was handed in from what is handed in later.
    """

    answers: bytes | None = None
    problem: str | None = None
    notices: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""


@dataclass(frozen=True)
class _Answers:
    """One place's answers: their bytes and meaning, or the problem (also where the place is empty)."""

    data: bytes | None = None
    script: Answers | None = None
    problem: str | None = None
    absent: bool = False


def read_submission(notebook: Path) -> Submission:
    """What lies in the submitted `notebook` and in the answer file beside it; never raises for anything submitted."""
    return understood(read_files(notebook))


def read_files(notebook: Path) -> HandedIn:
    """The submitted `notebook` and what lies beside it, as bytes; never raises for anything submitted."""
    answers, timestamp = notebook.with_name(FILE_NAME), notebook.with_name(TIMESTAMP)
    found = (read_file(notebook, MAX_NOTEBOOK), read_file(answers), read_file(timestamp, MAX_TIMESTAMP))
    return HandedIn(notebook.name, *found)


def understood(files: HandedIn) -> Submission:
    """What the files mean; never raises for anything submitted."""
    cells, trouble = _cells(files)
    chosen, notices = _chosen(_beside(files.answers), _carried(cells))
    return Submission(chosen.data, chosen.problem, (*trouble, *notices), _texts(cells), files.fingerprint)


def _chosen(beside: _Answers, carried: _Answers) -> tuple[_Answers, tuple[str, ...]]:
    """A readable file wins; else what the notebook carries; else the reason why there is nothing."""
    if beside.script:
        differs = carried.script is not None and _meaning(carried.script) != _meaning(beside.script)
        return beside, (_OTHER.format(name=FILE_NAME),) if differs else ()
    if carried.script:
        return carried, () if beside.absent else (_INSTEAD.format(problem=beside.problem),)
    return _Answers(problem=carried.problem or beside.problem if beside.absent else beside.problem), ()


def _beside(file: HandedFile) -> _Answers:
    try:
        return _Answers(file.content(), parse_any(file.content()))
    except AnswerError as error:
        return _Answers(problem=str(error), absent=file.absent)


def _carried(cells: Iterable[Mapping[str, Any]]) -> _Answers:
    """The newest readable answers among the cells' data outputs: a copied editor cell leaves older ones behind."""
    found = [_parsed(text) for cell in cells for text in _answer_texts(cell)]
    readable = [answers for answers in found if answers.script]
    return max(readable, key=lambda a: a.script.revision if a.script else 0, default=next(iter(found), _Answers()))


def _parsed(text: str) -> _Answers:
    data = text.encode("utf-8", "replace")
    try:
        return _Answers(data, parse_any(data))
    except AnswerError as error:
        return _Answers(problem=str(error))


def _answer_texts(cell: Mapping[str, Any]) -> Iterator[str]:
    for output in _entries(cell.get("outputs")):
        data = output.get("data")
        content = data.get(MIME_TYPE) if isinstance(data, dict) else None
        text = content.get("answers") if isinstance(content, dict) else None
        if isinstance(text, str):
            yield text


def _cells(files: HandedIn) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    try:
        content = _parsed_notebook(files)
    except AnswerError as error:
        return [], (str(error),)
    except (ValueError, RecursionError):
        return [], (f"{files.name} ist kein lesbares Notebook: Speichere es in JupyterLab und gib es neu ab.",)
    return list(_entries(content.get("cells") if isinstance(content, dict) else None)), ()


def _parsed_notebook(files: HandedIn) -> Any:
    data = files.notebook.content()
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_PARTS:
        raise AnswerError(f"{files.name} hat viel zu viele Teile: Lösche große Ausgaben und gib es neu ab.")
    return json.loads(data)


def _entries(value: object) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())


def _texts(cells: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Written texts by grade_id; the pieces of a cell that was split come together again, in their order."""
    pieces: dict[str, list[str]] = {}
    for cell in cells:
        grade_id = _grade_id(cell)
        if grade_id is not None:
            pieces.setdefault(grade_id, []).append(_source(cell))
    return {grade_id: _shortened("\n\n".join(dict.fromkeys(texts))) for grade_id, texts in pieces.items()}


def _grade_id(cell: Mapping[str, Any]) -> str | None:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source")
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str)).encode("utf-8", "replace").decode()


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + _CUT


def _meaning(script: Answers) -> Answers:
    return script.model_copy(update={"revision": 0})
