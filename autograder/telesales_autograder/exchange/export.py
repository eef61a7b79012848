"""`telesales export`. What needs nbgrader is imported late: `telesales --help` stays quick."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.running import trouble
from telesales_autograder.exchange.errors import NEXT_RUN, ExchangeError

if TYPE_CHECKING:
    from telesales_autograder.exchange.results import Results
    from telesales_autograder.exchange.tables import Table

OK, SOME_MISSED, NOTHING_DONE = 0, 1, 2


@click.command()
@click.argument("assignment")
@click.option("--to", "platform", type=click.Choice(["moodle", "ilias", "canvas"]), required=True, help="Wohin.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="DATEI", help="Wohin damit.")
@click.option(
    "--worksheet",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="Die dort heruntergeladene Tabelle: Sie wird ausgefüllt, alles andere darin bleibt.",
)
@click.option(
    "--feedback",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="ORDNER",
    help="Die Seiten mit Rückmeldung (feedback/): für Moodle und ILIAS als Zip.",
)
@click.option("--db", "db_url", metavar="URL", help="Das Notenbuch (sonst das der nbgrader_config.py).")
@click.option("--scale", is_flag=True, help="Umrechnen, wenn die Plattform eine andere Höchstzahl hat.")
@click.option("--only-finished", is_flag=True, help="Auslassen, was noch auf Punkte von dir wartet.")
@click.option("--column", metavar="TITEL", help="Canvas: die Spalte der Aufgabe, „Titel (Nummer)“.")
@click.option("--passed-from", type=click.FloatRange(0, 100), metavar="PROZENT", help="ILIAS: ab wann bestanden ist.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Ausgabe."
)
@click.pass_context
def export(context: click.Context, /, form: str, **options: Any) -> None:
    """Schreibt die Punkte zu ASSIGNMENT (zum Beispiel 3-rewrite) so, wie Moodle, ILIAS oder Canvas sie einlesen.

    Im Ordner des Kurses aufzurufen; die Namen kommen aus students.csv, die 'telesales collect' führt. Endet mit 0, wenn
    alle Punkte hinausgehen, mit 1, wenn einzelne fehlen, mit 2, wenn nichts ging.
    """
    try:
        from telesales_autograder.exchange.results import Results
    except ModuleNotFoundError as error:
        raise click.ClickException(f"Es fehlt {error.name}: pip install 'telesales-course[instructor]'") from None
    results, stopped = Results(options["assignment"], {}, []), None
    try:
        _export(results, **options)
    except (ExchangeError, GradingError) as error:
        stopped = str(error)
    except OSError as error:
        stopped = trouble(error, NEXT_RUN)
    if form == "json":
        click.echo(json.dumps(_to_dict(results, options["platform"], stopped), ensure_ascii=False))
    else:
        _tell(results, stopped)
    context.exit(NOTHING_DONE if stopped or not results.done else SOME_MISSED if results.missed else OK)


def _export(
    results: "Results",
    assignment: str,
    platform: str,
    output: Path | None,
    worksheet: Path | None,
    feedback: Path | None,
    db_url: str | None,
    only_finished: bool,
    **wishes: Any,
) -> None:
    from telesales_autograder.engine.course import Course
    from telesales_autograder.exchange import grades
    from telesales_autograder.exchange.register import FILE_NAME, Register
    from telesales_autograder.exchange.results import Wishes

    directory = Course.here(assignment, db_url).directory
    results.grades = grades.read(directory.db_url, directory.course_id, assignment)
    results.enrolments = Register.read(Path(directory.root, FILE_NAME), assignment).here(platform)
    results.wishes = Wishes(**wishes)
    _look_at_waiting(results, only_finished)
    target = output or Path(f"{assignment}-{platform}{'.zip' if platform == 'ilias' else '.csv'}")
    if worksheet and target.exists() and target.samefile(worksheet):
        raise ExchangeError(f"{target} ist die heruntergeladene Tabelle selbst: Nenne mit -o einen anderen Namen.")
    _write(results, platform, target, _table(worksheet), feedback)


def _table(worksheet: Path | None) -> "Table | None":
    from telesales_autograder.exchange.tables import Table

    if worksheet and worksheet.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise ExchangeError(f"{worksheet.name} ist keine CSV-Datei: Lade die Tabelle als CSV herunter.")
    return Table.read(worksheet) if worksheet else None


def _look_at_waiting(results: "Results", only_finished: bool) -> None:
    waiting = [student for student, grade in sorted(results.grades.items()) if grade.waiting]
    if only_finished:
        results.grades = {student: grade for student, grade in results.grades.items() if not grade.waiting}
        results.missed += [f"{student}: wartet noch auf Punkte von dir (Formgrader)." for student in waiting]
    elif waiting:
        count = f"{len(waiting)} {'Abgabe wartet' if len(waiting) == 1 else 'Abgaben warten'}"
        results.notes.append(f"{count} noch auf Punkte von dir; ausgegeben ist der jetzige Stand (--only-finished).")


def _write(results: "Results", platform: str, target: Path, table: "Table | None", feedback: Path | None) -> None:
    """Makes all files first, then writes them: a problem leaves nothing half done."""
    from telesales_autograder.exchange import canvas, ilias, moodle, pages
    from telesales_autograder.exchange.writing import write

    maker = {"moodle": moodle, "ilias": ilias, "canvas": canvas}[platform]
    if table is None and not results.enrolments:
        raise ExchangeError(f"students.csv nennt niemanden von dort zu '{results.assignment}': Gib --worksheet an.")
    data = maker.filled(table, results) if table else maker.made(results)
    if not results.done:
        where = table.name if table else "students.csv"
        raise ExchangeError(f"In {where} steht niemand, der hier Punkte hat: Ist es die Tabelle dieser Aufgabe?")
    if table is None:
        results.tell_strangers("students.csv")
    found = pages.found(feedback, results.assignment, list(results.grades)) if feedback else {}
    files = {target: ilias.packed(results, data, found) if target.suffix == ".zip" and platform == "ilias" else data}
    if feedback and platform == "moodle":
        files[target.with_name(f"{target.stem}-feedback.zip")] = pages.moodle_zip(found, results.enrolments)
    for path, contents in files.items():
        write(path, contents)
        results.written.append(path)


def _to_dict(results: "Results", platform: str, stopped: str | None) -> dict[str, Any]:
    return {
        "assignment": results.assignment,
        "to": platform,
        "exported": len(results.done),
        "files": [str(path) for path in results.written],
        "missed": results.missed,
        "notes": results.notes,
        "stopped": stopped,
    }


def _tell(results: "Results", stopped: str | None) -> None:
    for line in (*results.missed, *results.notes):
        click.echo(line)
    for path in results.written:
        click.echo(f"geschrieben: {path}")
    click.echo(stopped or f"Punkte von {len(results.done)} {'Person' if len(results.done) == 1 else 'Personen'}.")
