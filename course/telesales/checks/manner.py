"""Whether a script as a whole is a call that its caller leads: what single lines do not show.

Who copies the rubric, tells of a call, plans one or denies everything may hit on a line that would do by itself.
Measured on 408 labelled scripts: none has more than two lines that are not meant, none denies in more than 25 % of its
clauses, and in each the caller speaks of "ich" or "wir" in at least 25 % of the lines.
"""

from telesales.checks.reading import Line, Reading

FEW = 8
"""A script of fewer lines says too little about its manner."""
MAX_UNMEANT = 2
"""So many lines may be no spoken sentences, tell of the person called, or back out of what they say."""
MAX_DENYING = 0.4
"""This share of the clauses may deny something."""
MIN_SPEAKING = 0.2
"""In this share of the lines the caller speaks of himself."""


_IMAGINED = frozenset("waere waeren haette haetten gaebe ginge gehoerte braeuchte braeuchten kaeme wuerde".split())
"""First words of "Hätte ich eine Probe, dann …", where no question is marked."""


def doubtful(reading: Reading) -> bool:
    """Whether the whole script is something else than a call: then a person looks at what seems right in it."""
    if len(reading.lines) < FEW:
        return False
    unmeant = sum(map(_unmeant, reading.lines))
    return unmeant > MAX_UNMEANT or _denying(reading) > MAX_DENYING or _speaking(reading) < MIN_SPEAKING


def _unmeant(line: Line) -> bool:
    imagined = any(s.tokens[0].text in _IMAGINED and not s.marked for s in line.text.sentences)
    return line.problem is not None or imagined or line.text.whole.has_any("told-of-her", "backs-out")


def _denying(reading: Reading) -> float:
    clauses = [clause for line in reading.lines for clause in line.text.clauses]
    return sum(clause.negated for clause in clauses) / len(clauses)


def _speaking(reading: Reading) -> float:
    return sum(line.text.whole.has_any("caller-self") for line in reading.lines) / len(reading.lines)
