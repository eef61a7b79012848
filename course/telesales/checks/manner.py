"""Whether a script as a whole is a call that its caller leads: what single lines do not show.

Who copies the rubric, tells of a call, plans one or denies everything may hit on a line that would do by itself.
Measured on 768 labelled scripts: none has more than two lines that are not meant, none denies in more than 28 % of its
clauses, and in each the caller speaks of "ich" or "wir" in at least 25 % of the lines (as one who acts in 22 %), and to
the person called in at least 33 %.
"""

from itertools import pairwise

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence

FEW = 8
"""A script of fewer lines says too little about its manner."""
MAX_UNMEANT = 2
"""So many lines may be no spoken sentences, tell of the person called, or back out of what they say; or come again."""
MAX_DENYING = 0.4
"""This share of the clauses may deny something."""
MIN_SPEAKING = 0.2
"""In this share of the lines the caller speaks of himself."""
MIN_ACTING = 0.15
"""In this share of the lines it is he who does something ("ich", "mich"), and not merely his things ("mein Honig")."""
MIN_ADDRESSING = 0.25
"""In this share of the lines he speaks to the person called."""

_IMAGINED = frozenset("waere waeren haette haetten gaebe ginge gehoerte braeuchte braeuchten kaeme wuerde".split())
"""First words of "Hätte ich eine Probe, dann …", where no question is marked."""


def doubtful(reading: Reading) -> bool:
    """Whether the whole script is something else than a call: then a person looks at what seems right in it."""
    if len(reading.lines) < FEW:
        return False
    unmeant = sum(map(_unmeant, reading.lines))
    repeated = len(reading.lines) - len({line.text.words for line in reading.lines})
    if max(unmeant, repeated) > MAX_UNMEANT:
        return True
    return _denying(reading) > MAX_DENYING or _between_nobody(reading)


def _between_nobody(reading: Reading) -> bool:
    """Whether hardly anybody speaks, acts or is spoken to: a tale, an essay, a talk among others."""
    speaking, acting = _share(reading, "caller-self"), _share(reading, "caller-acting")
    return speaking < MIN_SPEAKING or acting < MIN_ACTING or _share(reading, "you") < MIN_ADDRESSING


def _unmeant(line: Line) -> bool:
    odd = line.problem is not None or line.text.whole.has_any("told-of-her", "backs-out")
    return odd or any(_imagined(s) or _denies_that(s) for s in line.text.sentences)


def _imagined(sentence: Sentence) -> bool:
    return sentence.tokens[0].text in _IMAGINED and not sentence.marked


def _denies_that(sentence: Sentence) -> bool:
    """Whether it denies what it names: "Dass ich anrufe, stimmt nicht", "Die Frage, ob es passt, lasse ich weg"."""
    main = sentence.clauses[1:]
    if sentence.clauses[0].has_any("question-named"):
        return bool(main) and (main[-1].negated or main[-1].has_any("left-out"))
    if sentence.tokens[0].text == "dass":
        return bool(main) and (main[-1].negated or any(clause.has_any("untrue") for clause in main))
    return any(_untrue(a) and b.tokens[0].text == "dass" for a, b in pairwise(sentence.clauses))


def _untrue(clause: Clause) -> bool:
    return clause.has_any("untrue") or (clause.negated and clause.has_any("held-true"))


def _denying(reading: Reading) -> float:
    clauses = [clause for line in reading.lines for clause in line.text.clauses]
    return sum(clause.negated for clause in clauses) / len(clauses)


def _share(reading: Reading, name: str) -> float:
    """In what share of the lines the word class stands."""
    return sum(line.text.whole.has_any(name) for line in reading.lines) / len(reading.lines)
