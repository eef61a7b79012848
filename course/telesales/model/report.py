"""What a grader says of a script: verdicts, evidence, points."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from telesales.model.base import Id, LineId, Model


class Verdict(StrEnum):
    """The five answers a criterion can give; `unsure` asks for a person, `open` has nothing to judge."""

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    UNSURE = "unsure"
    OPEN = "open"

    @property
    def share(self) -> float:
        """The share of a criterion's points that this verdict earns, 0 to 1."""
        return {Verdict.PASS: 1.0, Verdict.PARTIAL: 0.5, Verdict.UNSURE: 0.5}.get(self, 0.0)


class Evidence(Model):
    """A passage of the learner's own line; `start` and `end` count code points of the line as parsed."""

    line: LineId
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Finding(Model):
    """What one check found: the id of its feedback in the rubric, the passages, and words to fill into the message."""

    id: Id
    evidence: tuple[Evidence, ...] = ()
    values: Mapping[str, str] = {}


class CriterionResult(Model):
    """One criterion's verdict with its points, its reasons and a hint."""

    criterion: Id
    verdict: Verdict
    points: float
    max_points: float
    knockout: bool
    finding: Id
    evidence: tuple[Evidence, ...]
    message: str
    hint: str | None


class Report(Model):
    """All verdicts on one script, in the rubric's order."""

    exercise: Id
    passed: bool
    points: float
    max_points: float
    criteria: Mapping[Id, CriterionResult]
