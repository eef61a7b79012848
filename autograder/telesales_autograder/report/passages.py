"""Counts what is often wrong: by criterion and finding the passages, those that are nearly the same together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from rapidfuzz import fuzz, process

from telesales.language.normal import normalise
from telesales.model import Verdict
from telesales_autograder.report.handed import Missed

SIMILAR = 85
"""From this score (rapidfuzz's ratio, 0 to 100) on two passages count as one."""
MOST_COMPARED = 2000
"""Passages of one finding that others are compared with, the most frequent first."""

_AT_THE_EDGES = " .,;:!?\"'()…-"


@dataclass(frozen=True)
class Passage:
    """A passage as most put it: `count` learners said so or nearly so, `alike` of them word for word."""

    words: str
    count: int
    alike: int


@dataclass(frozen=True)
class Wrong:
    """One finding of a criterion: how many learners it met, and their passages, most frequent first."""

    criterion: str
    finding: str
    verdict: Verdict
    learners: int
    passages: Sequence[Passage]


_Finding = tuple[str, str, Verdict]


@dataclass
class _Words:
    """Each passage's learners, by number and folded form, how one of them wrote it, and whether it is their `own`."""

    learners: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    raw: dict[str, str] = field(default_factory=dict)
    own: bool = False

    def add(self, missed: Missed, learner: int) -> None:
        key = normalise(missed.words).text.strip(_AT_THE_EDGES)
        self.learners[key].add(learner)
        self.raw.setdefault(key, " ".join(missed.words.split()))
        self.own = missed.own

    def merged(self) -> list[Passage]:
        """Each of the learners' own passages joins the most frequent one that is nearly the same."""
        heads: dict[str, set[int]] = {}
        for key, learners in sorted(self.learners.items(), key=lambda entry: (-len(entry[1]), entry[0])):
            heads.setdefault(self._head(key, heads), set()).update(learners)
        found = [Passage(self.raw[key], len(who), len(self.learners[key])) for key, who in heads.items()]
        return sorted(found, key=lambda one: -one.count)

    def _head(self, key: str, heads: Iterable[str]) -> str:
        compared = list(islice(heads, MOST_COMPARED)) if self.own else []
        same = process.extractOne(key, compared, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        return str(same[0]) if same else key


class Passages:
    """Takes in what each learner missed and gives what many did."""

    def __init__(self) -> None:
        self._seen = 0
        self._learners: Counter[_Finding] = Counter()
        self._words: dict[_Finding, _Words] = defaultdict(_Words)

    def add(self, missed: Iterable[Missed]) -> None:
        """What one learner missed; a finding and a passage count once for each."""
        self._seen += 1
        found = list(missed)
        self._learners.update({(one.criterion, one.finding, one.verdict) for one in found})
        for one in found:
            if one.words.strip():
                self._words[one.criterion, one.finding, one.verdict].add(one, self._seen)

    def most_frequent(self) -> list[Wrong]:
        """All findings, those that met most learners first."""
        ordered = sorted(self._learners.items(), key=lambda entry: (-entry[1], entry[0]))
        return [Wrong(*finding, count, self._words[finding].merged()) for finding, count in ordered]
