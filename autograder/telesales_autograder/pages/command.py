"""`telesales feedback`. What needs nbgrader is imported late: while it loads, the processes start already."""

import json
import os
import time
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import click

from telesales_autograder.engine.command import FORBIDDEN, FULL
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.quick_imports import quick_imports
from telesales_autograder.pages.tally import Tally
from telesales_autograder.pages.workers import Workers


@dataclass(frozen=True)
class Options:
    """Whose pages are to be made, and how."""

    assignment: str
    students: tuple[str, ...]
    force: bool
    jobs: int | None
    db_url: str | None


@click.command()
@click.argument("assignment")
@click.option("--student", "students", multiple=True, metavar="NAME", help="Nur diese (mehrmals möglich, mit * und ?).")
@click.option("--force", is_flag=True, help="Auch Seiten ersetzen, die 'nbgrader generate_feedback' gemacht hat.")
@click.option("--jobs", type=click.IntRange(1), help="So viele Prozesse (sonst einer je Kern).")
@click.option("--db", "db_url", metavar="URL", help="Das Notenbuch (sonst das der nbgrader_config.py).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Ausgabe."
)
@click.pass_context
def feedback(context: click.Context, /, form: str, **options: Any) -> None:
    """Schreibt zu ASSIGNMENT (zum Beispiel 3-rewrite) für alle, die bewertet sind, eine Seite mit der Rückmeldung.

    Im Ordner des Kurses aufzurufen. Die Seiten liegen danach in feedback/; 'nbgrader release_feedback' gibt sie aus.
    Endet mit 0, wenn alle Seiten da sind, mit 1, wenn einzelne fehlen, mit 2, wenn nichts ging.
    """
    begin, tally = time.monotonic(), Tally()
    try:
        _feedback(Options(**options), tally)
    except GradingError as error:
        tally.stopped = str(error)
    except OSError as error:
        tally.stopped = _sentence(error)
    except KeyboardInterrupt:
        tally.stopped = "Abgebrochen. Der nächste Lauf macht da weiter."
    seconds = time.monotonic() - begin
    if form == "json":
        click.echo(json.dumps(tally.to_dict(options["assignment"], seconds), ensure_ascii=False))
    else:
        click.echo(tally.to_text(seconds), err=bool(tally.stopped))
    context.exit(tally.exit_code)


def _feedback(options: Options, tally: Tally) -> None:
    with closing(Workers(options.jobs or _cores())) as workers:
        with quick_imports():
            from telesales_autograder.engine.course import Course
            from telesales_autograder.pages.gradebook import MarksBook
            from telesales_autograder.pages.progress import progress
            from telesales_autograder.pages.run import Run, everybody

            course = Course.here(options.assignment, options.db_url)
        directory = course.directory
        with closing(MarksBook(directory.db_url, directory.course_id, options.assignment)) as book:
            students = _chosen(everybody(course, book), options)
            with progress(len(students)) as tell:
                Run(course, book, workers, tell, options.force, tally).make(students)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chosen(students: list[str], options: Options) -> list[str]:
    wanted = options.students or ("*",)
    chosen = [student for student in students if any(fnmatchcase(student, name) for name in wanted)]
    if not chosen:
        whose = f" von {', '.join(options.students)}" if options.students else ""
        raise GradingError(f"Zu '{options.assignment}' gibt es keine Abgabe{whose}: Nichts zu tun.")
    return chosen


def _sentence(error: OSError) -> str:
    where = f"'{error.filename}'" if error.filename else "der Ordner des Kurses"
    if error.errno in FULL:
        return "Der Datenträger ist voll: Schaffe Platz; der nächste Lauf macht die Seiten, die noch fehlen."
    if error.errno in FORBIDDEN:
        return f"Hier darf nicht geschrieben werden: {where}. Gib dem Ordner Schreibrechte."
    return f"{where}: {error.strerror or error}. Der nächste Lauf macht die Seiten, die noch fehlen."
