"""`telesales collect`. What needs nbgrader is imported late: `telesales --help` stays quick."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from rich.console import Console
from rich.progress import track

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.running import trouble
from telesales_autograder.exchange.errors import NEXT_RUN, ExchangeError

if TYPE_CHECKING:
    from telesales_autograder.engine.course import Course
    from telesales_autograder.exchange.collecting import Collection, Summary

T = TypeVar("T")

WAIT = 10
"""Seconds that another run may keep the course."""


@click.command()
@click.argument("assignment")
@click.argument("downloads", nargs=-1, required=True, metavar="ZIP…", type=click.Path(path_type=Path))
@click.option(
    "--from", "platform", type=click.Choice(["moodle", "ilias", "canvas"]), help="Woher (sonst selbst erkannt)."
)
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Namen und Zeiten: Moodles Bewertungstabelle, Canvas' Notenbuch oder eine ähnliche Liste.",
)
@click.option("--timezone", default="Europe/Berlin", show_default=True, help="In welcher Zone die Plattform rechnet.")
@click.option("--dry-run", "dry", is_flag=True, help="Nur zeigen, was geschähe.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Ausgabe."
)
@click.pass_context
def collect(context: click.Context, /, form: str, **options: Any) -> None:
    """Legt heruntergeladene Abgaben zu ASSIGNMENT (zum Beispiel 3-rewrite) in submitted/ ab.

    Nimmt die Zip-Dateien, die Moodle, ILIAS und Canvas mit allen Abgaben anbieten. Im Ordner des Kurses aufzurufen.
    Endet mit 0, wenn alles übernommen ist, mit 1, wenn einzelnes nicht, mit 2, wenn nichts ging.
    """
    try:
        from telesales_autograder.exchange.collecting import Summary
        from telesales_autograder.exchange.summary import exit_code, show, to_dict
    except ModuleNotFoundError as error:
        raise click.ClickException(f"Es fehlt {error.name}: pip install 'telesales-course[instructor]'") from None
    try:
        summary = _collected(**options)
    except (ExchangeError, GradingError) as error:
        summary = Summary(stopped=str(error))
    except OSError as error:
        summary = Summary(stopped=trouble(error, NEXT_RUN))
    if form == "json":
        click.echo(json.dumps(to_dict(summary, options["assignment"], options["dry"]), ensure_ascii=False))
    else:
        show(summary, options["dry"], Console(highlight=False))
    context.exit(exit_code(summary))


def _collected(
    assignment: str, downloads: tuple[Path, ...], platform: str | None, names: Path | None, timezone: str, dry: bool
) -> "Summary":
    from telesales_autograder.engine.course import Course
    from telesales_autograder.engine.lock import only_grader
    from telesales_autograder.exchange.collecting import collect as run

    course = Course.here(assignment)
    asked = _asked(course, names, _zone(timezone), dry)
    with ExitStack() as stack:
        if not dry:
            stack.enter_context(only_grader(course.lock_folder, WAIT))
        return run(list(downloads), platform, asked, _with_progress)


def _asked(course: "Course", names: Path | None, zone: ZoneInfo, dry: bool) -> "Collection":
    from telesales_autograder.exchange.collecting import Collection
    from telesales_autograder.exchange.gathering import Lesson
    from telesales_autograder.exchange.grades import due_date
    from telesales_autograder.exchange.people import Directory, people
    from telesales_autograder.exchange.placing import Place
    from telesales_autograder.exchange.register import FILE_NAME, Register
    from telesales_autograder.exchange.tables import Table
    from telesales_autograder.exchange.writing import write

    directory, release = course.directory, course.release
    others = {path.name for path in release.parents[1].iterdir() if path.is_dir()} - {course.assignment}
    students = Path(directory.root, FILE_NAME)

    def folder(student: str) -> Path:
        return Path(directory.format_path(directory.submitted_directory, student, course.assignment))

    return Collection(
        place=Place(folder, release.name, release.read_bytes()),
        lesson=Lesson(release.name, frozenset(others)),
        register=Register.read(students, course.assignment),
        directory=Directory(people(Table.read(names)) if names else ()),
        zone=zone,
        save=lambda register: write(students, register.to_bytes()),
        due=due_date(directory.db_url, directory.course_id, course.assignment),
        dry=dry,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ExchangeError(f"Die Zeitzone „{name}“ gibt es nicht: Nimm zum Beispiel Europe/Berlin.") from None


def _with_progress(steps: list[T]) -> Iterable[T]:
    console = Console(stderr=True)
    return track(steps, "Einsammeln …", console=console, transient=True, disable=not console.is_terminal)
