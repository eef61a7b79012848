"""open-question: is the recipient asked, openly, about wishes and habits?"""

from collections.abc import Callable

from telesales.checks.asking import Kind, Question, questions_in
from telesales.checks.reading import Reading
from telesales.language import Sentence, Span
from telesales.model import Finding

HEALTH = ("need-health", "need-health-phrase")
"""Words about body and illness."""

RANKS = ("open-asked", "closed", "unsure", "personal", "suggestive", "other-question")
"""The findings a question can lead to, best first: the best question decides."""


BARE = 3
"""A question of so few words that ends in 'einen' or 'das' takes its matter from the words before it."""

_CLOSING = ("need-closing", "need-closing-yes", "need-closing-word", "need-permission")
"""Words of questions for time and agreement."""


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
    return _doubtful(reading) or Finding(id="missing")


def _doubtful(reading: Reading) -> Finding | None:
    """A person decides where the guide's own line seems to ask, in a form that no rule knows."""
    asked = ((line, s) for line, s in reading.sentences() if line.slot == "needs" and _seems_to_ask(s))
    return next((Finding(id="unsure", evidence=(line.quote(s),)) for line, s in asked), None)


def _seems_to_ask(sentence: Sentence) -> bool:
    """Whether a person should look: something about them with a question mark, or a verb and Sie without one."""
    if not sentence.has("need-they") or sentence.has_any(*HEALTH, "need-private", *_CLOSING, "need-about-doubt"):
        return False
    first, second = (*sentence.tokens, *sentence.tokens)[:2]
    if sentence.has("ask-knowing") or "need-nod" in sentence.tokens[-1].classes:
        return False
    verb_first = "ask-sie" in second.classes and not first.classes & {"ask-imperative", "ask-lead", "ask-word"}
    return sentence.marked or verb_first


def _judge(question: Question) -> str:
    told = question.sentence.has("told-of") or question.span.has_any("need-idiom", "need-comparison")
    if told or _withdrawn(question):
        return "other-question"
    for finding, applies in _FLAWS:
        if applies(question):
            return finding
    if question.kind is Kind.CLOSED:
        return "closed"
    return "unsure" if _of_their_matter(question) and not _names_them(question) else "open-asked"


def _withdrawn(question: Question) -> bool:
    """Whether the question is taken back; 'Nach Falten frag ich nicht' renounces another one."""
    text = question.line.text
    rest = Span(text, question.sentence.first, len(text.tokens))
    for found in rest.find_all("ask-withdrawn", "taken-back"):
        clause, sentence = text.clause_of(found), text.sentence_of(found)
        other = sentence if sentence.first > question.sentence.first else clause
        if not other.has_any(*HEALTH, "need-private") and not clause.has_any("need-not-back"):
            return True
    return False


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
        before = Span(question.span.text, question.sentence.first, question.span.first)
        led = before.has("need-suggestive") and not before.has("me")
        return led or (question.span.has_any("need-rhetorical") and not question.framed)
    return question.sentence.has_any("need-suggestive", "need-rhetorical")


def _is_about_something_else(question: Question) -> bool:
    """Whether it asks for time, agreement or the doubt: needed in a call, but no question about needs."""
    if question.span.has_any("need-about-doubt", "need-data"):
        return True
    if question.kind is Kind.OPEN:
        fixed = question.span.has("need-until") and not question.span.has("me")
        return question.span.has_any("need-closing") and not question.framed and not fixed
    if question.span.tokens[-1].classes & {"need-pronoun"} and len(question.span) <= BARE:
        return question.sentence.has_any(*_CLOSING)  # '… einen Augenblick, ich meine, haben Sie einen?'
    first, second = (*question.span.tokens, *question.span.tokens)[:2]
    offers = bool({"need-offering"} & (first.classes | second.classes))
    return offers or question.span.has_any(*_CLOSING)


def _is_not_about_them(question: Question) -> bool:
    if question.kind is Kind.OPEN:
        them = _names_them(question) or _of_their_matter(question)
        return not them or (question.span.has("need-echo") and not question.framed)
    return not question.span.has_any("need-they", "ask-sie-fused")


def _names_them(question: Question) -> bool:
    where = question.span if question.sentence.has("ask-knowing") else question.sentence
    return where.has("need-they") or _of_what_is_theirs(question) or question.span.has("need-the-matter")


def _of_what_is_theirs(question: Question) -> bool:
    """'Ihr Fuhrpark …. Wie setzt er sich zusammen?'"""
    text = question.line.text
    before = text.sentences.index(question.sentence) - 1
    return before >= 0 and question.span.has("need-same") and text.sentences[before].has("need-theirs")


def _of_their_matter(question: Question) -> bool:
    """Asked in the guide's own line, of a thing that is nobody's in words: 'Was ist denn auf dem Teppich passiert?'"""
    asked = question.sentence.marked and question.line.slot == "needs" and question.span.has("need-the")
    general = question.span.has_any("me", "need-general", "negator")
    return asked and not general and not question.sentence.has("ask-knowing")


_FLAWS: tuple[tuple[str, Callable[[Question], bool]], ...] = (
    ("suggestive", _is_suggestive),
    ("personal", _is_personal),
    ("other-question", _is_about_something_else),
    ("other-question", _is_not_about_them),
)
