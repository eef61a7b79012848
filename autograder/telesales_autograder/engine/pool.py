"""Where the judging is done: in this process or in others, with a bounded number of submissions under way.

Bytes go to a worker and results come back, so that it may as well stand on another machine. A worker that dies takes
nobody with it: what was under way is tried again one by one, and who ends a worker again and again is told by name.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol

from telesales_autograder.engine.warm_pool import WARM
from telesales_autograder.engine.work import Lesson, Outcome, Submitted, Ungradable, grade_all

CHUNK = 4
"""Submissions that go to a worker together, at most."""
AHEAD = 6
"""Chunks under way for each worker: enough to go on while the results of others are written down."""
HEAVY = 8 * 1024 * 1024
"""Bytes of submissions under way, beyond which huge notebooks wait."""
TRIES = 2
"""How often a submission may end its worker."""


class Pending(Protocol):
    """Outcomes to come."""

    def result(self) -> list[Outcome]:
        """Waits for them; raises one of the workers' `died` where the worker is gone."""


class Workers(Protocol):
    """Something that judges, `width` chunks at a time."""

    width: int
    died: tuple[type[Exception], ...]

    def judge(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        """Has `grade_all` called; starts new workers where they are gone."""

    def close(self) -> None:
        """Ends the workers."""


class Here:
    """This process."""

    width = 1
    died: tuple[type[Exception], ...] = ()

    def __init__(self) -> None:
        import_module(WARM)

    def judge(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        """Judges at once."""
        return _Done(grade_all(lesson, chunk))

    def close(self) -> None:
        """Nothing was started."""


class _Done:
    def __init__(self, outcomes: list[Outcome]) -> None:
        self._outcomes = outcomes

    def result(self) -> list[Outcome]:
        return self._outcomes


_Chunk = list[Submitted]


def outcomes(workers: Workers, lesson: Lesson, submissions: Iterable[Submitted]) -> Iterator[Outcome]:
    """The outcome of each submission, in order; takes in no more submissions than the workers need next."""
    under_way: deque[tuple[_Chunk, Pending]] = deque()
    for chunk in _chunks(submissions):
        under_way.append((chunk, workers.judge(lesson, chunk)))
        while _is_enough(under_way, workers.width):
            yield from _results(workers, lesson, *under_way.popleft())
    for chunk, pending in under_way:
        yield from _results(workers, lesson, chunk, pending)


def _chunks(submissions: Iterable[Submitted]) -> Iterator[_Chunk]:
    chunk: _Chunk = []
    for submitted in submissions:
        chunk.append(submitted)
        if len(chunk) == CHUNK or _weight(chunk) > HEAVY:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _is_enough(under_way: Iterable[tuple[_Chunk, Pending]], width: int) -> bool:
    chunks = [chunk for chunk, _ in under_way]
    return len(chunks) > width * AHEAD or (len(chunks) > 1 and sum(map(_weight, chunks)) > HEAVY)


def _weight(chunk: _Chunk) -> int:
    return sum(len(file.data or b"") for s in chunk for file in (s.files.notebook, s.files.answers))


def _results(workers: Workers, lesson: Lesson, chunk: _Chunk, pending: Pending) -> list[Outcome]:
    try:
        return pending.result()
    except workers.died:
        return [_alone(workers, lesson, submitted) for submitted in chunk]


def _alone(workers: Workers, lesson: Lesson, submitted: Submitted) -> Outcome:
    for _ in range(TRIES):
        try:
            return workers.judge(lesson, [submitted]).result()[0]
        except workers.died:
            continue
    return Ungradable(submitted.student, "Das Bewerten brach ab, auch beim zweiten Versuch: Sieh die Abgabe selbst an.")
