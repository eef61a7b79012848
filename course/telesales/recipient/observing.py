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

_BY_SLOT: dict[str, Asks] = {"no-time": "when", "interested": "arrange", "not-interested": "delete"}


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
    """The words with which a line goes on after 'no' or 'no time'."""
    span = line.text.whole.find("call-pushes")
    return line.quote(span) if span is not None else None


def asked(line: Line, results: Mapping[str, CriterionResult]) -> Asks:
    """What a line asks for: by the criterion that found the question, by its place, or because its last sentence asks."""
    asks = any(sentence.asks for sentence in line.text.sentences)
    if line.slot in _BY_SLOT:
        return _BY_SLOT[line.slot] if asks else "nothing"
    found = [(e.start, kind) for kind, e in _questions(results) if e.line == line.slot]
    if found:
        return _narrowed(max(found)[1], line)
    return "unknown" if line.text.sentences and line.text.sentences[-1].asks else "nothing"


def _questions(results: Mapping[str, CriterionResult]) -> Iterator[tuple[Asks, Evidence]]:
    """The questions that criteria found, by their last evidence."""
    kinds: dict[tuple[str, str], Asks] = {
        ("permission", "asked"): "permission",
        ("permission", "too-late"): "permission",
        ("open-question", "open-asked"): "needs",
        ("open-question", "closed"): "closed",
        ("next-step", "agreed"): "step",
        ("next-step", "vague-question"): "step",
        ("objection", "explored"): "doubt",
    }
    for result in results.values():
        kind = kinds.get((result.criterion, result.finding))
        if kind and result.evidence:
            yield kind, result.evidence[-1]


def _narrowed(kind: Asks, line: Line) -> Asks:
    """'needs' about criteria ("Was ist Ihnen wichtig?"), or 'doubt' only where the line really asks."""
    if kind == "doubt" and not any(sentence.asks for sentence in line.text.sentences):
        return "nothing"
    if kind == "needs" and sum(_open(sentence) for sentence in line.text.sentences) == 1:
        return "criteria" if line.text.whole.has("call-criteria") else "needs"
    return kind


def _open(sentence: Sentence) -> bool:
    return sentence.asks or sentence.has("ask-narrate")


def known(facts: Iterable[Fact], line: Line, results: Mapping[str, CriterionResult]) -> frozenset[str]:
    """The facts that a line tells."""
    return frozenset(
        fact.id
        for fact in facts
        if (fact.words and line.text.whole.has_any(*fact.words))
        or any(e.line == line.slot for r in results.values() if raises(fact.heard, r) for e in r.evidence[:1])
    )


def raises(heard: Heard, result: CriterionResult) -> bool:
    """Whether a criterion's result is one of those named in `heard`."""
    names = heard.get(result.criterion, ())
    return result.finding in names or result.verdict.value in names and result.verdict is not Verdict.OPEN
