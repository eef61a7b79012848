"""A learner's answers on disk: read as hostile, written so that nothing is lost.

One `answers.yaml` beside the notebook holds what a learner wrote. Everything read here may have been made by
anybody: size, encoding, links, depth and names are checked before a word is believed.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from telesales import entries
from telesales.entries import short as _short
from telesales.loading import load_call
from telesales.model import Call, Choices, Script
from telesales.strict_yaml import YamlError, parse

FILE_NAME = "answers.yaml"
MIME_TYPE = "application/vnd.telesales.answers+json"
"""The data output that carries the answers inside the notebook: {"answers": <the file's text>}."""

MAX_BYTES = 64 * 1024

Answers = Script | Choices
"""A learner's answers to one exercise: written lines, or choices."""
AnyAnswers = TypeVar("AnyAnswers", Script, Choices)

_YAML_PROBLEMS = {
    "syntax": "ist kein gültiges YAML ({detail})",
    "alias": "enthält Anker oder Verweise (& und *), die hier nicht erlaubt sind; setze den Text in Anführungszeichen",
    "tag": "enthält Typangaben (!), die hier nicht erlaubt sind; setze den Text in Anführungszeichen",
    "depth": "ist zu tief verschachtelt",
    "duplicate": "nennt einen Eintrag doppelt ({detail})",
    "documents": "enthält mehrere Dokumente (---); es darf nur eines sein",
}


class AnswerError(ValueError):
    """The answers cannot be used; the text is one German sentence for the learner, with the way out."""


class RevisionConflict(AnswerError):
    """The file was changed by another tab or program since it was read; nothing was written."""


def read_answers(path: Path) -> Script:
    """The script in the file `path`; AnswerError where it is missing, a link, too large or not an answer."""
    return parse_answers(read_bytes(path), path.name)


def read_any(path: Path) -> Answers:
    """The answers in the file `path`, to whatever exercise; AnswerError as with `read_answers`."""
    return parse_any(read_bytes(path), path.name)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """At most `limit` bytes of a regular file that is no link; AnswerError otherwise.

    Opened without following a link and without waiting, so that a link to /etc/passwd or a named pipe is harmless.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        way_out = "Öffne das Notebook, bearbeite die Übung und gib es noch einmal ab."
        raise AnswerError(f"{path.name} fehlt: {way_out}") from None
    except OSError as error:
        what = "ist eine Verknüpfung" if error.errno == errno.ELOOP else "lässt sich nicht lesen"
        raise AnswerError(f"{path.name} {what}: Gib die Datei selbst ab.") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise AnswerError(f"{path.name} ist keine gewöhnliche Datei: Gib die Datei selbst ab.")
        data = _read_at_most(handle, limit + 1)
    finally:
        os.close(handle)
    if len(data) > limit:
        raise _too_large(path.name, limit)
    return data


def _too_large(name: str, limit: int) -> AnswerError:
    size = f"{limit // 1024} KiB" if limit < 1024 * 1024 else f"{limit // 1024 // 1024} MiB"
    return AnswerError(f"{name} ist größer als {size}: Kürze, was darin steht, und gib die Datei neu ab.")


def _read_at_most(handle: int, count: int) -> bytes:
    data = b""
    while len(data) < count and (piece := os.read(handle, count - len(data))):
        data += piece
    return data


def parse_answers(data: bytes, name: str = FILE_NAME) -> Script:
    """The script in `data`; AnswerError with one German sentence where it is not an answer to a known exercise."""
    return script_from(_content(data, name), name)


@lru_cache(maxsize=4)
def parse_any(data: bytes, name: str = FILE_NAME) -> Answers:
    """The answers in `data`, to whatever exercise; AnswerError with one German sentence where they are to none.

    The last ones are kept: what is handed in is looked at first and judged then.
    """
    return answers_from(_content(data, name), name)


def _content(data: bytes, name: str) -> object:
    if len(data) > MAX_BYTES:
        raise _too_large(name, MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError(f"{name} ist nicht in UTF-8 geschrieben: Speichere die Datei im Editor als UTF-8.") from None
    try:
        return parse(text)
    except YamlError as error:
        problem = _YAML_PROBLEMS[error.reason].format(detail=error.detail)
        raise AnswerError(f"{name}, Zeile {error.line}: Die Datei {problem}.") from None


def answers_from(content: object, name: str = FILE_NAME) -> Answers:
    """The answers in parsed `content`; AnswerError where keys, entries or the exercise are not what they should be."""
    if isinstance(content, Mapping) and _choice_title(content):
        return choices_from(content, name)
    return script_from(content, name)


def choices_from(content: Mapping[str, Any], name: str = FILE_NAME) -> Choices:
    """The choices in parsed `content`; AnswerError where an item, a question or an option is unknown."""
    _check_keys(content, Choices, name)
    call = _known_call(content, name)
    if content.get("exercise") not in call.choices:
        raise _unknown_exercise(content, call.choices, name)
    answers = content.get("answers") or {}
    problem = entries.problem(answers, call.choices[content["exercise"]], call)
    if problem:
        raise AnswerError(f"{name}: {problem}")
    repaired = {item: {field: _repaired(text) for field, text in given.items()} for item, given in answers.items()}
    try:
        return Choices.model_validate({**content, "answers": repaired})
    except ValidationError as error:
        raise _invalid(error, name) from None


def script_from(content: object, name: str = FILE_NAME) -> Script:
    """The script in parsed `content`; AnswerError where keys, lines or the exercise are not what they should be."""
    if content in (None, ""):
        raise AnswerError(f"{name} ist leer: Bearbeite die Übung im Notebook und gib es noch einmal ab.")
    if not isinstance(content, Mapping):
        raise AnswerError(f"{name} enthält keine Einträge der Form 'lines:': Lass das Notebook die Datei schreiben.")
    if title := _choice_title(content):
        raise AnswerError(f"{name} gehört zur Übung „{title}“: Lege jede Übung in einen eigenen Ordner.")
    _check_keys(content, Script, name)
    lines = content.get("lines") or {}
    if not isinstance(lines, Mapping):
        wanted = "für jede Zeile ein Name mit Text erwartet, zum Beispiel 'C1: Guten Abend …'"
        raise AnswerError(f"{name}: Unter 'lines' wird {wanted}.")
    _check_exercise(content, lines, name)
    try:
        return Script.model_validate({**content, "lines": {key: _repaired(text) for key, text in lines.items()}})
    except ValidationError as error:
        raise _invalid(error, name) from None


def _choice_title(content: Mapping[str, Any]) -> str | None:
    """The title of the exercise with choices that `content` belongs to; None where it belongs to none."""
    found = (load_call(id).choices.get(str(content.get("exercise"))) for id in known_calls())
    return next((exercise.title for exercise in found if exercise), None)


def _check_keys(content: Mapping[str, Any], model: type[Script] | type[Choices], name: str) -> None:
    for key in content:
        if key not in model.model_fields:
            allowed = ", ".join(model.model_fields)
            raise AnswerError(f"{name}: Der Eintrag '{_short(key)}' ist unbekannt; erlaubt sind {allowed}.")


def _invalid(error: ValidationError, name: str) -> AnswerError:
    place = ".".join(str(part) for part in error.errors()[0]["loc"])
    return AnswerError(f"{name}: Der Eintrag '{_short(place)}' ist ungültig; lass das Notebook die Datei schreiben.")


def _check_exercise(content: Mapping[str, Any], lines: Mapping[str, Any], name: str) -> None:
    call = _known_call(content, name)
    exercise = call.exercises.get(content["exercise"]) if isinstance(content.get("exercise"), str) else None
    if exercise is None:
        raise _unknown_exercise(content, call.exercises, name)
    slots = [slot.id for slot in exercise.slots]
    for key, text in lines.items():
        if key not in slots:
            raise AnswerError(f"{name}: Die Zeile '{_short(key)}' gehört nicht zur Übung; es gibt {', '.join(slots)}.")
        if not isinstance(text, str):
            wrong = "ist kein Text, sondern eine Liste oder Gruppe; schreibe sie als einen Text"
            raise AnswerError(f"{name}: Die Zeile '{key}' {wrong}.")


def _known_call(content: Mapping[str, Any], name: str) -> Call:
    id = content.get("call")
    if not isinstance(id, str) or id not in known_calls():
        known = ", ".join(known_calls())
        raise AnswerError(f"{name}: Der Anruf '{_short(id)}' ist unbekannt; es gibt {known}.")
    return load_call(id)


def _unknown_exercise(content: Mapping[str, Any], known: Iterable[str], name: str) -> AnswerError:
    id = _short(content.get("exercise"))
    return AnswerError(f"{name}: Die Übung '{id}' ist unbekannt; es gibt {', '.join(known)}.")


def known_calls() -> tuple[str, ...]:
    """The ids of the calls that this package carries."""
    return ("facebook-skype",)


def write_answers(path: Path, script: AnyAnswers, expected_revision: int | None = None) -> AnyAnswers:
    """Writes `script` (or choices) in place of `path`, whole or not at all, and returns it with its new revision.

    RevisionConflict where `expected_revision` is given and the file has another one; OSError where the folder
    cannot be written to. The mode follows the umask, so that a grader under another account can read the file.
    """
    current = _revision(path)
    if expected_revision is not None and current != expected_revision:
        changed = "wurde inzwischen an anderer Stelle geändert (ein zweiter Tab?): Nichts wurde überschrieben."
        raise RevisionConflict(f"{path.name} {changed}")
    saved = script.model_copy(update={"revision": current + 1})
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(to_yaml(saved))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return saved


def to_yaml(script: Answers) -> str:
    """The answers as readable YAML, each written line a `|-` block where its characters allow it."""
    content: dict[str, Any] = {"call": script.call, "exercise": script.exercise}
    if isinstance(script, Choices):
        answers = {item: dict(given) for item, given in script.answers.items()}
        content |= {"revision": script.revision, "answers": answers}
    else:
        content |= {"facts": script.facts} if script.facts else {}
        content |= {"revision": script.revision, "lines": {key: _Block(text) for key, text in script.lines.items()}}
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Block(str):
    """A text that is written as a block."""


class _Dumper(yaml.SafeDumper):
    """Writes blocks as blocks."""


def _as_block(dumper: yaml.SafeDumper, text: _Block) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


_Dumper.add_representer(_Block, _as_block)


def _revision(path: Path) -> int:
    try:
        return read_any(path).revision
    except AnswerError:
        return 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _repaired(text: str) -> str:
    """`text` with surrogate pairs joined (JSON escapes them) and what cannot be encoded replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
