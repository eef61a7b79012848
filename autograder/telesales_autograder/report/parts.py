"""What the report's parts are made of, and how things are called in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telesales.loading import load_call
from telesales_autograder.report.figures import Picture
from telesales_autograder.report.gathered import Gathered
from telesales_autograder.report.gradebook import Grades
from telesales_autograder.report.shingles import Hashes
from telesales_autograder.report.similarity import Comparison


@dataclass(frozen=True)
class Found:
    """All that is known of a class; `lines_of` gives a student's written lines, `note_of` what stands in a cell."""

    assignment: str
    grades: Grades
    gathered: Gathered
    comparison: Comparison
    ground: Hashes
    lines_of: Callable[[str], Mapping[str, str]]
    note_of: Callable[[str, str], str]
    anonymous: bool
    earlier: bool


@dataclass(frozen=True)
class Section:
    """One part of the report: its template's name, title, what the template fills in, and its picture, if any."""

    name: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    picture: Picture | None = None


def lesson_title(assignment: str) -> str:
    """The lesson's title; its name where the course does not know it."""
    return next((lesson.title for lesson in load_call().lessons if lesson.id == assignment), assignment)


def title_of(id: str) -> str:
    """What people call a graded cell; one that a person grades has its own name."""
    try:
        return load_call().graded(id).title
    except KeyError:
        return id


def percent(share: float) -> str:
    """A share as German writes it: 0.5 as "50 %"."""
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"
