"""`telesales check`: judges answer files and says what it found, for people or as JSON."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from telesales.answers import MAX_BYTES, AnswerError, Answers, parse_any, read_any
from telesales.grading import judge_any
from telesales.loading import load_call
from telesales.model import Report, Verdict

NOT_PASSED, UNREADABLE = 1, 2
_WORDS = {
    Verdict.PASS: "[green]✓ erfüllt[/]",
    Verdict.PARTIAL: "[yellow]◐ teilweise[/]",
    Verdict.FAIL: "[red]✗ nicht erfüllt[/]",
    Verdict.UNSURE: "[magenta]? unsicher[/]",
    Verdict.OPEN: "[dim]○ offen[/]",
}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="DATEI…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Ausgabe für Menschen oder Programme."
)
def check(files: tuple[str, ...], form: str) -> None:
    """Prüft Antwortdateien (answers.yaml; '-' liest von der Standardeingabe).

    Endet mit 0, wenn alle bestanden sind, mit 1, wenn nicht, und mit 2, wenn eine Datei nicht lesbar war.
    """
    long_work = len(files) > 20 and sys.stderr.isatty()
    names: Iterable[str] = track(files, "Prüfe …", console=Console(stderr=True)) if long_work else files
    results = [(name, _judged(name)) for name in names]
    if form == "json":
        click.echo(json.dumps([_entry(name, result) for name, result in results], ensure_ascii=False, indent=1))
    else:
        for name, result in results:
            _show(name, result)
    sys.exit(_exit_code(result for _, result in results))


def _judged(name: str) -> tuple[Answers, Report] | AnswerError:
    try:
        script = _read(name)
    except AnswerError as error:
        return error
    return script, judge_any(script)


def _read(name: str) -> Answers:
    if name == "-":
        return parse_any(sys.stdin.buffer.read(MAX_BYTES + 1), "Standardeingabe")
    return read_any(Path(name))


def _exit_code(results: Iterable[tuple[Answers, Report] | AnswerError]) -> int:
    found = list(results)
    if any(isinstance(result, AnswerError) for result in found):
        return UNREADABLE
    return 0 if all(not isinstance(result, AnswerError) and result[1].passed for result in found) else NOT_PASSED


def _entry(name: str, result: tuple[Answers, Report] | AnswerError) -> dict[str, Any]:
    if isinstance(result, AnswerError):
        return {"file": name, "error": str(result)}
    return {"file": name, **as_json(result[1])}


def as_json(report: Report) -> dict[str, Any]:
    """The report in the public JSON form; whole points as whole numbers."""
    entry = report.model_dump(mode="json")
    for result in entry["criteria"].values():
        del result["criterion"]
    whole: dict[str, Any] = _whole_numbers(entry)
    return whole


def _whole_numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _whole_numbers(inner) for key, inner in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _show(name: str, result: tuple[Answers, Report] | AnswerError) -> None:
    console = Console(highlight=False)
    if isinstance(result, AnswerError):
        console.print(f"[bold]{escape(name)}[/]: [red]{escape(str(result))}[/]", soft_wrap=True)
        return
    script, report = result
    state = "bestanden" if report.passed else "noch nicht bestanden"
    points = f"{report.points:g} von {report.max_points:g} Punkten"
    console.print(f"[bold]{escape(name)}[/]: {points}, {state}", soft_wrap=True)
    console.print(_table(script, report))


def _table(script: Answers, report: Report) -> Table:
    call = load_call(script.call)
    table = Table(show_lines=True)
    for heading in ("Kriterium", "Urteil", "Punkte", "Warum"):
        table.add_column(heading)
    for id, result in report.criteria.items():
        quotes = "".join(f"\n{e.line}: „{escape(e.text)}“" for e in result.evidence)
        hint = f"\n[italic]{escape(result.hint)}[/]" if result.hint else ""
        points = f"{result.points:g}/{result.max_points:g}"
        table.add_row(call.graded(id).title, _WORDS[result.verdict], points, escape(result.message) + quotes + hint)
    return table
