"""What anybody hears in a caller's lines without a rubric: repetition, pushing on, what is asked, what is now known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from telesales.checks.reading import Line
from telesales.language import Sentence
from telesales.model import Asks, CriterionResult, Evidence, Fact, Verdict

SAME_ROW = 6
"""So many words in a row that come again are a repetition."""
SAME_SHARE = 0.8
"""A sentence of at least `SAME_ROW` words is a repetition if this share of them came before, in the same order."""

Heard = Mapping[str, tuple[str, ...]]
"""Verdicts or findings by criterion."""

_BRANCHES: dict[str, Asks] = {"no-time": "when", "interested": "arrange", "not-interested": "delete"}
_TASKS: dict[str, Asks] = {"permission": "permission", "needs": "needs", "objection": "doubt", "next-step": "step"}
_FOUND: dict[tuple[str, str], Asks] = {
    ("permission", "asked"): "permission",
    ("permission", "too-late"): "permission",
    ("open-question", "open-asked"): "needs",
    ("open-question", "closed"): "closed",
    ("next-step", "agreed"): "step",
    ("next-step", "vague-question"): "step",
}
"""Which question a finding of a criterion means."""


def repetitions(lines: Sequence[Line]) -> Iterator[Evidence]:
    """The first sentence of each line that says again what an earlier line said."""
    earlier: list[tuple[str, ...]] = []
    for line in lines:
        sentences = [sentence for sentence in line.text.sentences if len(sentence) >= SAME_ROW]
        again = next((s for s in sentences if any(_same(s.words, before) for before in earlier)), None)
        if again is not None:
            yield line.quote(again)
        earlier += [sentence.words for sentence in sentences]


def _same(words: tuple[str, ...], before: tuple[str, ...]) -> bool:
    shared = set(words).intersection(before)
    if len(shared) < SAME_ROW - 1:
        return False
    rows = {before[i : i + SAME_ROW] for i in range(len(before) - SAME_ROW + 1)}
    if any(words[i : i + SAME_ROW] in rows for i in range(len(words) - SAME_ROW + 1)):
        return True
    enough = SAME_SHARE * len(words)
    return sum(word in shared for word in words) >= enough and _in_order(words, before) >= enough


def _in_order(words: tuple[str, ...], before: tuple[str, ...]) -> int:
    """The length of the longest row of words, gaps allowed, that both have."""
    best = [0] * (len(before) + 1)
    for word in words:
        diagonal = 0
        for place, other in enumerate(before, 1):
            diagonal, best[place] = best[place], diagonal + 1 if word == other else max(best[place], best[place - 1])
    return best[-1]


def pushing(line: Line) -> Evidence | None:
    """The words with which a line goes on although there is no time."""
    for span in line.text.whole.find_all("call-pushes"):
        if not line.text.clause_of(span).negated:
            return line.quote(span)
    return None


def letting_go(line: Line) -> Evidence | None:
    """The words with which a line lets somebody go who has no time."""
    span = line.text.whole.find("call-lets-go")
    return line.quote(line.text.sentence_of(span)) if span is not None else None


def asked(line: Line, results: Mapping[str, CriterionResult], made_for: frozenset[str]) -> Asks:
    """What a line asks for.

    A line whose task is to ask (those in `made_for`, which do ask) asks that; elsewhere the criterion that found a
    question decides, or else its last sentence.
    """
    if line.slot in _BRANCHES:
        return _BRANCHES[line.slot] if _asks(line) else "nothing"
    if line.slot in made_for:
        return _needs(line, results) if line.slot == "needs" else _TASKS[line.slot]
    found = [(e.start, kind) for kind, e in _questions(results) if e.line == line.slot and kind not in _done(made_for)]
    if found:
        kind = max(found)[1]
        return _narrowed(line) if kind == "needs" else kind
    if not (line.text.sentences and line.text.sentences[-1].asks):
        return "nothing"
    return "name" if line.text.sentences[-1].has("call-asks-name") else "unknown"


def asking_slots(lines: Iterable[Line]) -> frozenset[str]:
    """The lines of a guide whose task is to ask, and which do."""
    return frozenset(line.slot for line in lines if line.slot in _TASKS and _asks(line))


def _asks(line: Line) -> bool:
    return any(_open(sentence) for sentence in line.text.sentences)


def _done(made_for: frozenset[str]) -> frozenset[str]:
    return frozenset(_TASKS[slot] for slot in made_for)


def _questions(results: Mapping[str, CriterionResult]) -> Iterator[tuple[Asks, Evidence]]:
    """The questions that criteria found, by their last evidence."""
    for result in results.values():
        kind = _FOUND.get((result.criterion, result.finding))
        if kind and result.evidence:
            yield kind, result.evidence[-1]


def _needs(line: Line, results: Mapping[str, CriterionResult]) -> Asks:
    """How the line for needs asks: openly, for yes or no, or for something else."""
    finding = results["open-question"].finding
    return _narrowed(line) if finding == "open-asked" else "closed" if finding == "closed" else "unknown"


def _narrowed(line: Line) -> Asks:
    """An open question about criteria ("Was ist Ihnen wichtig?"), where it is the only one; else about anything."""
    alone = sum(_open(sentence) for sentence in line.text.sentences) == 1
    return "criteria" if alone and line.text.whole.has("call-criteria") else "needs"


def _open(sentence: Sentence) -> bool:
    return sentence.asks or sentence.has_any("ask-narrate", "ask-frame")


def known(facts: Iterable[Fact], line: Line, results: Mapping[str, CriterionResult]) -> frozenset[str]:
    """The facts that a line tells."""
    return frozenset(
        fact.id
        for fact in facts
        if (fact.words and line.text.whole.has_any(*fact.words))
        or any(e.line == line.slot for r in raising(fact.heard, results) for e in r.evidence[:1])
    )


def raising(heard: Heard, results: Mapping[str, CriterionResult]) -> Iterator[CriterionResult]:
    """Those of the results that `heard` names, by their finding or verdict."""
    for id in results if heard else ():
        result, names = results[id], heard.get(id, ())
        if result.finding in names or (result.verdict.value in names and result.verdict is not Verdict.OPEN):
            yield result
