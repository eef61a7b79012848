"""What teachers see first, and what a class sees, of a small class made by hand."""

from dataclasses import replace

import pytest

from telesales.model import Verdict
from telesales_autograder.report.gathered import Gathered
from telesales_autograder.report.gradebook import Grades, Row
from telesales_autograder.report.handed import Judged, Missed, Seen
from telesales_autograder.report.parts import Found, Section
from telesales_autograder.report.shingles import hashes
from telesales_autograder.report.similarity import compare
from telesales_autograder.report.view import sections

MOST = {"introduction": 6.0, "reason": 9.0, "note": 5.0}
NAMES = ("anna", "ben", "clara", "deniz", "emil")


def class_of(*seen: Seen, waiting: dict[str, list[str]], anonymous: bool = False) -> Found:
    """A class; each has the points of the automatic verdicts."""
    rows = {one.student: Row(dict(one.now.points), waiting.get(one.student, [])) for one in seen if one.now}
    gathered = Gathered().add_all(seen)
    return Found(
        assignment="3-rewrite",
        grades=Grades(rows, MOST, len(rows), 0),
        gathered=gathered,
        comparison=compare(gathered.texts, hashes([])),
        ground=hashes([]),
        lines_of=lambda student: {},
        note_of=lambda student, cell: f"{student}s Gedanken",
        anonymous=anonymous,
        earlier=False,
    )


def seen(student: str, introduction: Verdict, reason: Verdict, words: str = "") -> Seen:
    verdicts = {"introduction": introduction, "reason": reason}
    points = {id: MOST[id] * verdict.share for id, verdict in verdicts.items()}
    unsure = {id: f"Stelle von {student}" for id, verdict in verdicts.items() if verdict is Verdict.UNSURE}
    missed = (Missed("reason", "pretext", Verdict.FAIL, words, own=True),) if words else ()
    return Seen(student, now=Judged(verdicts, points, False), missed=missed, unsure=unsure)


@pytest.fixture
def found() -> Found:
    """Passed from 10.5 of 15 points: only clara's unsure verdict decides."""
    return class_of(
        seen("anna", Verdict.FAIL, Verdict.UNSURE, "einfach mal"),
        seen("ben", Verdict.PASS, Verdict.PASS, "Einfach mal"),
        seen("clara", Verdict.PASS, Verdict.UNSURE, "einfach mal"),
        seen("deniz", Verdict.PASS, Verdict.FAIL, "ich bin die Deniz aus der Nachbarschaft"),
        seen("emil", Verdict.PASS, Verdict.PASS),
        waiting={"anna": ["reason"], "ben": ["note"], "clara": ["reason"], "emil": ["introduction"]},
    )


def part(found: Found, name: str) -> Section:
    [one] = [section for section in sections(found) if section.name == name]
    return one


def test_what_decides_comes_first_then_what_is_worth_most(found: Found) -> None:
    assert [(row[0], row[2], row[4]) for row in part(found, "waiting").values["entries"]] == [
        ("clara", "unklar", True),
        ("anna", "unklar", False),
        ("emil", "noch einmal", False),
        ("ben", "von Hand", False),
    ]


def test_beside_each_entry_stands_what_to_read(found: Found) -> None:
    words = {row[0]: row[3] for row in part(found, "waiting").values["entries"]}
    assert words == {"clara": "Stelle von clara", "anna": "Stelle von anna", "emil": "", "ben": "bens Gedanken"}


def test_the_class_sees_numbers_and_only_words_that_tell_nobody(found: Found) -> None:
    for_class = replace(found, anonymous=True)
    assert part(for_class, "waiting").values["entries"] == []
    assert part(for_class, "waiting").values["number"] == 4
    [(_, [finding])] = part(for_class, "wrong").values["criteria"]
    assert (finding["learners"], finding["passages"]) == (4, [("einfach mal", 3)])
    assert "similar" not in [section.name for section in sections(for_class)]


def test_a_finding_of_few_is_not_for_the_class() -> None:
    few = class_of(*(seen(n, Verdict.PASS, Verdict.FAIL, "Umfrage" if n < "c" else "") for n in NAMES), waiting={})
    assert part(few, "wrong").values["criteria"]
    assert part(replace(few, anonymous=True), "wrong").values["criteria"] == []


def test_verdicts_are_counted_by_criterion(found: Found) -> None:
    assert part(found, "criteria").values["rows"][1][1] == [2, 0, 2, 1, 0]


def test_what_is_odd_about_an_item_is_said() -> None:
    odd = class_of(*(seen(n, Verdict.PASS, Verdict.FAIL) for n in NAMES), waiting={})
    assert [row[-1] for row in part(odd, "items").values["rows"]] == [
        "fast alle schaffen es",
        "fast niemand schafft es",
    ]
