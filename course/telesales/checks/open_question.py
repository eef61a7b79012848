"""open-question: is the recipient asked, openly, about wishes and habits?"""

from collections.abc import Callable

from telesales.checks.asking import Kind, Question, questions_in
from telesales.checks.reading import Reading
from telesales.language import Span
from telesales.model import Finding

HEALTH = ("need-health", "need-health-phrase")
"""Words about body and illness."""

RANKS = ("open-asked", "closed", "personal", "suggestive", "other-question")
"""The findings a question can lead to, best first: the best question decides."""


def check(reading: Reading) -> Finding:
    """The best question in the lines; `missing` where none is asked."""
    asked = [question for line, sentence in reading.sentences() for question in questions_in(line, sentence)]
    if not asked:
        return _without_question(reading)
    best = min(asked, key=lambda question: RANKS.index(_judge(question)))
    return Finding(id=_judge(best), evidence=(best.line.quote(best.span),))


def _without_question(reading: Reading) -> Finding:
    for line, sentence in reading.sentences():
        if sentence.marked and sentence.has_any("need-suggestive", "need-rhetorical"):
            return Finding(id="suggestive", evidence=(line.quote(sentence),))
    return Finding(id="missing")


def _judge(question: Question) -> str:
    if question.withdrawn or question.sentence.has("told-of") or question.span.has_any("need-idiom", "need-comparison"):
        return "other-question"
    for finding, applies in _FLAWS:
        if applies(question):
            return finding
    return "open-asked" if question.kind is Kind.OPEN else "closed"


def _is_personal(question: Question) -> bool:
    whole = question.kind is Kind.CLOSED or question.span.has("need-empty")
    where = question.sentence if whole else question.span
    spans = (question.context, where, _asked_before(question))
    private = where.has("need-private") or any(span.has_any(*HEALTH) for span in spans)
    return private and not where.has("need-harmless")


def _asked_before(question: Question) -> Span:
    """What an elliptic question ('… und seit wann?') goes on from; else nothing."""
    elliptic = not question.span.has("need-they")
    first = question.sentence.first if elliptic else question.span.first
    return Span(question.sentence.text, first, question.span.first)


def _is_suggestive(question: Question) -> bool:
    if question.kind is Kind.OPEN:
        return question.span.has_any("need-rhetorical") and not question.framed
    return question.sentence.has_any("need-suggestive", "need-rhetorical")


def _is_about_something_else(question: Question) -> bool:
    """Whether it asks for time, agreement or the doubt: needed in a call, but no question about needs."""
    if question.span.has_any("need-about-doubt", "need-data"):
        return True
    if question.kind is Kind.OPEN:
        return question.span.has_any("need-closing") and not question.framed
    first, second = (*question.span.tokens, *question.span.tokens)[:2]
    offers = bool({"need-offering"} & (first.classes | second.classes))
    return offers or question.sentence.has_any(
        "need-closing",
        "need-closing-yes",
        "need-closing-word",
        "need-permission",
    )


def _is_not_about_them(question: Question) -> bool:
    if question.kind is Kind.OPEN:
        where = question.span if question.sentence.has("ask-knowing") else question.sentence
        return not where.has("need-they") or (question.span.has("need-echo") and not question.framed)
    return not question.span.has_any("need-they", "ask-sie-fused")


_FLAWS: tuple[tuple[str, Callable[[Question], bool]], ...] = (
    ("suggestive", _is_suggestive),
    ("personal", _is_personal),
    ("other-question", _is_about_something_else),
    ("other-question", _is_not_about_them),
)
