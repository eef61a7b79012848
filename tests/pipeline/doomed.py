"""`telesales` that kills itself and all its processes: python doomed.py STEP ARGUMENTS…, leading a process group.

A step is a change to a file or folder below the current one, or a statement to the database or its commit; the kill
comes right before step number STEP. The file `begun` is there from the first step on, and where STEP is never reached,
the file `steps` says how many there were.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

CHANGES = {"os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir", "shutil.rmtree"}
SMALL_BATCH = 15
"""Submissions in one transaction, so that a small course has several."""


class Clock:
    """Counts steps up to the last one."""

    def __init__(self, last: int) -> None:
        self.last, self.steps, self.here = last, 0, str(Path.cwd())

    def step(self, *_: Any) -> None:
        if not self.steps:
            Path("begun").touch()
        self.steps += 1
        if self.steps == self.last:
            os.killpg(0, signal.SIGKILL)

    def hears(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python says beforehand what it does to files."""
        if event in CHANGES and self.is_below(arguments[0]):
            self.step()

    def is_below(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and str(Path.cwd() / path).startswith(self.here)


def halve_writes(clock: Clock) -> None:
    """Each file is there half for a step."""
    write = Path.write_bytes

    def in_halves(path: Path, data: Any) -> int:
        write(path, bytes(data)[: len(data) // 2])
        clock.step()
        return write(path, data)

    Path.write_bytes = in_halves  # type: ignore[method-assign]


def watch_statements(clock: Clock) -> None:
    from sqlalchemy import Engine, event

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, clock.step)


def main() -> None:
    from telesales.cli import main as telesales
    from telesales_autograder.engine import run

    clock, run.BATCH = Clock(int(sys.argv[1])), SMALL_BATCH
    halve_writes(clock)
    watch_statements(clock)
    sys.addaudithook(clock.hears)
    try:
        telesales(sys.argv[2:])
    finally:
        Path("steps").write_text(str(clock.steps), encoding="utf-8")


if __name__ == "__main__":
    main()
