"""`telesales simulate`: plays a script with somebody at the other end, from a file or line by line in the terminal."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from telesales.answers import MAX_BYTES, AnswerError, parse_answers, read_answers
from telesales.feedback.calls import ENDINGS
from telesales.loading import DEFAULT_CALL, load_call
from telesales.model import Call, CallEvent, CallRecord, CallTurn, Script
from telesales.recipient import play, walk
from telesales.recipient.hearing import rules_of
from telesales.recipient.leading import signed, way_of
from telesales.recipient.playing import DEFAULT_RECIPIENT

UNREADABLE = 2
BACK, QUIT = "/zurück", "/ende"
_BACK = (BACK, "/zurueck")
_OTHER = "Am anderen Ende"
_HELP = f"Tippe, was du sagst. Leere Zeile: weglassen. {BACK}: einen Zug zurück. {QUIT}: aufhören."


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


def text_lines(record: CallRecord, call: Call) -> Iterator[str]:
    """A call for the terminal: who says what, what it did to the mood, and why."""
    person = call.recipients[record.recipient]
    yield f"{person.title}: {person.about}"
    for turn in record.turns:
        yield from _said(turn, record, call)
    yield ""
    yield from _debrief(record, call)


def _said(turn: CallTurn, record: CallRecord, call: Call) -> Iterator[str]:
    direction = f" ({turn.direction})" if turn.direction else ""
    name = _title(turn.id, record, call) if turn.speaker == "caller" else _OTHER
    yield ""
    yield f"{name}{direction}: {turn.text}"
    if turn.then:
        yield f"({turn.then})"
    if turn.mood is not None:
        yield f"    {_mood(turn, call)}"


def _title(id: str, record: CallRecord, call: Call) -> str:
    return next((slot.title for slot in call.exercises[record.exercise].slots if slot.id == id), id)


def _mood(turn: CallTurn, call: Call) -> str:
    """The mood after a turn, what moved it with the words, and which mistakes moved it no further."""
    parts = [f"Stimmung {signed(turn.mood or 0)}", *(_reason(event) for event in turn.events if event.change)]
    mistakes = {event.id for event in rules_of(call).events if not event.good}
    also = ", ".join(event.title for event in turn.events if event.id in mistakes and not event.change)
    return "; ".join([*parts, *([f"dazu: {also}"] if also else [])]).replace("; ", " – ", 1)


def _reason(event: CallEvent) -> str:
    words = f" („{_short(event.text)}“)" if event.text else ""
    return f"{signed(event.change)}: {event.title}{words}"


def _short(text: str, length: int = 60) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= length else joined[: length - 1].rstrip() + "…"


def _debrief(record: CallRecord, call: Call) -> Iterator[str]:
    person = call.recipients[record.recipient]
    yield f"Ende: {ENDINGS[record.outcome]}. Stimmung {signed(record.mood)}."
    yield "Verlauf: 0 " + " ".join(signed(mood) for mood in record.moods)
    if record.outcome in person.good_ends or record.outcome is None:
        return
    yield f"Rat: {person.advice}"


def markdown_lines(record: CallRecord, call: Call) -> Iterator[str]:
    """A call as Markdown, to be read aloud."""
    person = call.recipients[record.recipient]
    yield f"*{person.title}: {person.about}*"
    for turn in record.turns:
        direction = f" *({turn.direction})*" if turn.direction else ""
        name = "Anruf" if turn.speaker == "caller" else _OTHER
        yield from ("", f"**{name}**{direction}: {turn.text}")
        if turn.then:
            yield from ("", f"*{turn.then}*")
        if turn.mood is not None:
            yield from ("", f"> {_mood(turn, call)}")
    yield ""
    yield from _debrief(record, call)


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
    person = call.recipients[recipient]
    click.echo(f"{person.title}: {person.about}\n{_HELP}")
    lines: dict[str, str] = {}
    while True:
        record = _record(lines, recipient, exercise)
        if record.open_line is None:
            break
        typed = _typed(record.open_line, record, call)
        if typed is None or typed == QUIT:
            break
        if typed in _BACK:
            click.echo(_take_back(lines))
            continue
        lines[record.open_line] = typed
        _answer(_record(lines, recipient, exercise), record, call)
    click.echo("\n" + "\n".join(_debrief(record, call)))


def _record(lines: dict[str, str], recipient: str, exercise: str) -> CallRecord:
    script = Script(call=DEFAULT_CALL, exercise=exercise, lines=dict(lines))
    return play(script, recipient, partial=True)


def _typed(slot: str, record: CallRecord, call: Call) -> str | None:
    """The next line typed; None at the end of the input."""
    click.echo(f"\n{_title(slot, record, call)} > ", nl=False)
    line = sys.stdin.readline()
    return line.strip() if line else None


def _take_back(lines: dict[str, str]) -> str:
    """Removes the last line typed, and says so."""
    if not lines:
        return "Noch ist nichts gesagt."
    slot, text = lines.popitem()
    return f"Zurückgenommen: {text or slot}"


def _answer(record: CallRecord, before: CallRecord, call: Call) -> None:
    """Shows what came since `before`, the typed line itself left out."""
    for turn in record.turns[len(before.turns) :]:
        if turn.speaker == "recipient" or turn.mood is not None:
            click.echo("\n".join(list(_said(turn, record, call))[1:]))
