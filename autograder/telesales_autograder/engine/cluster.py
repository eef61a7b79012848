"""Workers on other machines: those of a running Dask cluster.

Bytes go out and results come back, so workers need this package and nothing else: no shared folder, no database. What
Dask does again because a worker died comes back once all the same, and only the one who asked enters it anywhere.
"""

import logging
import warnings
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from distributed import Client, Future, KilledWorker
from distributed.client import FutureCancelledError

import telesales
import telesales_autograder
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.pool import Pending
from telesales_autograder.engine.warm_pool import WARM
from telesales_autograder.engine.work import Lesson, Outcome, Submitted, grade_all

LOOK = 50
"""Chunks after which the workers are counted anew: some come, some go."""
PATIENCE = 5
"""Seconds without an answer after which to look whether there is a worker at all."""
TEXTS = (".py", ".yaml", ".jsonl", ".txt")
"""Files that judging comes from."""


class Cluster:
    """The workers of the scheduler at `address`, which may come and go; `width` counts their threads."""

    died: tuple[type[Exception], ...] = (KilledWorker,)

    def __init__(self, address: str, wait: float) -> None:
        """GradingError where within `wait` seconds no scheduler answers, or it has no worker."""
        for logger in ("distributed", "distributed.client"):
            logging.getLogger(logger).setLevel(logging.CRITICAL)  # what matters is told in a sentence
        warnings.filterwarnings("ignore", module="distributed", message="Sending large graph")
        self.address, self.wait, self._sent = address, wait, 0
        self._lesson: tuple[Lesson, Future] | None = None
        self._client = self._connected()
        self.width = self._threads()

    def judge(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        """Has a worker judge the chunk; GradingError where the scheduler is gone."""
        self._sent += 1
        try:
            if self._sent % LOOK == 0:
                self.width = self._threads()
            return _Answer(self, self._client.submit(judge, edition(), self._there(lesson), list(chunk), pure=False))
        except (OSError, RuntimeError):
            raise self.lost() from None

    def close(self) -> None:
        """Leaves the cluster as it was."""
        self._client.close()

    def look(self) -> None:
        """GradingError where there is no worker, not even after a while."""
        try:
            self._client.wait_for_workers(1, timeout=self.wait)
        except (TimeoutError, OSError, RuntimeError):
            way_out = f"Starte welche (dask worker {self.address} --nthreads 1)."
            raise GradingError(f"Am Scheduler {self.address} ist kein Worker: {way_out}") from None

    def lost(self) -> GradingError:
        """What is said where the scheduler is gone."""
        return GradingError(f"Die Verbindung zu {self.address} ist abgerissen. Der nächste Lauf macht da weiter.")

    def _connected(self) -> Client:
        try:
            return Client(self.address, timeout=self.wait, name="telesales-grade", set_as_default=False)
        except (OSError, ValueError, TypeError):
            way_out = "Starte ihn (dask scheduler), oder prüfe die Adresse."
            raise GradingError(f"Unter {self.address} antwortet kein Dask-Scheduler: {way_out}") from None

    def _threads(self) -> int:
        self.look()
        return max(1, sum(map(int, self._client.nthreads().values())))

    def _there(self, lesson: Lesson) -> Future:
        """The lesson, sent once. As the result of a task Dask can make it anew where a worker took it along."""
        if self._lesson is None or self._lesson[0] is not lesson:
            self._lesson = lesson, self._client.submit(_same, lesson, pure=False)
        return self._lesson[1]


class _Answer:
    """A chunk's outcomes, on their way."""

    def __init__(self, cluster: Cluster, future: Future) -> None:
        self._cluster, self._future = cluster, future

    def result(self) -> list[Outcome]:
        while True:
            try:
                outcomes: list[Outcome] = self._future.result(timeout=PATIENCE)
                return outcomes
            except TimeoutError:
                self._cluster.look()
            except (KilledWorker, GradingError):
                raise
            except FutureCancelledError:
                raise self._cluster.lost() from None
            except Exception as error:
                raise GradingError(_stranger(f"{type(error).__name__}: {error}")) from None


def judge(wanted: str, lesson: Lesson, chunk: Sequence[Submitted]) -> list[Outcome]:
    """On a worker: the outcomes; GradingError where another edition of the course would judge otherwise."""
    if edition() != wanted:
        raise GradingError(_stranger("eine andere Fassung"))
    import_module(WARM)
    return grade_all(lesson, chunk)


@lru_cache(maxsize=1)
def edition() -> str:
    """A hash of all that is installed of the course: its code, texts and word lists."""
    found = sha256()
    for package in (telesales, telesales_autograder):
        root = Path(next(iter(package.__path__)))
        for path in sorted(path for path in root.rglob("*") if path.suffix in TEXTS):
            found.update(path.relative_to(root).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _same(lesson: Lesson) -> Lesson:
    return lesson


def _stranger(what: str) -> str:
    return f"Auf einem Worker fehlt dieser Kurs ({what}): Installiere dort dasselbe Paket wie hier."
