"""The progress bar of a run: how many of how many, how many a second, how long still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from telesales_autograder.pages.tally import Tally


class _Rate(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.finished_speed or task.speed or 0:.0f}/s")


@contextmanager
def progress(total: int) -> Iterator[Callable[[Tally], None]]:
    """Shows a bar on the terminal (nothing where there is none) and gives what moves it."""
    console = Console(stderr=True)
    columns = (TextColumn("Seiten schreiben …"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda tally: bar.update(task, completed=tally.seen)
