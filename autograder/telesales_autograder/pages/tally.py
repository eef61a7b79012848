"""How far a run is, and how it ended."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from telesales_autograder.pages.made import Made, State

OK, SOME_MISSING, NOTHING_DONE = 0, 1, 2
"""How the command ends."""


@dataclass
class Tally:
    """What became of the pages, why some are missing, and what stopped the run, if anything did."""

    states: Counter[State] = field(default_factory=Counter)
    failed: list[Made] = field(default_factory=list)
    stale: int = 0
    stopped: str | None = None

    def add(self, made: Made) -> None:
        """Counts one learner."""
        self.states[made.state] += 1
        self.failed += [made] if made.state is State.FAILED else []
        self.stale += made.stale

    @property
    def seen(self) -> int:
        """Learners that are done with."""
        return self.states.total()

    @property
    def exit_code(self) -> int:
        """0 where all pages are ours and as they should be, 1 where some are not, 2 where nothing was done."""
        if self.stopped and not self.states[State.WRITTEN] + self.states[State.UNCHANGED]:
            return NOTHING_DONE
        return SOME_MISSING if self.stopped or self.failed or self.states[State.FOREIGN] else OK

    def to_dict(self, assignment: str, seconds: float) -> dict[str, Any]:
        """For scripts; `rate` is in written pages a second."""
        counts = {state.value: self.states[state] for state in State if state is not State.FAILED}
        return {
            "assignment": assignment,
            **counts,
            "failed": [{"student": one.student, "reason": one.reason} for one in self.failed],
            "stale": self.stale,
            "stopped": self.stopped,
            "seconds": round(seconds, 3),
            "rate": round(self.states[State.WRITTEN] / seconds, 1),
        }

    def to_text(self, seconds: float) -> str:
        """For people: what is missing and why, one line each, a summary, what to do, and what stopped the run."""
        lines = [f"{one.student}: {one.reason}" for one in self.failed]
        lines += [self._summary(seconds)] if self.seen else []
        if foreign := self.states[State.FOREIGN]:
            lines.append(f"{_pages(foreign)} nicht von diesem Befehl und {_stay(foreign)} (--force ersetzt sie).")
        if self.stale:
            lines.append("Bei einigen urteilt der Prüfer heute anders als im Notenbuch: 'telesales grade … --force'.")
        return "\n".join([*lines, *([self.stopped] if self.stopped else [])])

    def _summary(self, seconds: float) -> str:
        written, unchanged = self.states[State.WRITTEN], self.states[State.UNCHANGED]
        done = f"{written} {'Seite' if written == 1 else 'Seiten'} geschrieben in {seconds:.1f} s".replace(".", ",")
        more = [f"{unchanged} unverändert"] if unchanged else []
        more += [f"{len(self.failed)} nicht zu machen"] if self.failed else []
        return f"{', '.join([done, *more])}."


def _pages(number: int) -> str:
    return "1 Seite ist" if number == 1 else f"{number} Seiten sind"


def _stay(number: int) -> str:
    return "bleibt" if number == 1 else "bleiben"
