"""What a run of `telesales collect` tells: a table for people, JSON for scripts."""

from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from telesales_autograder.exchange.collecting import Collected, Summary
from telesales_autograder.exchange.names import shown

OK, SOME_MISSED, NOTHING_DONE = 0, 1, 2
"""How the commands end."""
LONG = 60
"""Learners; of longer lists only those are shown about whom there is something to say."""


def exit_code(summary: Summary) -> int:
    """0 where all was taken, 1 where something was not, 2 where nothing was."""
    if not summary.collected:
        return NOTHING_DONE
    return SOME_MISSED if summary.missed or summary.stopped else OK


def to_dict(summary: Summary, assignment: str, dry: bool) -> dict[str, Any]:
    """For scripts; times in UTC."""
    return {
        "assignment": assignment,
        "dry_run": dry,
        "collected": [_entry(one) for one in summary.collected],
        "missed": [{"who": one.who, "reason": one.reason} for one in summary.missed],
        "stopped": summary.stopped,
    }


def _entry(one: Collected) -> dict[str, Any]:
    time = one.time.isoformat() if one.time else None
    entry = {"student": one.student, "name": one.name, "state": one.state, "time": time, "late": one.late}
    return {**entry, "notes": list(one.notes)}


def show(summary: Summary, dry: bool, console: Console) -> None:
    """Prints the table, what was not taken, and one line of numbers."""
    listed = summary.collected if len(summary.collected) <= LONG else [one for one in summary.collected if one.notes]
    if listed:
        console.print(_table(listed, summary.zone))
    for missed in summary.missed:
        console.print(Text(f"{missed.who}: {missed.reason}"), soft_wrap=True)
    if summary.collected or not summary.stopped:
        console.print(Text(_numbers(summary, dry)), soft_wrap=True)
    if summary.stopped:
        console.print(Text(summary.stopped), soft_wrap=True)


def _table(listed: list[Collected], zone: ZoneInfo | None) -> Table:
    table = Table()
    for heading in ("Kürzel", "Name", "Abgegeben", "Stand", "Hinweise"):
        table.add_column(heading, overflow="fold")
    for one in listed:
        time = f"{one.time.astimezone(zone):%d.%m.%Y %H:%M}" if one.time else "–"
        late = " (verspätet)" if one.late else ""
        cells = (one.student, shown(one.name), time + late, one.state, " ".join(one.notes))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _numbers(summary: Summary, dry: bool) -> str:
    states = [one.state for one in summary.collected]
    count = f"{len(states)} {'Abgabe' if len(states) == 1 else 'Abgaben'}"
    done = f"Probelauf, nichts geschrieben: {count}" if dry else f"{count} eingesammelt"
    parts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    people = len({one.who for one in summary.missed})
    missed = f"; von {people} nicht alles (siehe oben)" if people else ""
    return f"{done}{f' ({parts})' if parts else ''}{missed}."
