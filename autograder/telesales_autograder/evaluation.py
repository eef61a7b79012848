"""Measures the grader against labelled scripts: agreement, errors, attacks, invariance.

`open` counts as fail and `unsure` as partial, as a teacher would first see them.
Kappa after Cohen (1960), quadratic weights after Cohen (1968).
"""

import json
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telesales.grading import judge
from telesales.loading import DEFAULT_CALL
from telesales.model import Script

VERDICTS = ("fail", "partial", "pass")
Pair = tuple[str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One label that the grader did not give."""

    row: str
    criterion: str
    label: str
    verdict: str


@dataclass(frozen=True)
class Agreement:
    """Labels beside verdicts, per criterion, and what follows from them."""

    pairs: Mapping[str, Sequence[Pair]]
    differences: Sequence[Difference]
    unsure: int
    good: int
    good_passed: int

    @property
    def all(self) -> list[Pair]:
        """All pairs of label and verdict."""
        return [pair for pairs in self.pairs.values() for pair in pairs]

    @property
    def kappas(self) -> dict[str, float]:
        """Kappa per criterion."""
        return {criterion: kappa(pairs) for criterion, pairs in self.pairs.items()}

    def rate(self, label: str, verdict: str) -> tuple[int, int]:
        """How many of the `label` labels got `verdict`, and how many such labels there are."""
        labelled = [pair for pair in self.all if pair[0] == label]
        return sum(pair[1] == verdict for pair in labelled), len(labelled)


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The labelled scripts of JSONL files; ValueError names file and line of a broken one."""
    rows: list[Row] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}, line {number}: not JSON ({error.msg}); mend or remove the line") from None
    return rows


def verdicts_of(row: Row, change: Callable[[str], str] = lambda text: text) -> dict[str, str]:
    """The grader's verdicts on a row's lines, each line changed by `change` first."""
    return {id: result.verdict.value for id, result in judge(script_of(row, change)).criteria.items()}


def script_of(row: Row, change: Callable[[str], str] = lambda text: text) -> Script:
    """A row's lines as a script."""
    return Script(
        call=DEFAULT_CALL,
        exercise=row["exercise"],
        lines={slot: change(text) for slot, text in row["lines"].items()},
    )


def agreement(rows: Iterable[Row]) -> Agreement:
    """How the grader agrees with the labels of `rows`."""
    pairs: dict[str, list[Pair]] = defaultdict(list)
    differences, unsure, good, good_passed = [], 0, 0, 0
    for row in rows:
        report = judge(script_of(row))
        for criterion, label in row["labels"].items():
            verdict = report.criteria[criterion].verdict.value
            unsure += verdict == "unsure"
            pairs[criterion].append((_fold(label), _fold(verdict)))
            if _fold(label) != _fold(verdict):
                differences.append(Difference(row["id"], criterion, label, verdict))
        if set(row["labels"]) == set(report.criteria) and set(row["labels"].values()) == {"pass"}:
            good += 1
            good_passed += report.passed
    return Agreement(pairs, differences, unsure, good, good_passed)


def kappa(pairs: Sequence[Pair], weighted: bool = False) -> float:
    """Cohen's kappa of (label, verdict) pairs, with quadratic weights where `weighted`; nan where there are none."""
    if not pairs:
        return float("nan")

    def cost(left: str, right: str) -> float:
        return ((VERDICTS.index(left) - VERDICTS.index(right)) / 2) ** 2 if weighted else float(left != right)

    observed = sum(cost(*pair) for pair in pairs) / len(pairs)
    labels, verdicts = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(labels[a] * verdicts[b] * cost(a, b) for a in VERDICTS for b in VERDICTS) / len(pairs) ** 2
    return 1.0 if expected == 0 else 1 - observed / expected


def interval(pairs: Sequence[Pair], weighted: bool = False, draws: int = 1000) -> tuple[float, float]:
    """The 95 % bootstrap interval of kappa (percentile method; the same draws every time)."""
    chance = random.Random(20260303)  # noqa: S311 — a bootstrap, no secret
    values = sorted(kappa(chance.choices(pairs, k=len(pairs)), weighted) for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws)]


@dataclass(frozen=True)
class Attacks:
    """What cheating scripts got that they must not get."""

    total: int
    whole: Sequence[str]
    criteria: Sequence[tuple[str, str]]
    guarded: int


def attacks(rows: Sequence[Row]) -> Attacks:
    """Judges the attack scripts in `rows`."""
    whole, single, guarded = [], [], 0
    for row in rows:
        report = judge(script_of(row))
        guarded += len(row["must_not_pass"])
        if row.get("must_not_pass_whole") and report.passed:
            whole.append(row["id"])
        single += [(row["id"], c) for c in row["must_not_pass"] if report.criteria[c].verdict.value == "pass"]
    return Attacks(len(rows), whole, single, guarded)


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
VARIANTS: Mapping[str, Callable[[str], str]] = {
    "umlauts written out": lambda text: text.translate(_WRITTEN_OUT),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "CRLF": lambda text: text.replace(". ", ".\r\n"),
    "quotation marks": lambda text: text.replace("„", '"').replace("“", '"'),
    "lower case": str.lower,
}


def invariance(rows: Sequence[Row]) -> tuple[int, dict[str, list[tuple[str, str, str, str]]]]:
    """The number of verdicts, and which change when only spelling, encoding or white space does."""
    plain = [verdicts_of(row) for row in rows]
    changed = {}
    for name, change in VARIANTS.items():
        varied = [verdicts_of(row, change) for row in rows]
        changed[name] = [
            (row["id"], c, before[c], after[c])
            for row, before, after in zip(rows, plain, varied, strict=True)
            for c in before
            if before[c] != after[c]
        ]
    return sum(map(len, plain)), changed


def _fold(verdict: str) -> str:
    return {"open": "fail", "unsure": "partial"}.get(verdict, verdict)
