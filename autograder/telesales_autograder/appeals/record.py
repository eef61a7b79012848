"""One appeal: what somebody says about one verdict on one submission."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import AwareDatetime, Field

from telesales.model import Script, Verdict
from telesales.model.base import Id, LineId, Model

MAX_REASON = 2000
"""Characters of a reason."""


class Appeal(Model):
    """An objection (`verdict` None) or a person's own verdict; the lines are those that it is about."""

    time: AwareDatetime
    assignment: str = Field(min_length=1)
    student: str = Field(min_length=1)
    criterion: Id
    verdict: Verdict | None
    grader: Verdict
    """What the grader had said."""
    reason: str = Field(min_length=1, max_length=MAX_REASON)
    author: str = Field(min_length=1, max_length=200)
    exercise: Id
    lines: Mapping[LineId, str]

    @classmethod
    def now(cls, script: Script, **said: Any) -> "Appeal":
        """An appeal about `script`, of this moment."""
        time = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        return cls(time=time, exercise=script.exercise, lines=script.lines, **said)

    @property
    def about(self) -> tuple[str, str, str]:
        """Whose verdict on what: a later appeal about the same takes the place of an earlier one."""
        return self.assignment, self.student, self.criterion

    def is_about(self, script: Script) -> bool:
        """Whether the submission still says what it said then."""
        return (script.exercise, dict(script.lines)) == (self.exercise, dict(self.lines))

    def example(self) -> dict[str, Any]:
        """The decision as a labelled script for `telesales evaluate`; nobody can tell from it whose script it was."""
        name = hashlib.sha256(repr(self.about).encode() + repr(dict(self.lines)).encode()).hexdigest()[:12]
        return {
            "id": f"appeal-{name}",
            "author": "appeal",
            "date": self.time.date().isoformat(),
            "exercise": self.exercise,
            "lines": dict(self.lines),
            "labels": {self.criterion: self.verdict},
            "why": {self.criterion: self.reason},
        }
