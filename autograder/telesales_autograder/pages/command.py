"""`telesales feedback`. What takes long to import is imported late: while it loads, the processes start already."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

import click

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.quick_imports import quick_imports
from telesales_autograder.engine.running import chosen, cores, progress, running
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
    tally = Tally()
    with running(context, options["assignment"], tally, form, "macht die Seiten, die noch fehlen"):
        _feedback(Options(**options), tally)


def _feedback(options: Options, tally: Tally) -> None:
    with closing(Workers(options.jobs or cores())) as workers:
        with quick_imports():
            from telesales_autograder.engine.course import Course
            from telesales_autograder.pages.gradebook import MarksBook
            from telesales_autograder.pages.run import Run, everybody

            course = Course.here(options.assignment, options.db_url)
        directory = course.directory
        with closing(MarksBook(directory.db_url, directory.course_id, options.assignment)) as book:
            students = _chosen(everybody(course, book), options)
            with progress("Seiten schreiben …", len(students)) as tell:
                Run(course, book, workers, tell, options.force, tally).make(students)


def _chosen(students: list[str], options: Options) -> list[str]:
    found = chosen(students, options.students)
    if not found:
        whose = f" von {', '.join(options.students)}" if options.students else ""
        raise GradingError(f"Zu '{options.assignment}' gibt es keine Abgabe{whose}: Nichts zu tun.")
    return found
