"""`telesales grade`. What takes long to import is imported late: while it loads, the workers start already."""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.quick_imports import quick_imports
from telesales_autograder.engine.running import chosen, cores, progress, running
from telesales_autograder.engine.tally import Tally
from telesales_autograder.engine.warm_pool import WARM, WarmPool

if TYPE_CHECKING:
    from telesales_autograder.engine.pool import Workers


@dataclass(frozen=True)
class Options:
    """What is to be graded, and how."""

    assignment: str
    students: tuple[str, ...]
    force: bool
    jobs: int | None
    scheduler: str | None
    db_url: str | None
    wait: float


@click.command()
@click.argument("assignment")
@click.option("--student", "students", multiple=True, metavar="NAME", help="Nur diese (mehrmals möglich, mit * und ?).")
@click.option("--force", is_flag=True, help="Auch bewerten, was schon bewertet und unverändert ist.")
@click.option("--jobs", type=click.IntRange(1), help="So viele Prozesse (sonst einer je Kern).")
@click.option("--scheduler", metavar="URL", help="Auf einem laufenden Dask-Cluster bewerten (tcp://…).")
@click.option("--db", "db_url", metavar="URL", help="Das Notenbuch (sonst das der nbgrader_config.py).")
@click.option(
    "--wait", type=click.FloatRange(0), default=10, show_default=True, help="Sekunden, die auf andere gewartet wird."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Ausgabe."
)
@click.pass_context
def grade(context: click.Context, /, form: str, **options: Any) -> None:
    """Bewertet die Abgaben zu ASSIGNMENT (zum Beispiel 3-rewrite), ohne etwas daraus auszuführen.

    Im Ordner des Kurses aufzurufen. Danach steht im Notenbuch und in autograded/, was 'nbgrader autograde' hinterließe.
    Endet mit 0, wenn alles bewertet ist, mit 1, wenn einzelne Abgaben nicht zu bewerten sind, mit 2, wenn nichts ging.
    """
    tally = Tally()
    with running(context, options["assignment"], tally, form, "bewertet, was noch fehlt"):
        _grade(Options(**options), tally)


def _grade(options: Options, tally: Tally) -> None:
    with closing(_workers(options)) as workers:
        with quick_imports():
            from telesales_autograder.engine.course import Course
            from telesales_autograder.engine.database import Database
            from telesales_autograder.engine.gradebook import BulkGradebook
            from telesales_autograder.engine.lock import only_grader
            from telesales_autograder.engine.run import Run

            course = Course.here(options.assignment, options.db_url)
        notebook, students = course.release.stem, _chosen(course.students(), options)
        db_url, course_id = course.directory.db_url, course.directory.course_id
        with (
            only_grader(course.lock_folder, options.wait),
            closing(Database(db_url, course_id, options.wait)) as database,
        ):
            gradebook = BulkGradebook(database, options.assignment, notebook, course.penalty())
            lesson = database.patiently(course.lesson)
            with progress("Bewerten …", len(students)) as tell:
                Run(course, lesson, gradebook, workers, tell, options.force, tally).grade(students)


def _workers(options: Options) -> "Workers":
    """A cluster's, or a process for each core that this one may use, or as many as wanted; one needs none started."""
    if options.scheduler:
        return _cluster(options.scheduler, options.wait)
    jobs = options.jobs or cores()
    pool = WarmPool(jobs, WARM) if jobs > 1 else None
    from telesales_autograder.engine.pool import Here
    from telesales_autograder.engine.processes import Processes

    return Processes(jobs, pool) if pool else Here()


def _cluster(address: str, wait: float) -> "Workers":
    try:
        from telesales_autograder.engine.cluster import Cluster
    except ModuleNotFoundError as error:
        wanted = "pip install 'telesales-course[cluster]'"
        raise GradingError(f"--scheduler braucht das Paket {error.name}: {wanted}") from None
    return Cluster(address, wait)


def _chosen(students: list[str], options: Options) -> list[str]:
    found = chosen(students, options.students)
    if not found:
        whose = f" von {', '.join(options.students)}" if options.students else ""
        raise GradingError(f"Keine Abgabe{whose} liegt in submitted/NAME/{options.assignment}/: Nichts zu bewerten.")
    return found
