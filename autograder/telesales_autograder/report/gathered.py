"""Adds up what was found in all submissions of a class."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from telesales.model import Verdict
from telesales_autograder.report.handed import Judged, Seen
from telesales_autograder.report.passages import Passages
from telesales_autograder.report.progress import Progress
from telesales_autograder.report.shingles import Hashes


@dataclass
class Gathered:
    """All submissions: verdicts by criterion, problems and unsure passages by student, texts in the order of `writers`.

    `judged` are the automatic points of each student.
    """

    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    problems: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, dict[str, str]] = field(default_factory=dict)
    judged: dict[str, float] = field(default_factory=dict)
    passed: int = 0
    passages: Passages = field(default_factory=Passages)
    progress: Progress = field(default_factory=Progress)
    writers: list[str] = field(default_factory=list)
    texts: list[Hashes] = field(default_factory=list)

    def add_all(self, found: Iterable[Seen]) -> "Gathered":
        """Takes in every submission."""
        for seen in found:
            if seen.now is None:
                self.problems[seen.student] = seen.problem or ""
            else:
                self._add(seen, seen.now)
        return self

    def _add(self, seen: Seen, now: Judged) -> None:
        for id, verdict in now.verdicts.items():
            self.verdicts[id][verdict] += 1
        self.judged[seen.student] = sum(now.points.values())
        self.passed += now.passed
        self.passages.add(seen.missed)
        if seen.unsure:
            self.unsure[seen.student] = dict(seen.unsure)
        if seen.before:
            self.progress.add(seen.student, seen.before, now)
        if seen.text.size:
            self.writers.append(seen.student)
            self.texts.append(seen.text)
