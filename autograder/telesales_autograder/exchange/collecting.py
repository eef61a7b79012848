"""Downloads of a platform become submissions of the course: who, what, when, and what could not be taken."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from telesales_autograder.engine.running import FULL, trouble
from telesales_autograder.exchange.archive import Limits
from telesales_autograder.exchange.downloads import crowd, open_all
from telesales_autograder.exchange.errors import NEXT_RUN, Refused
from telesales_autograder.exchange.gathering import Learner, Lesson, Version, versions
from telesales_autograder.exchange.names import same, shown
from telesales_autograder.exchange.people import Directory, Person
from telesales_autograder.exchange.placing import KEPT, OLDER, REPLACED, Place, Work
from telesales_autograder.exchange.platforms import TITLES
from telesales_autograder.exchange.register import Enrolment, Register
from telesales_autograder.exchange.times import ONE_SECOND, in_utc

MOST_PROBLEMS = 5
"""Sentences about one learner; the rest is counted."""


@dataclass(frozen=True)
class Collected:
    """A learner whose work was found; `state` is one of placing's words, `time` in UTC."""

    student: str
    name: str
    state: str
    time: datetime | None
    late: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Missed:
    """What was not taken: of whom, and why in one sentence."""

    who: str
    reason: str


@dataclass
class Summary:
    """How a run went; `stopped` is the sentence where it could not go on, `zone` the platform's."""

    collected: list[Collected] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    stopped: str | None = None
    zone: ZoneInfo | None = None


@dataclass(frozen=True)
class Collection:
    """What collecting needs to know; `due` is the lesson's due date in UTC, `save` keeps the learners' names.

    With `dry` nothing is written.
    """

    place: Place
    lesson: Lesson
    register: Register
    directory: Directory
    zone: ZoneInfo
    save: Callable[[Register], None]
    due: datetime | None = None
    limits: Limits = field(default_factory=Limits)
    dry: bool = False


@dataclass(frozen=True)
class _One:
    """A learner of the downloads, as the platform's list knows them and as the course calls them."""

    learner: Learner
    person: Person
    row: Enrolment

    @property
    def who(self) -> str:
        return f"{shown(self.row.name)} ({self.row.student})" if self.row.name else self.row.student


Steps = Callable[[list[_One]], Iterable[_One]]
"""Goes through the learners, and may show how far it is."""


def collect(downloads: list[Path], platform: str | None, asked: Collection, steps: Steps = iter) -> Summary:
    """Puts the work in `downloads` into the course, and tells what happened to each learner's.

    ExchangeError where a download cannot be read or is of no known platform: then nothing was written.
    """
    summary = Summary(zone=asked.zone)
    with ExitStack() as stack:
        found = crowd(open_all(downloads, platform, asked.zone, asked.limits, stack))
        summary.missed += [Missed("Download", problem) for problem in _few(found.problems)]
        everyone = _enrolled(found.learners, asked)
        if not asked.dry:
            asked.save(asked.register)
        _take_all(steps(everyone), asked, summary)
    return summary


def _take_all(everyone: Iterable[_One], asked: Collection, summary: Summary) -> None:
    """One after the other; a full disk or the teacher's Ctrl+C end it, all else costs only the one."""
    try:
        for one in everyone:
            try:
                _take(one, asked, summary)
            except OSError as error:
                if error.errno in FULL:
                    raise
                summary.missed.append(Missed(one.who, trouble(error, NEXT_RUN)))
    except OSError as error:
        summary.stopped = trouble(error, NEXT_RUN)
    except KeyboardInterrupt:
        summary.stopped = "Abgebrochen. Ein neuer Lauf macht weiter."


def _enrolled(learners: list[Learner], asked: Collection) -> list[_One]:
    people = {one.owner: asked.directory.find(one.owner) for one in learners}
    late = {one.owner: one.late or people[one.owner].late for one in learners}
    rows = asked.register.enrol(people, late)
    everyone = [_One(one, people[one.owner], rows[one.owner]) for one in learners]
    return sorted(everyone, key=lambda one: one.row.student)


def _take(one: _One, asked: Collection, summary: Summary) -> None:
    """Puts one learner's work in place and tells what happened."""
    try:
        summary.collected += _taken(one, asked)
    except Refused as refused:
        one.learner.problems.append(str(refused))
    summary.missed += [Missed(one.who, problem) for problem in _few(one.learner.problems)]


def _taken(one: _One, asked: Collection) -> list[Collected]:
    """What was put in place: nothing where there is nothing; Refused where no other sentence says why."""
    found = versions(one.learner, asked.lesson, asked.limits)
    if not found and one.learner.problems:
        return []
    if not found:
        raise Refused(_nothing(one.learner, asked.lesson))
    newest = Work(found[0], _time(found[0], one, asked), found[0].time)
    older = [Work(version, version.time if version.time_is_said else None, version.time) for version in found[1:]]
    if asked.dry:
        state = asked.place.state(one.row.student, newest)
    else:
        state = asked.place.put(one.row.student, [newest, *older])
    notes = tuple(_notes(state, newest, len(older), one, asked))
    return [Collected(one.row.student, one.row.name, state, newest.time, one.row.late != "", notes)]


def _time(version: Version, one: _One, asked: Collection) -> datetime | None:
    """When the newest version was handed in; a mere "late" becomes the first second after the due date."""
    if one.person.time:
        return in_utc(one.person.time, asked.zone)
    if version.time_is_said:
        return version.time
    return asked.due + ONE_SECOND if one.row.late and asked.due else None


def _notes(state: str, newest: Work, older: int, one: _One, asked: Collection) -> Iterator[str]:
    beside = f"{asked.place.folder(one.row.student).name}{OLDER}"
    if state == KEPT:
        yield f"Im Kurs liegt schon eine neuere Abgabe; diese liegt in {beside}."
    if state == REPLACED:
        yield f"Die Abgabe von früher liegt in {beside}."
    if older:
        yield f"{older + 1} Fassungen: Die neueste gilt, die anderen liegen in {beside}."
    if newest.version.notebook is None:
        yield "Ohne Notebook abgegeben: Das unbearbeitete liegt bei den Antworten."
    elif renamed := next((name for name in newest.version.names if _is_renamed(name, asked.lesson)), None):
        yield f"„{shown(renamed)}“ heißt jetzt {asked.lesson.notebook}."
    if one.row.late and newest.time is None:
        yield f"Verspätet, sagt {TITLES[one.row.platform]}, aber nicht, um wie viel: Trage einen Abzug selbst ein."


def _is_renamed(name: str, lesson: Lesson) -> bool:
    return same(name).endswith(".ipynb") and same(name) != same(lesson.notebook)


def _nothing(learner: Learner, lesson: Lesson) -> str:
    names = ", ".join(sorted({shown(file.path[-1]) for file in learner.files})[:3])
    instead = f" (nur {names})" if names else ""
    return f"Weder {lesson.notebook} noch answers.yaml ist dabei{instead}: Bitte um das Notebook."


def _few(problems: list[str]) -> Iterator[str]:
    distinct = list(dict.fromkeys(problems))
    yield from distinct[:MOST_PROBLEMS]
    if len(distinct) > MOST_PROBLEMS:
        yield f"… und {len(distinct) - MOST_PROBLEMS} Sätze mehr von dieser Art."
