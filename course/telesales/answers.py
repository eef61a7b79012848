"""A learner's answers on disk: read as hostile, written so that nothing is lost.

One `answers.yaml` beside the notebook holds what a learner wrote. Everything read here may have been made by
anybody: size, encoding, links, depth and names are checked before a word is believed.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from telesales.loading import load_call
from telesales.model import Script
from telesales.strict_yaml import YamlError, parse

FILE_NAME = "answers.yaml"
MIME_TYPE = "application/vnd.telesales.answers+json"
"""The data output that carries the answers inside the notebook: {"answers": <the file's text>}."""

MAX_BYTES = 64 * 1024

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


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """At most `limit` bytes of a regular file that is no link; AnswerError otherwise.

    Opened without following a link and without waiting, so that a link to /etc/passwd or a named pipe is harmless.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise AnswerError(f"{path.name} fehlt: Öffne das Notebook, schreibe deine Zeilen und gib es noch einmal ab.") from None
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
        raise AnswerError(f"{path.name} ist größer als {limit // 1024} KiB: Kürze deine Zeilen und gib die Datei neu ab.")
    return data


def _read_at_most(handle: int, count: int) -> bytes:
    data = b""
    while len(data) < count and (piece := os.read(handle, count - len(data))):
        data += piece
    return data


def parse_answers(data: bytes, name: str = FILE_NAME) -> Script:
    """The script in `data`; AnswerError with one German sentence where it is not an answer to a known exercise."""
    if len(data) > MAX_BYTES:
        raise AnswerError(f"{name} ist größer als {MAX_BYTES // 1024} KiB: Kürze deine Zeilen und gib die Datei neu ab.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError(f"{name} ist nicht in UTF-8 geschrieben: Speichere die Datei im Editor als UTF-8.") from None
    try:
        content = parse(text)
    except YamlError as error:
        problem = _YAML_PROBLEMS[error.reason].format(detail=error.detail)
        raise AnswerError(f"{name}, Zeile {error.line}: Die Datei {problem}.") from None
    return script_from(content, name)


def script_from(content: Any, name: str = FILE_NAME) -> Script:
    """The script in parsed `content`; AnswerError where keys, lines or the exercise are not what they should be."""
    if content in (None, ""):
        raise AnswerError(f"{name} ist leer: Schreibe deine Zeilen im Notebook und gib es noch einmal ab.")
    if not isinstance(content, Mapping):
        raise AnswerError(f"{name} enthält keine Einträge der Form 'lines:': Lass das Notebook die Datei schreiben.")
    for key in content:
        if key not in Script.model_fields:
            raise AnswerError(f"{name}: Der Eintrag '{_short(key)}' ist unbekannt; erlaubt sind {', '.join(Script.model_fields)}.")
    lines = content.get("lines") or {}
    if not isinstance(lines, Mapping):
        raise AnswerError(f"{name}: Unter 'lines' wird für jede Zeile ein Name mit Text erwartet, zum Beispiel 'C1: Guten Abend …'.")
    _check_exercise(content, lines, name)
    try:
        return Script.model_validate({**content, "lines": {key: _repaired(text) for key, text in lines.items()}})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise AnswerError(f"{name}: Der Eintrag '{_short(place)}' ist ungültig; lass das Notebook die Datei schreiben.") from None


def _check_exercise(content: Mapping[str, Any], lines: Mapping[str, Any], name: str) -> None:
    try:
        call = load_call(content.get("call", "")) if content.get("call") in known_calls() else None
    except ValueError:
        call = None
    if call is None:
        raise AnswerError(f"{name}: Der Anruf '{_short(content.get('call'))}' ist unbekannt; es gibt {', '.join(known_calls())}.")
    exercise = call.exercises.get(content["exercise"]) if isinstance(content.get("exercise"), str) else None
    if exercise is None:
        known = ", ".join(call.exercises)
        raise AnswerError(f"{name}: Die Übung '{_short(content.get('exercise'))}' ist unbekannt; es gibt {known}.")
    slots = [slot.id for slot in exercise.slots]
    for key, text in lines.items():
        if key not in slots:
            raise AnswerError(f"{name}: Die Zeile '{_short(key)}' gehört nicht zur Übung; es gibt {', '.join(slots)}.")
        if not isinstance(text, str):
            raise AnswerError(f"{name}: Die Zeile '{key}' ist kein Text, sondern eine Liste oder Gruppe; schreibe sie als einen Text.")


def known_calls() -> tuple[str, ...]:
    """The ids of the calls that this package carries."""
    return ("facebook-skype",)


def write_answers(path: Path, script: Script, expected_revision: int | None = None) -> Script:
    """Writes `script` in place of `path`, whole or not at all, and returns it with its new revision.

    RevisionConflict where `expected_revision` is given and the file has another one; OSError where the folder
    cannot be written to. The mode follows the umask, so that a grader under another account can read the file.
    """
    current = _revision(path)
    if expected_revision is not None and current != expected_revision:
        raise RevisionConflict(f"{path.name} wurde inzwischen an anderer Stelle geändert (ein zweiter Tab?): Nichts wurde überschrieben.")
    saved = script.model_copy(update={"revision": current + 1})
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(to_yaml(saved))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return saved


def to_yaml(script: Script) -> str:
    """The script as readable YAML, each line a `|-` block where its characters allow it."""
    entries: dict[str, Any] = {"call": script.call, "exercise": script.exercise}
    if script.facts:
        entries["facts"] = script.facts
    entries |= {"revision": script.revision, "lines": {key: _Block(text) for key, text in script.lines.items()}}
    return yaml.dump(entries, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Block(str):
    """A text that is written as a block."""


class _Dumper(yaml.SafeDumper):
    """Writes blocks as blocks."""


_Dumper.add_representer(_Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"))


def _revision(path: Path) -> int:
    try:
        return read_answers(path).revision
    except AnswerError:
        return 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _repaired(text: str) -> str:
    """`text` with surrogate pairs joined (JSON escapes them) and what cannot be encoded replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
