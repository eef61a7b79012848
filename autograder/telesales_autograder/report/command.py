"""`telesales report`. What needs nbgrader is imported late: `telesales --help` stays quick."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.running import cores

if TYPE_CHECKING:
    from telesales_autograder.report.handed import Seen

FAILED = 2
FEWEST = 5
"""Learners from whom on a report can be without names."""


@click.command()
@click.argument("assignment")
@click.option("--anonymous", is_flag=True, help="Für die Klasse: ohne Namen, lange Zitate und Paare.")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("report"), metavar="ORDNER",
    show_default=True, help="Wohin.",
)  # fmt: skip
@click.option("--db", "db_url", metavar="URL", help="Das Notenbuch (sonst das der nbgrader_config.py).")
@click.option(
    "--before", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="ORDNER",
    help="Ein früherer Stand (Kursordner oder submitted/): zeigt den Fortschritt.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), help="So viele Prozesse (sonst einer je Kern).")
@click.pass_context
def report(
    context: click.Context,
    assignment: str,
    anonymous: bool,
    output: Path,
    db_url: str | None,
    before: Path | None,
    jobs: int | None,
) -> None:
    """Schreibt einen Bericht über alle Abgaben zu ASSIGNMENT (zum Beispiel 3-rewrite), als Seite und als Notebook.

    Im Ordner des Kurses aufzurufen, nach 'telesales grade'. Endet mit 0, oder mit 2, wenn es nichts zu berichten gibt.
    """
    try:
        paths = _report(assignment, anonymous, output, db_url, before, jobs or cores())
    except GradingError as error:
        click.echo(str(error), err=True)
        context.exit(FAILED)
    except OSError as error:
        click.echo(f"{error.strerror}: '{error.filename}'. Der Bericht fehlt oder ist der alte.", err=True)
        context.exit(FAILED)
    for path in paths:
        click.echo(f"geschrieben: {path}")


def _report(
    assignment: str, anonymous: bool, output: Path, db_url: str | None, before: Path | None, jobs: int
) -> list[Path]:
    from telesales_autograder.engine.course import Course
    from telesales_autograder.exchange.writing import write
    from telesales_autograder.report import gradebook
    from telesales_autograder.report.classroom import Classroom
    from telesales_autograder.report.pages import notebook, page
    from telesales_autograder.report.parts import lesson_title
    from telesales_autograder.report.view import sections

    course = Course.here(assignment, db_url)
    _ = course.release  # a wrong folder or name is told before a gradebook is opened
    grades = gradebook.read(course.directory.db_url, course.directory.course_id, assignment)
    if anonymous and len(grades.rows) < FEWEST:
        raise GradingError(f"Bei weniger als {FEWEST} Abgaben bleibt niemand unerkannt: Es gibt keinen Bericht.")
    parts = sections(Classroom(course, before).found(grades, anonymous, jobs, _watched))
    name = f"{assignment}{'-anonymous' if anonymous else ''}"
    content = (lesson_title(assignment), anonymous, parts)
    files = {f"{name}.html": page(*content).encode(), f"{name}.ipynb": notebook(*content)}
    for file, data in files.items():
        write(output / file, data)
    return [output / file for file in files]


def _watched(seen: Iterable["Seen"], number: int) -> Iterable["Seen"]:
    console = Console(stderr=True)
    return track(seen, "Ansehen …", number, console=console, transient=True, disable=not console.is_terminal)
