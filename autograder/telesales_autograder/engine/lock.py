"""One grader at a time in a course."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from telesales_autograder.engine.errors import GradingError

NAME = ".telesales-grade.lock"


@contextmanager
def only_grader(folder: Path, wait: float) -> Iterator[None]:
    """Holds the course's lock, a file in `folder`; GradingError where another run still has it after `wait` seconds.

    The operating system keeps the lock: it ends with the process that holds it, however that one dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / NAME)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        busy = "Ein anderer Lauf bewertet diesen Kurs gerade"
        raise GradingError(f"{busy}: Warte, bis er fertig ist (--wait SEKUNDEN wartet von selbst).") from None
    try:
        yield
    finally:
        lock.release()
