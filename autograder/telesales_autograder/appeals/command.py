"""`telesales appeal`: objections to verdicts and a person's own verdicts. What needs nbgrader is imported late."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from telesales.answers import FILE_NAME, AnswerError, read_any
from telesales.model import Script, Verdict
from telesales_autograder.appeals.book import AppealBook, AppealError
from telesales_autograder.appeals.record import Appeal
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.quick_imports import quick_imports

WORDS = {Verdict.PASS: "erfüllt", Verdict.PARTIAL: "teilweise", Verdict.FAIL: "nicht erfüllt"}
"""The verdicts that a person can give."""


@click.group()
def appeal() -> None:
    """Einsprüche gegen Urteile und Urteile von Hand: mit Grund und Namen festhalten, zeigen, ausgeben.

    Im Ordner des Kurses aufzurufen. Alles steht in appeals.jsonl; erneutes Bewerten lässt es gelten.
    """


@appeal.command()
@click.argument("assignment")
@click.argument("student")
@click.argument("criterion")
@click.option(
    "--verdict", type=click.Choice([v.value for v in WORDS]), help="Das Urteil; ohne bleibt es ein Einspruch."
)
@click.option("--reason", required=True, help="Warum, in einem Satz.")
@click.option("--author", required=True, help="Wer das sagt.")
@click.option("--db", "db_url", metavar="URL", help="Das Notenbuch (sonst das der nbgrader_config.py).")
def add(assignment: str, student: str, criterion: str, verdict: str | None, db_url: str | None, **said: str) -> None:
    """Hält einen Einspruch fest, oder mit --verdict das Urteil eines Menschen.

    Das Urteil gilt im Notenbuch als Punkte von Hand; ein Einspruch stellt die Zelle zur Durchsicht.
    """
    with _told():
        with quick_imports():
            from telesales_autograder.appeals.deciding import Submission, record
            from telesales_autograder.engine.course import Course
        course = Course.here(assignment, db_url)
        submission = Submission.of(course, student)
        kept = record(_book(), submission, criterion, Verdict(verdict) if verdict else None, **said)
    click.echo(
        f"Festgehalten: {_decision(kept)} bei '{criterion}' von '{student}' (der Prüfer sagte: {kept.grader.value})."
    )


@appeal.command("list")
@click.option("--open", "only_open", is_flag=True, help="Nur Einsprüche, über die niemand entschieden hat.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Ausgabe."
)
def show(only_open: bool, form: str) -> None:
    """Zeigt das letzte Wort zu jedem Urteil, und ob sich die Abgabe seither geändert hat."""
    with _told():
        found = [one for one in _book().current() if one.verdict is None or not only_open]
        changed = [_changed(one) for one in found]
    if form == "json":
        entries = [{**one.model_dump(mode="json"), "changed": new} for one, new in zip(found, changed, strict=True)]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
    elif found:
        Console().print(_table(found, changed))
    else:
        click.echo("Es gibt keine offenen Einsprüche." if only_open else "Es gibt keine Einsprüche.")


@appeal.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Die Datei (sonst der Bildschirm)."
)
def export(output: Path | None) -> None:
    """Gibt entschiedene Fälle als beschriftete Beispiele aus (JSONL, ohne Namen) für 'telesales evaluate'."""
    with _told():
        rows = [one.example() for one in _book().current() if one.verdict is not None]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{output} lässt sich nicht schreiben ({error.strerror}).") from None
    click.echo(
        f"{len(rows)} Beispiele in {output}: Namen im Text der Zeilen bleiben stehen; lies sie vor dem Weitergeben."
    )


def _book() -> AppealBook:
    return AppealBook(Path())


@contextmanager
def _told() -> Iterator[None]:
    """Errors as one sentence for the teacher."""
    try:
        yield
    except (AppealError, GradingError) as error:
        raise click.ClickException(str(error)) from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise click.ClickException(f"{where}: leer oder zu lang; ein Satz genügt.") from None


def _decision(appeal: Appeal) -> str:
    return "Einspruch" if appeal.verdict is None else f"Urteil '{WORDS[appeal.verdict]}'"


def _changed(appeal: Appeal) -> bool | None:
    """Whether the graded submission is another since; None where it is not there."""
    try:
        script = read_any(Path("autograded", appeal.student, appeal.assignment, FILE_NAME))
    except AnswerError:
        return None
    return not (isinstance(script, Script) and appeal.is_about(script))


def _table(appeals: list[Appeal], changed: list[bool | None]) -> Table:
    table = Table(show_lines=True)
    for heading in ("Wann", "Lektion", "Von", "Kriterium", "Prüfer", "Mensch", "Grund", "Abgabe"):
        table.add_column(heading)
    states = {True: "seither geändert", False: "dieselbe", None: "fehlt"}
    for one, new in zip(appeals, changed, strict=True):
        person = f"{_decision(one)} ({one.author})"
        texts = (one.assignment, one.student, one.criterion, one.grader.value, person, one.reason, states[new])
        table.add_row(one.time.date().isoformat(), *map(escape, texts))
    return table
