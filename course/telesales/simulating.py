"""`telesales simulate`: plays a script with somebody at the other end, from a file or line by line in the terminal."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from telesales.answers import MAX_BYTES, AnswerError, parse_answers, read_answers
from telesales.feedback.writing import debrief_lines, markdown_lines, said_lines, shortened, slot_title, text_lines
from telesales.loading import DEFAULT_CALL, load_call
from telesales.model import Call, CallRecord, CallTurn, Script
from telesales.recipient import play, walk
from telesales.recipient.leading import signed, way_of
from telesales.recipient.playing import DEFAULT_RECIPIENT

UNREADABLE = 2
BACK, QUIT = ("/zurück", "/zurueck"), "/ende"
_HELP = f"Tippe, was du sagst. Leere Zeile: weglassen. {BACK[0]}: einen Zug zurück. {QUIT}: aufhören."


@click.command()
@click.argument("file", required=False, metavar="[DATEI]")
@click.option("--recipient", default=DEFAULT_RECIPIENT, show_default=True, metavar="ID", help="Wer angerufen wird.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="Ausgabeform.")
@click.option("--paths", is_flag=True, help="Spielt alle Wege durch, mit allen Personen.")
@click.option("--exercise", type=click.Choice(["guide", "rewrite"]), default="guide", help="Übung ohne Datei.")
def simulate(file: str | None, recipient: str, form: str, paths: bool, exercise: str) -> None:
    """Spielt ein Gespräch: aus einer Antwortdatei ('-' liest die Standardeingabe) oder, ohne Datei, Zeile für Zeile.

    Endet mit 0, wenn gespielt wurde, und mit 2, wenn die Datei nicht lesbar war.
    """
    call = load_call()
    if recipient not in call.recipients:
        raise click.BadParameter(f"'{recipient}' gibt es nicht; es gibt {', '.join(call.recipients)}.")
    if file is None:
        talk(call, recipient, exercise)
        return
    script = _script(file, form)
    if paths:
        click.echo("\n".join(_path_lines(script, call)))
    elif form == "json":
        click.echo(json.dumps(as_json(play(script, recipient)), ensure_ascii=False, indent=1))
    elif form == "markdown":
        click.echo("\n".join(markdown_lines(play(script, recipient), call)))
    else:
        click.echo("\n".join(text_lines(play(script, recipient), call)))


def _script(file: str, form: str) -> Script:
    """The answers in `file`; ends the program with 2 and one sentence where they cannot be read."""
    try:
        if file == "-":
            return parse_answers(sys.stdin.buffer.read(MAX_BYTES + 1), "Standardeingabe")
        return read_answers(Path(file))
    except AnswerError as error:
        if form == "json":
            click.echo(json.dumps({"file": file, "error": str(error)}, ensure_ascii=False, indent=1))
        else:
            click.echo(f"{file}: {error}", err=True)
        sys.exit(UNREADABLE)


def as_json(record: CallRecord) -> dict[str, Any]:
    """A call in the public JSON form."""
    return {"outcome": record.outcome, "mood": record.mood, "turns": [_turn(turn) for turn in record.turns]}


def _turn(turn: CallTurn) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": turn.id, "speaker": turn.speaker, "text": turn.text}
    if turn.then:
        entry["then"] = turn.then
    if turn.speaker == "recipient":
        entry |= {"direction": turn.direction, "stance": turn.stance, "kinds": list(turn.kinds)}
    if turn.mood is not None:
        entry |= {"mood": turn.mood, "events": [event.model_dump() for event in turn.events]}
    return entry


def _path_lines(script: Script, call: Call) -> Iterator[str]:
    """For each person how many ways the call can go and how low it can end; the path that breaks it where one does."""
    walked = [walk(script, id) for id in call.recipients]
    for paths in walked:
        title = call.recipients[paths.recipient].title
        ends = f"Ende zwischen {signed(paths.lowest)} und {signed(paths.highest)}"
        yield f"{title}: {paths.count} Wege, {ends}{'' if paths.safe else f'. Tiefster Weg: {way_of(paths, call)}'}"
    unsafe = sum(not paths.safe for paths in walked)
    yield "Sicher: Kein Weg endet unter −1." if not unsafe else f"Nicht sicher: {unsafe} von {len(walked)} Personen."


def talk(call: Call, recipient: str, exercise: str) -> None:
    """A call line by line: the learner types, the other person answers; a turn can be taken back."""
    with suppress(ImportError):  # arrow keys, and lines of any length; Windows' terminal edits lines itself
        import_module("readline")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    person = call.recipients[recipient]
    click.echo(f"{person.title}: {person.about}\n{_HELP}")
    lines: dict[str, str] = {}
    while (record := _record(lines, recipient, exercise)).open_line is not None:
        typed = _typed(slot_title(record.open_line, record, call))
        if typed is None or _command(typed) == QUIT:
            break
        if _command(typed) in BACK:
            click.echo(_take_back(lines, record, call))
        elif typed.startswith("/"):
            click.echo(f"„{shortened(typed, 20)}“ gibt es nicht. {_HELP}")
        else:
            lines[record.open_line] = typed
            _answer(_record(lines, recipient, exercise), record, call)
    click.echo("\n" + "\n".join(debrief_lines(record, call)))


def _record(lines: dict[str, str], recipient: str, exercise: str) -> CallRecord:
    script = Script(call=DEFAULT_CALL, exercise=exercise, lines=dict(lines))
    return play(script, recipient, partial=True)


def _typed(title: str) -> str | None:
    """The next line typed; None at the end of the input or after Ctrl+C."""
    click.echo()
    try:
        return input(f"{title} > ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None


def _command(typed: str) -> str:
    """What was typed as a command: in small letters, an umlaut being one character however the terminal sends it."""
    return unicodedata.normalize("NFC", typed).lower()


def _take_back(lines: dict[str, str], record: CallRecord, call: Call) -> str:
    """Removes the last line typed, and says so."""
    if not lines:
        return "Noch ist nichts gesagt."
    slot, text = lines.popitem()
    return f"Zurückgenommen: {shortened(text) or f'{slot_title(slot, record, call)} (leer)'}"


def _answer(record: CallRecord, before: CallRecord, call: Call) -> None:
    """Shows what came since `before`, the typed line itself left out."""
    fresh = record.turns[len(before.turns) :]
    for turn in fresh:
        if turn.speaker == "recipient" or turn.mood is not None:
            click.echo("\n".join(list(said_lines(turn, record, call))[1:]))
    if not fresh:
        click.echo("(ausgelassen)")
