"""What became of a page."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of a page."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FOREIGN = "foreign"
    FAILED = "failed"


@dataclass(frozen=True)
class Made:
    """What became of a learner's page, and why there is none: one German sentence.

    `stale`: the grader finds other points today than stand in the gradebook.
    """

    student: str
    state: State
    reason: str = ""
    stale: bool = False
