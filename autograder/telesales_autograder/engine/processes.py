"""Workers on this machine: processes that have loaded what judging needs, and nothing of Jupyter."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from importlib import import_module

from telesales_autograder.engine.pool import WARM, Pending
from telesales_autograder.engine.work import Lesson, Submitted, grade_all


class Processes:
    """`width` worker processes; they end with the process that started them, however that one ends."""

    died: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, width: int) -> None:
        self.width = width
        self._pool = self._started()

    def submit(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        """Has a process judge the chunk."""
        try:
            return self._pool.submit(grade_all, lesson, chunk)
        except BrokenExecutor:
            self._pool = self._started()
            return self._pool.submit(grade_all, lesson, chunk)

    def close(self) -> None:
        """Ends the processes."""
        self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self.width, mp_context=_context(), initializer=_begin)
        for _ in range(self.width):
            pool.submit(os.getpid)  # a process starts with a task, and loads while the caller loads other things
        return pool


def _context() -> multiprocessing.context.BaseContext:
    """Never a bare fork: a copy of this process would hold its lock, its database and its threads' locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    return context


def _begin() -> None:
    """In each new process: all is loaded, interrupts are the parent's business, and without the parent nobody waits."""
    import_module(WARM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_the_parent, daemon=True).start()


def _leave_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
