"""How simulated calls end beside how good the scripts are: Spearman's rho for each recipient and labelled set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from telesales.grading import judge
from telesales.loading import DEFAULT_CALL, load_call
from telesales.recipient import play
from telesales_autograder.evaluation import Row, script_of

GOAL = 0.85
"""Outcomes follow the number of criteria met at least so closely."""

GRADER = "grader"
"""In place of a recipient: the number of criteria that the grader finds met."""


@dataclass(frozen=True)
class Outcome:
    """How many criteria a script meets as labelled, and the mood at the end with each recipient.

    Under `GRADER` stands how many criteria the grader finds met: it says how much of the order is heard at all.
    """

    met: int
    ends: Mapping[str, int]


def outcome(row: Row) -> Outcome:
    """The outcomes of a labelled script; it is judged once and played with everybody."""
    script = script_of(row)
    passed = sum(result.verdict.value == "pass" for result in judge(script).criteria.values())
    moods = {id: play(script, id).mood for id in load_call(script.call).recipients}
    return Outcome(sum(label == "pass" for label in row["labels"].values()), {**moods, GRADER: passed})


def follows(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """By recipient (and for the `GRADER`) rho of the ends with the number of criteria met."""
    met = [one.met for one in outcomes]
    return {id: spearman(met, [one.ends[id] for one in outcomes]) for id in outcomes[0].ends}


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation (1904), Pearson's of the ranks; nan where one of both never changes."""
    left, right = _centred(_ranks(one)), _centred(_ranks(other))
    spread = (sum(x * x for x in left) * sum(y * y for y in right)) ** 0.5
    return sum(x * y for x, y in zip(left, right, strict=True)) / spread if spread else float("nan")


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks, equal values sharing their mean rank."""
    ordered = sorted(values)
    return [(ordered.index(value) + len(ordered) - 1 - ordered[::-1].index(value)) / 2 for value in values]


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]


def table(sets: Mapping[str, Sequence[Outcome]]) -> Iterator[str]:
    """The lines of a Markdown table: a row for each recipient, a column for each set and one for all of them."""
    columns = {**sets, "alle": [one for outcomes in sets.values() for one in outcomes]}
    found = {name: follows(outcomes) for name, outcomes in columns.items()}
    titles = {id: person.title for id, person in load_call(DEFAULT_CALL).recipients.items()}
    yield f"| Person | {' | '.join(f'{name} ({len(outcomes)})' for name, outcomes in columns.items())} |"
    yield f"|---{'|---' * len(columns)}|"
    for id, title in {**titles, GRADER: "*zum Vergleich: der Prüfer*"}.items():
        yield f"| {title} | {' | '.join(f'{found[name][id]:.2f}'.replace('.', ',') for name in columns)} |"
