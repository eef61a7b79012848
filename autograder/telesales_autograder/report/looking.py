"""Has every submission looked at: here, or in processes where there are many. Few are in memory at a time."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from telesales_autograder.report.handed import Asked, Seen, Work, look

CHUNK = 16
"""Submissions that go to a process together."""
FEW = 100
"""Up to so many submissions starting processes takes longer than it saves."""
AHEAD = 4
"""Chunks under way for each process."""


def looked_at(works: Iterable[Work], asked: Asked, jobs: int) -> Iterator[Seen]:
    """What was found in each submission, in order."""
    works = iter(works)
    few = list(islice(works, FEW))
    if jobs == 1 or len(few) < FEW:
        yield from _look_at([*few], asked)
        for work in works:
            yield look(work, asked)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from _in_processes(pool, jobs, _chunks([*few], works), asked)


def _chunks(few: list[Work], more: Iterator[Work]) -> Iterator[list[Work]]:
    yield from (few[place : place + CHUNK] for place in range(0, len(few), CHUNK))
    while chunk := list(islice(more, CHUNK)):
        yield chunk


def _in_processes(pool: ProcessPoolExecutor, jobs: int, chunks: Iterable[list[Work]], asked: Asked) -> Iterator[Seen]:
    under_way: deque[Future[list[Seen]]] = deque()
    for chunk in chunks:
        under_way.append(pool.submit(_look_at, chunk, asked))
        if len(under_way) > jobs * AHEAD:
            yield from under_way.popleft().result()
    for pending in under_way:
        yield from pending.result()


def _look_at(works: list[Work], asked: Asked) -> list[Seen]:
    return [look(work, asked) for work in works]
