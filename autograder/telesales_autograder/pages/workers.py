"""Pages made here or in processes of their own, with a bounded number under way."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from functools import partial
from typing import TYPE_CHECKING

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.warm_pool import WarmPool
from telesales_autograder.pages.made import Made

if TYPE_CHECKING:
    from telesales_autograder.pages.page import Lesson
    from telesales_autograder.pages.work import Job

CHUNK = 8
"""Pages that go to a process together."""
AHEAD = 4
"""Chunks under way for each process."""
WARM = "telesales_autograder.pages.warm"
"""The module that loads all that a page needs."""


class Workers:
    """`width` processes, or this one where one is enough."""

    def __init__(self, width: int) -> None:
        """Starts them at once: the caller has other things to load meanwhile."""
        self._pool = WarmPool(width, WARM) if width > 1 else None

    def make(self, lesson: "Lesson", jobs: "Iterable[Job]", force: bool) -> Iterator[Made]:
        """What becomes of each page, in order; OSError where one cannot be written, GradingError where one dies."""
        from telesales_autograder.pages.work import make_all  # takes long to load: the processes start first

        if not self._pool:
            yield from (made for chunk in _chunks(jobs) for made in make_all(lesson, chunk, force))
            return
        try:
            yield from _in_processes(self._pool, partial(make_all, lesson, force=force), jobs)
        except BrokenExecutor:
            died = "Ein Prozess ist abgebrochen, vielleicht reichte der Speicher nicht"
            raise GradingError(f"{died}: Versuche es mit --jobs 1. Fertige Seiten bleiben.") from None

    def close(self) -> None:
        """Ends the processes."""
        if self._pool:
            self._pool.close()


def _in_processes(
    pool: WarmPool, make: "Callable[[Sequence[Job]], list[Made]]", jobs: "Iterable[Job]"
) -> Iterator[Made]:
    under_way: deque[Future[list[Made]]] = deque()
    for chunk in _chunks(jobs):
        under_way.append(pool.submit(make, chunk))
        if len(under_way) > pool.width * AHEAD:
            yield from under_way.popleft().result()
    for pending in under_way:
        yield from pending.result()


def _chunks(jobs: "Iterable[Job]") -> "Iterator[Sequence[Job]]":
    chunk: list[Job] = []
    for job in jobs:
        chunk.append(job)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
