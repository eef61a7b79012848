"""What one learner handed in: the newest version of notebook and answers, and the older ones beside it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from telesales.answers import MAX_BYTES as MAX_ANSWERS
from telesales_autograder.exchange.archive import MIB, Entry, Limits, Meter, opened_inside
from telesales_autograder.exchange.errors import Refused
from telesales_autograder.exchange.names import same, shown
from telesales_autograder.exchange.platforms import Owner, Parts
from telesales_autograder.submission import MAX_NOTEBOOK

JUNK_FOLDERS = {"__macosx", ".ipynb_checkpoints"}

_ANSWERS = re.compile(r"answers(?:[-_ ]?\(?\d+\)?| - kopie.*|-copy\d*)?\.ya?ml")
_COPY = re.compile(r"(?:[-_ ]|-copy| ?\()(?P<number>\d{1,6})\)?$| - kopie(?: \((?P<german>\d{1,6})\))?$")


Newness = tuple[datetime, int, bool, int, int, int]
"""Orders what a learner handed in; larger is newer, or the better guess."""


@dataclass(frozen=True)
class File:
    """A file of a learner: its own path and the entry.

    `time` is when it was handed in where the download says so (`time_is_said`), else when the download was made.
    `upload` is the platform's number of the upload (0: none), `place` the place in the download number `download`.
    """

    path: Parts
    entry: Entry
    time: datetime
    time_is_said: bool = False
    upload: int = 0
    place: int = 0
    download: int = 0

    @property
    def name(self) -> str:
        """The file's name for comparing: case and composed characters do not count."""
        return same(self.path[-1])

    @property
    def newness(self) -> Newness:
        """By time and upload; then what lies less deep, then a copy's number, then the first of a download."""
        is_notebook = self.name.endswith(".ipynb")
        return self.time, self.upload, is_notebook, -len(self.path), copy_number(self.name), -self.place


@dataclass
class Learner:
    """A learner of one or more downloads with all their files; `problems` tell what of it cannot be taken."""

    owner: Owner
    files: list[File] = field(default_factory=list)
    late: bool = False
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Version:
    """What was handed in at one time; `newness` orders versions, `names` are the files' own names."""

    newness: Newness
    time_is_said: bool
    notebook: bytes | None = None
    answers: bytes | None = None
    names: tuple[str, ...] = ()

    @property
    def time(self) -> datetime:
        """When it was handed in, where that is said, else a time before which it was."""
        return self.newness[0]

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same work."""
        parts = (part if part is not None else b"-" for part in (self.notebook, self.answers))
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@dataclass(frozen=True)
class Lesson:
    """What the collected notebook is called (with its ending), and what those of other lessons are called."""

    notebook: str
    others: frozenset[str] = frozenset()

    @property
    def stem(self) -> str:
        """The notebook's name for comparing."""
        return same(self.notebook.removesuffix(".ipynb"))

    def is_other(self, name: str) -> bool:
        """Whether a file's name says that it belongs to another lesson."""
        return any(name.startswith(same(other)) for other in self.others) and not name.startswith(self.stem)


def versions(learner: Learner, lesson: Lesson, limits: Limits) -> list[Version]:
    """All versions that a learner handed in, the newest first; what cannot be read is told in `learner.problems`.

    Refused where there are too many files to look at.
    """
    meter = Meter(limits.unpacked, f"Mehr als {limits.unpacked // MIB} MiB: Der Rest der Abgabe wurde übergangen.")
    if len(learner.files) > limits.files:
        raise Refused(f"Die Abgabe besteht aus mehr als {limits.files} Dateien und wurde nicht übernommen.")
    downloads: dict[int, list[File]] = defaultdict(list)
    for file in learner.files:
        downloads[file.download].append(file)
    found = [one for files in downloads.values() for one in _together(list(_read(learner, files, lesson, meter)))]
    distinct = {one.fingerprint: one for one in sorted(found, key=lambda one: one.newness)}
    return sorted(distinct.values(), key=lambda one: one.newness, reverse=True)


def _together(found: list[Version]) -> list[Version]:
    """A notebook and answers that lie in two folders of a download are one version, where there is just one of each."""
    notebooks = [one for one in found if one.answers is None]
    answers = [one for one in found if one.notebook is None]
    if len(found) != 2 or len(notebooks) != 1 or len(answers) != 1:
        return found
    [one], [other] = notebooks, answers
    newest = max(one, other, key=lambda version: version.newness)
    return [Version(newest.newness, newest.time_is_said, one.notebook, other.answers, one.names + other.names)]


def _read(learner: Learner, files: list[File], lesson: Lesson, meter: Meter) -> Iterator[Version]:
    yield from _pairs(learner, files, lesson, meter)
    for file in files:
        if file.name.endswith(".zip") and not _is_junk(file.path):
            yield from _unzipped(learner, file, lesson, meter)


def _unzipped(learner: Learner, file: File, lesson: Lesson, meter: Meter) -> list[Version]:
    """What lies in a zip file that the learner handed in, one level deep."""
    try:
        with opened_inside(file.entry, MAX_NOTEBOOK, meter) as entries:
            inner = [_inside(file, entry, place) for place, entry in enumerate(entries) if not entry.problem]
            learner.problems += [entry.problem for entry in entries if entry.problem]
            zips = [one for one in inner if one.name.endswith(".zip") and not _is_junk(one.path)]
            learner.problems += [f"„{shown(one.path[-1])}“ liegt in einem Zip im Zip und bleibt zu." for one in zips]
            return list(_pairs(learner, inner, lesson, meter))
    except Refused as refused:
        learner.problems.append(str(refused))
        return []


def _inside(outer: File, entry: Entry, place: int) -> File:
    """Times in a learner's own zip are the learner's claim: the download's time counts."""
    return replace(outer, path=(*outer.path, *entry.parts), entry=entry, place=place)


def _pairs(learner: Learner, files: Iterable[File], lesson: Lesson, meter: Meter) -> Iterator[Version]:
    """Notebook and answers that lie in one folder belong together; older ones of a folder stand alone."""
    folders: dict[Parts, list[File]] = defaultdict(list)
    for file in files:
        if not _is_junk(file.path):
            folders[file.path[:-1]].append(file)
    for folder in folders.values():
        notebooks = _contents(learner, _notebooks(learner, folder, lesson), MAX_NOTEBOOK, meter)
        answers = _contents(learner, [one for one in folder if _ANSWERS.fullmatch(one.name)], MAX_ANSWERS, meter)
        if notebooks or answers:
            yield _version(notebooks[:1], answers[:1])
        yield from (_version([one], []) for one in notebooks[1:])
        yield from (_version([], [one]) for one in answers[1:])


def _version(notebook: list[tuple[File, bytes]], answers: list[tuple[File, bytes]]) -> Version:
    files = [file for file, _ in (*notebook, *answers)]
    newest = max(files, key=lambda file: file.newness)
    written, chosen = (found[0][1] if found else None for found in (notebook, answers))
    return Version(newest.newness, newest.time_is_said, written, chosen, tuple(file.path[-1] for file in files))


def _notebooks(learner: Learner, folder: list[File], lesson: Lesson) -> list[File]:
    """The lesson's notebooks: those that carry its name; else those of any name but another lesson's."""
    found = [file for file in folder if file.name.endswith(".ipynb")]
    own = [file for file in found if file.name.startswith(lesson.stem)]
    other = [file for file in found if lesson.is_other(file.name)]
    if other and len(other) == len(found):
        learner.problems.append(f"„{shown(other[0].path[-1])}“ gehört zu einer anderen Lektion.")
    return own or [file for file in found if file not in other]


def _contents(learner: Learner, files: Iterable[File], limit: int, meter: Meter) -> list[tuple[File, bytes]]:
    """What can be read, the newest first."""
    read: list[tuple[File, bytes]] = []
    for file in sorted(files, key=lambda file: file.newness, reverse=True):
        try:
            read.append((file, file.entry.read(limit, meter)))
        except Refused as refused:
            learner.problems.append(str(refused))
    return read


def _is_junk(path: Parts) -> bool:
    """Whether an operating system or Jupyter left the file there."""
    return any(same(part) in JUNK_FOLDERS for part in path[:-1]) or path[-1].startswith((".", "~"))


def copy_number(name: str) -> int:
    """The number that a browser or platform put behind a name: 2 for "3-rewrite (2).ipynb", 0 where there is none."""
    found = _COPY.search(same(name).rpartition(".")[0])
    return int(found["number"] or found["german"] or 1) if found else 0
