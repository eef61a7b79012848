"""What a person should look at first: unsure verdicts and answers that wait for points, the decisive ones on top."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from telesales.loading import load_call
from telesales.recipient.leading import PASS_SHARE
from telesales_autograder.report.handed import asked_in
from telesales_autograder.report.parts import Found, Section, title_of

MANY = 100
"""The most entries that are shown."""

UNSURE, BY_HAND, AGAIN = "unklar", "von Hand", "noch einmal"


@dataclass(frozen=True)
class Entry:
    """One cell that waits for a person; `decides`: the lesson is passed or not by what is unsure."""

    student: str
    cell: str
    why: str
    decides: bool
    stake: float


def section(found: Found) -> Section:
    """The list, or for the class how many there are of each kind."""
    entries = sorted(_entries(found), key=lambda one: (not one.decides, -one.stake, one.student, one.cell))
    kinds = Counter((title_of(one.cell), one.why) for one in entries)
    values = {
        "number": len(entries),
        "kinds": [(title, why, count) for (title, why), count in kinds.most_common()],
        "entries": [] if found.anonymous else [_shown(one, found) for one in entries[:MANY]],
        "anonymous": found.anonymous,
    }
    return Section("waiting", "Was noch offen ist" if found.anonymous else "Zuerst ansehen", values)


def _entries(found: Found) -> Iterator[Entry]:
    least = _needed(found)
    for student, row in found.grades.rows.items():
        unsure = [cell for cell in row.waiting if cell in found.gathered.unsure.get(student, {})]
        swing = sum(found.grades.most[cell] / 2 for cell in unsure)
        points = found.gathered.judged.get(student, 0.0)
        decides = points - swing < least <= points + swing
        for cell in row.waiting:
            why = UNSURE if cell in unsure else BY_HAND if cell not in found.gathered.verdicts else AGAIN
            yield Entry(student, cell, why, decides and why == UNSURE, found.grades.most[cell])


def _needed(found: Found) -> float:
    """The automatic points that the lesson is passed with."""
    asked = asked_in(found.assignment)
    if asked.exercise is None:
        return float("inf")
    share = PASS_SHARE if asked.calls else load_call().any_exercise(asked.exercise).pass_share
    return share * sum(points for cell, points in found.grades.most.items() if cell in found.gathered.verdicts)


def _shown(entry: Entry, found: Found) -> tuple[str, str, str, str, bool]:
    words = found.gathered.unsure.get(entry.student, {}).get(entry.cell, "")
    if entry.why == BY_HAND:
        words = found.note_of(entry.student, entry.cell)
    return entry.student, title_of(entry.cell), entry.why, words, entry.decides
