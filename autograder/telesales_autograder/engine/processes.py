"""The grading engine's workers on this machine."""

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor

from telesales_autograder.engine.pool import Pending
from telesales_autograder.engine.warm_pool import WARM, WarmPool
from telesales_autograder.engine.work import Lesson, Submitted, grade_all


class Processes:
    """Judges in the processes of a `pool`, which the caller may have started earlier: they take a while to load."""

    died: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, width: int, pool: WarmPool | None = None) -> None:
        self.width, self._pool = width, pool or WarmPool(width, WARM)

    def judge(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        """Has a process judge the chunk."""
        return self._pool.submit(grade_all, lesson, chunk)

    def close(self) -> None:
        """Ends the processes."""
        self._pool.close()
