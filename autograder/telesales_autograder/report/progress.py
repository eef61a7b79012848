"""How much changed since an earlier version, judged anew by the same grader, so that both count alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from telesales.handed import HandedFile
from telesales.model import Verdict
from telesales_autograder.report.handed import Judged
from telesales_autograder.submission import read_submission


def earlier(folder: Path, student: str, assignment: str, notebook: str) -> HandedFile | None:
    """What `student` has in an earlier course folder or tree of submissions; None where there is nothing.

    `notebook` is the file's name; the answers in it count where no file lies beside it, as they do in grading.
    """
    for root in (folder / "submitted", folder):
        place = root / student / assignment
        if place.is_dir():
            found = read_submission(place / notebook)
            return HandedFile(found.answers, found.problem)
    return None


@dataclass(frozen=True)
class Change:
    """One learner's points of all automatic criteria, before and now."""

    student: str
    before: float
    now: float


@dataclass
class Progress:
    """The changes of all learners of whom there is an earlier version, and how many met each criterion then and now."""

    changes: list[Change] = field(default_factory=list)
    met_before: Counter[str] = field(default_factory=Counter)
    met_now: Counter[str] = field(default_factory=Counter)

    def add(self, student: str, before: Judged, now: Judged) -> None:
        """Takes in one learner."""
        self.changes.append(Change(student, sum(before.points.values()), sum(now.points.values())))
        self.met_before.update(_met(before.verdicts))
        self.met_now.update(_met(now.verdicts))

    @property
    def means(self) -> tuple[float, float]:
        """The mean points before and now; there must be somebody."""
        return fmean(one.before for one in self.changes), fmean(one.now for one in self.changes)

    @property
    def directions(self) -> tuple[int, int, int]:
        """How many have more, as many, fewer points than before."""
        signs = [(one.now > one.before) - (one.now < one.before) for one in self.changes]
        return signs.count(1), signs.count(0), signs.count(-1)


def _met(verdicts: Mapping[str, Verdict]) -> Sequence[str]:
    return [id for id, verdict in verdicts.items() if verdict is Verdict.PASS]
