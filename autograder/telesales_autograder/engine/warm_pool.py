"""Processes on this machine that load one module each while the caller loads other things; cheap to import itself."""

import multiprocessing
import multiprocessing.forkserver
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from importlib import import_module
from typing import ParamSpec, TypeVar

WARM = "telesales_autograder.engine.warm"
"""The module that loads all that judging needs."""

P = ParamSpec("P")
T = TypeVar("T")


class WarmPool:
    """`width` processes with the module `warm`; they end with the process that started them, however that one ends."""

    def __init__(self, width: int, warm: str) -> None:
        """Returns at once: the module is loaded while the caller loads other things."""
        self.width, self._warm = width, warm
        self._context = _context(warm)
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has a process do it; starts new processes where they are gone."""
        try:
            return self._started().submit(task, *args, **kwargs)
        except BrokenExecutor:
            self._pool = None
            return self._started().submit(task, *args, **kwargs)

    def close(self) -> None:
        """Ends the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if not self._pool:
            self._pool = ProcessPoolExecutor(self.width, self._context, _begin, (self._warm,))
        return self._pool


def _context(warm: str) -> multiprocessing.context.BaseContext:
    """Never a bare fork: a copy of this process would hold its lock, its database and its threads' locks.

    The first process to be started waits until the server of the others has loaded its module, so that server begins
    here and now.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([warm])
    multiprocessing.forkserver.ensure_running()
    return context


def _begin(warm: str) -> None:
    """In each new process: all is loaded, interrupts are the parent's business, and without the parent nobody waits."""
    import_module(warm)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_the_parent, daemon=True).start()


def _leave_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
