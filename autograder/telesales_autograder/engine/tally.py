"""How far a run is, and how it ended."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telesales_autograder.engine.work import Ungradable

OK, SOME_MISSING, NOTHING_DONE = 0, 1, 2
"""How the command ends."""


@dataclass
class Tally:
    """Numbers of submissions, those that could not be graded, and what stopped the run, if anything did.

    `waiting` are those among the graded in which a cell asks for a person's points.
    """

    graded: int = 0
    unchanged: int = 0
    waiting: int = 0
    ungradable: "list[Ungradable]" = field(default_factory=list)
    stopped: str | None = None

    @property
    def seen(self) -> int:
        """Submissions that are done with."""
        return self.graded + self.unchanged + len(self.ungradable)

    @property
    def exit_code(self) -> int:
        """0 where all are graded, 1 where some are not, 2 where the run stopped before anything was done."""
        if self.stopped and not self.graded + self.unchanged:
            return NOTHING_DONE
        return SOME_MISSING if self.stopped or self.ungradable else OK

    def to_dict(self, assignment: str, seconds: float) -> dict[str, Any]:
        """For scripts; `rate` is in graded submissions a second."""
        return {
            "assignment": assignment,
            "graded": self.graded,
            "unchanged": self.unchanged,
            "waiting": self.waiting,
            "ungradable": [{"student": one.student, "reason": one.reason} for one in self.ungradable],
            "stopped": self.stopped,
            "seconds": round(seconds, 3),
            "rate": round(self.graded / seconds, 1),
        }

    def to_text(self, seconds: float) -> str:
        """For people: what was not graded and why, one line each, a summary, and what stopped the run."""
        lines = [f"{one.student}: {one.reason}" for one in self.ungradable]
        lines += [self._summary(seconds)] if self.seen else []
        if self.waiting:
            lines.append(f"{_count(self.waiting, 'Abgabe wartet', 'Abgaben warten')} auf Punkte von dir (Formgrader).")
        return "\n".join([*lines, *([self.stopped] if self.stopped else [])])

    def _summary(self, seconds: float) -> str:
        done = f"{_count(self.graded, 'Abgabe', 'Abgaben')} bewertet in {seconds:.1f} s".replace(".", ",")
        unchanged = f", {self.unchanged} unverändert" if self.unchanged else ""
        ungradable = f", {len(self.ungradable)} nicht zu bewerten" if self.ungradable else ""
        return f"{done}{unchanged}{ungradable}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
