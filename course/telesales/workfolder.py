"""Copies the released lessons into a learner's work folder, and never touches what a learner made there."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from telesales.answers import FILE_NAME, MIME_TYPE, AnswerError, read_any

MANIFEST = ".telesales.json"
"""Which file was copied with which fingerprint: a file that still has it is not the learner's work yet."""


class NoLessons(RuntimeError):
    """The released lessons are nowhere to be found; the text says what to do."""


@dataclass
class Copied:
    """What a copy did, as paths relative to the work folder.

    `kept` are newer here than they came, or the learner's; `beside` are the new editions laid beside some of them, and
    `waiting` those of the kept ones that have a new edition which was not brought.
    """

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def released() -> Path:
    """The folder of released lessons: the installed package's, else the repository's; NoLessons where neither is."""
    package = Path(str(files("telesales")))
    for folder in (package / "release", package.parent.parent / "release"):
        if (folder / "start.ipynb").is_file():
            return folder
    raise NoLessons(
        "Die Lektionen fehlen (release/start.ipynb): Erzeuge sie mit 'telesales build' oder installiere den Kurs neu."
    )


def is_work_folder(folder: Path) -> bool:
    """Whether lessons were copied there before."""
    return (folder / MANIFEST).is_file()


def copy_lessons(source: Path, target: Path, beside: bool = False) -> Copied:
    """Copies what is missing or unchanged since the last copy from `source` to `target`.

    A file that the learner changed, answers, and links stay as they are; with `beside`, where the edition in `source`
    is a new one too, it is laid next to such a file under a name of its own. OSError where `target` cannot be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    hashes, copied = _hashes(target), Copied()
    for path in _lesson_files(source):
        name = path.relative_to(source).as_posix()
        _copy(path.read_bytes(), target, name, hashes, copied, beside)
    _replace(target / MANIFEST, json.dumps(hashes, indent=1, sort_keys=True).encode() + b"\n")
    return copied


def _copy(data: bytes, folder: Path, name: str, hashes: dict[str, str], copied: Copied, beside: bool) -> None:
    target = folder / name
    exists = target.is_symlink() or target.exists()
    there, new, last = _fingerprint_of(target), fingerprint(name, data), hashes.get(name)
    if exists and there == new:
        hashes[name] = new
    elif exists and (there is None or there != last):
        copied.kept.append(name)
        if new != last and beside:
            _lay_beside(data, folder, name, copied)
            hashes[name] = new  # Offered once: the same edition is not laid there again.
        elif new != last:
            copied.waiting.append(name)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
        hashes[name] = new
        (copied.updated if exists else copied.new).append(name)


def _lay_beside(data: bytes, folder: Path, name: str, copied: Copied) -> None:
    path = PurePosixPath(name)
    names = (path.with_name(f"{path.stem} (neu {number}){path.suffix}") for number in count(2))
    free = next(one for one in names if not os.path.lexists(folder / one))
    _replace(folder / free, data)
    copied.beside.append(free.as_posix())


def _lesson_files(source: Path) -> Iterator[Path]:
    for path in sorted(source.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
        if path.is_file() and not hidden and path.name != FILE_NAME:
            yield path


def _fingerprint_of(path: Path) -> str | None:
    """The fingerprint of a file in the work folder; None for a link or a folder, which are never replaced."""
    if path.is_symlink() or not path.is_file():
        return None
    return fingerprint(path.name, path.read_bytes(), carries=not _answers_are_safe(path.parent))


def _answers_are_safe(folder: Path) -> bool:
    """Whether the answers lie in a usable file of their own: then what the notebook carries is only a copy."""
    try:
        read_any(folder / FILE_NAME)
    except AnswerError:
        return False
    return True


def fingerprint(name: str, data: bytes, carries: bool = True) -> str:
    """A SHA-256 of what a person wrote in the file.

    For a notebook these are its cells' texts and, with `carries`, the answers in its outputs: JupyterLab saves a
    notebook anew, with other metadata, as soon as it is opened, and that alone is no work to keep.
    """
    return hashlib.sha256(_written(data, carries) if name.endswith(".ipynb") else data).hexdigest()


def _written(notebook: bytes, carries: bool) -> bytes:
    try:
        cells = json.loads(notebook)["cells"]
        parts = [[cell["cell_type"], "".join(cell["source"]), _carried(cell) if carries else []] for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError):
        return notebook
    return json.dumps(parts, sort_keys=True).encode()


def _carried(cell: dict[str, Any]) -> list[Any]:
    return [output["data"][MIME_TYPE] for output in cell.get("outputs", ()) if MIME_TYPE in output.get("data", {})]


def _hashes(target: Path) -> dict[str, str]:
    """The manifest's hashes; none where it is missing or spoilt: then every file counts as the learner's."""
    try:
        content = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(data)
    temporary.replace(path)
