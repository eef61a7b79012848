"""What the gradebook says of one submission, as plain values that go to other processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from telesales.model import Verdict


@dataclass(frozen=True)
class CellMarks:
    """One graded cell: what counts (`points` of `most`), and what it is made of.

    `auto` are the grader's points and `manual` a person's, who overrules them; `waiting` asks for a person.
    """

    points: float
    most: float
    auto: float | None = None
    manual: float | None = None
    waiting: bool = False

    @property
    def overruled(self) -> bool:
        """Whether a person gave other points than the grader."""
        return self.manual is not None and self.auto is not None and self.manual != self.auto


@dataclass(frozen=True)
class Said:
    """What a person said of one verdict: a verdict of the own (None: an objection that nobody decided yet), and why."""

    verdict: Verdict | None
    reason: str
    author: str


@dataclass(frozen=True)
class Marks:
    """One learner's submission: cells and comments by grade_id, points lost by lateness, time handed in (UTC).

    `unanswered` are the cells in which the learner left what stood there; `said` is what persons said of verdicts.
    """

    cells: Mapping[str, CellMarks]
    comments: Mapping[str, str]
    unanswered: frozenset[str] = frozenset()
    penalty: float = 0.0
    handed_in: datetime | None = None
    said: Mapping[str, Said] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """The points as nbgrader exports them: never below zero."""
        return max(0.0, sum(cell.points for cell in self.cells.values()) - self.penalty)

    @property
    def most(self) -> float:
        """The points that can be had."""
        return sum(cell.most for cell in self.cells.values())
