"""What long-running commands of a course share: who is meant, how far they are, how they end, what the disk said."""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any, Protocol

import click

from telesales_autograder.engine.errors import GradingError

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Seen(Protocol):
    """Something that counts what is done with."""

    @property
    def seen(self) -> int:
        """How many."""


class Told(Seen, Protocol):
    """The counts of a run that can be told; `stopped` is the sentence on what broke it off, if anything did."""

    stopped: str | None

    @property
    def exit_code(self) -> int:
        """How the command ends."""

    def to_dict(self, assignment: str, seconds: float) -> dict[str, Any]:
        """For scripts."""

    def to_text(self, seconds: float) -> str:
        """For people."""


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def chosen(students: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Those whose names fit one of the `wanted` (with * and ?); all where none are wanted."""
    return [name for name in students if any(fnmatchcase(name, pattern) for pattern in wanted or ("*",))]


@contextmanager
def running(context: click.Context, assignment: str, tally: Told, form: str, next_run: str) -> Iterator[None]:
    """Runs the body and tells how it came out, as text or JSON; `next_run` is what the next run does then.

    Whatever stops it is told in one sentence; then the command ends with the tally's code.
    """
    begin = time.monotonic()
    try:
        yield
    except GradingError as error:
        tally.stopped = str(error)
    except OSError as error:
        tally.stopped = trouble(error, f"der nächste Lauf {next_run}")
    except KeyboardInterrupt:
        tally.stopped = "Abgebrochen. Der nächste Lauf macht da weiter."
    seconds = time.monotonic() - begin
    if form == "json":
        click.echo(json.dumps(tally.to_dict(assignment, seconds), ensure_ascii=False))
    else:
        click.echo(tally.to_text(seconds), err=bool(tally.stopped))
    context.exit(tally.exit_code)


def trouble(error: OSError, then: str) -> str:
    """What the disk said, with the way out; `then` is what happens `then`, without a capital."""
    where = f"'{error.filename}'" if error.filename else "Der Ordner des Kurses"
    if error.errno in FULL:
        return f"Der Datenträger ist voll: Schaffe Platz; {then}."
    if error.errno in FORBIDDEN:
        return f"{where} lässt sich nicht beschreiben: Gib Schreibrechte; {then}."
    return f"{where}: {error.strerror or error}. {then[:1].upper()}{then[1:]}."


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[Seen], None]]:
    """Shows a bar on the terminal (nothing where there is none) and gives what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:.0f}/s")

    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), Rate(), Remaining())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda tally: bar.update(task, completed=tally.seen)
