"""Pages made here or in processes of their own, with a bounded number under way."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from importlib import import_module

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.pages.page import Lesson
from telesales_autograder.pages.work import Job, Made, make_all

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
        self._width, self._pool = width, _started(width) if width > 1 else None

    def make(self, lesson: Lesson, jobs: Iterable[Job], force: bool) -> Iterator[Made]:
        """What becomes of each page, in order; OSError where one cannot be written, GradingError where one dies."""
        if not self._pool:
            yield from (made for chunk in _chunks(jobs) for made in make_all(lesson, chunk, force))
            return
        try:
            yield from _in_processes(self._pool, self._width, lesson, jobs, force)
        except BrokenExecutor:
            died = "Ein Prozess ist abgebrochen, vielleicht reichte der Speicher nicht"
            raise GradingError(f"{died}: Versuche es mit --jobs 1. Fertige Seiten bleiben.") from None

    def close(self) -> None:
        """Ends the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _in_processes(
    pool: ProcessPoolExecutor, width: int, lesson: Lesson, jobs: Iterable[Job], force: bool
) -> Iterator[Made]:
    under_way: deque[Future[list[Made]]] = deque()
    for chunk in _chunks(jobs):
        under_way.append(pool.submit(make_all, lesson, chunk, force))
        if len(under_way) > width * AHEAD:
            yield from under_way.popleft().result()
    for pending in under_way:
        yield from pending.result()


def _chunks(jobs: Iterable[Job]) -> Iterator[Sequence[Job]]:
    chunk: list[Job] = []
    for job in jobs:
        chunk.append(job)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _started(width: int) -> ProcessPoolExecutor:
    """As the grading engine's: no bare fork, which would copy this process's locks and its open database."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload([WARM])
    pool = ProcessPoolExecutor(width, mp_context=context, initializer=_begin)
    for _ in range(width):
        pool.submit(os.getpid)  # processes start with the first tasks
    return pool


def _begin() -> None:
    """In each new process: all is loaded, and interrupts are the parent's business."""
    import_module(WARM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
