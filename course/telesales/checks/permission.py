"""permission: does the caller really ask whether it suits, before any pitch, and wait for the answer?

A question about the moment ("passt es", "störe ich", "haben Sie Zeit") or about leave to explain ("darf ich Ihnen
sagen …"). Naming product, offer and price is no pitch; praising or describing the product is, before the question or
right after it.
"""

from collections.abc import Iterator

from telesales.checks.leave import asks_leave, perhaps_asks_leave, question_start
from telesales.checks.reading import Line, Reading
from telesales.checks.stance import taken_back
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

OWN_SLOT = "permission"
"""The guide's line for this question: a question there needs fewer signs."""

NEAR = 3
"""So few words before it a negation denies a word of praise."""

TALK = 10
"""In this line a statement of so many words about neither of the two, the call or its time speaks of the product."""

LONG = 8
"""A statement of so many words behind the question is no mere courtesy."""

_HARMLESS = ("selling", "topic-frame", "call-word", "self-cue", "survey", "postponed", "channel")
"""Words of a sentence that says who calls and what for, or puts something aside: no pitch."""

_ELSE = ("small-talk", "moment-span", "channel", "resp-line")
"""What is praised without being offered: the evening, the minutes, the telephone."""


def check(reading: Reading) -> Finding:
    """A real question before any pitch: pass; with a pitch before it or in its wake: partial; none: fail."""
    asked = next(_asked(reading), None)
    if asked is None:
        return _unasked(reading)
    line, sentence = asked
    if taken_back(sentence, inside=not sentence.marked) is not None or _ignores_answer(sentence):
        return Finding(id="taken-back", evidence=(line.quote(sentence),))
    before = _pitch_before(reading, line, sentence)
    if before is not None:
        return Finding(id="too-late", evidence=(line.quote(sentence), before[0].quote(before[1])))
    after = _pitch_after(line, sentence)
    if after is not None:
        return Finding(id="pitched-on", evidence=(line.quote(sentence), line.quote(after)))
    return Finding(id="asked", evidence=(line.quote(sentence),))


def _ignores_answer(asked: Sentence) -> bool:
    """Whether the answer is declared void: "Störe ich? Selbst wenn, Sie hören jetzt zu."."""
    return any(asked.first <= span.first for span in asked.text.whole.find_all("ignores-answer"))


def _asked(reading: Reading) -> Iterator[tuple[Line, Sentence]]:
    return ((line, sentence) for line, sentence in reading.sentences() if asks_leave(sentence, line.slot == OWN_SLOT))


def _unasked(reading: Reading) -> Finding:
    for line, sentence in reading.sentences():
        if sentence.has_any("assumes-time"):
            return Finding(id="assumed", evidence=(line.quote(sentence),))
    for line, sentence in reading.sentences():
        if perhaps_asks_leave(sentence, line.slot == OWN_SLOT):
            return Finding(id="unsure", evidence=(line.quote(sentence),))
    return Finding(id="missing")


def _pitch_before(reading: Reading, line: Line, asked: Sentence) -> tuple[Line, Span] | None:
    """Praise or description of the offer in what was said before the question."""
    for other in reading.lines:
        for sentence in other.text.sentences:
            if other is line and sentence.first >= asked.first:
                return _pitch_inside(line, asked)
            if _praises(sentence) or (other.slot == OWN_SLOT and _speaks_of_it(sentence)):
                return other, sentence
        if other is line:
            return None
    return None


def _pitch_inside(line: Line, asked: Sentence) -> tuple[Line, Span] | None:
    """Praise or description in the clauses that lead up to the question: "… wird streifenfrei, haben Sie Zeit?"."""
    opening = question_start(asked)
    led = (clause for clause in asked.clauses if clause.last <= opening)
    return next(((line, clause) for clause in led if _praised(clause) or clause.has_any("produced")), None)


def _praises(sentence: Sentence) -> bool:
    """Whether the offer is praised or described; praise of anything else, or of nothing, is no pitch."""
    if any(_praised(clause) and not _about_else(sentence, clause) for clause in sentence.clauses):
        return True
    if sentence.has_any("quality-list") and not sentence.asks and not sentence.has_any(*_ELSE):
        return True
    ours = ("our-thing" in sentence.tokens[0].classes or sentence.has_any("produced")) and len(sentence) >= LONG
    return ours and not sentence.has_any(*_HARMLESS, "of-recipient", "our-selves")


def _speaks_of_it(sentence: Sentence) -> bool:
    """Whether a long statement has nothing to do with the two, their talk or the time for it."""
    other = ("me", "of-recipient", "explain", "spare-time", "present", "moment-talk", "moment-span")
    return (
        len(sentence) >= TALK
        and not sentence.asks
        and not sentence.has_any(*other, "weather", "selling", "topic-frame", "call-word", "channel")
    )


def _about_else(sentence: Sentence, clause: Clause) -> bool:
    """Whether the praise is of the person called, of the evening, the telephone, or part of what she agreed to."""
    if sentence.has("you-have", "record-act"):
        return True
    if sentence.has_any("our-thing", "produced"):
        return False
    return sentence.has_any(*_ELSE) or (clause.has_any("of-recipient") and not clause.has_any("turns-out", "negator"))


def _praised(clause: Clause) -> bool:
    """Praise, but neither in a greeting, nor as a name ("Verlag Federleicht"), nor what is left open ("ob …")."""
    if clause.has_any("greeting-praise", "whoever-likes") or clause.words[0] == "ob":
        return False
    return any(not _is_name(praise) and not _denied(clause, praise) for praise in clause.find_all("praise"))


def _denied(clause: Clause, praise: Span) -> bool:
    """Whether the praise is denied just before it: "nicht gerade beliebt"."""
    near = Span(clause.text, max(clause.first, praise.first - NEAR), praise.first)
    return near.has_any("negator") and clause.negated


def _is_name(praise: Span) -> bool:
    """Whether an adjective is written as a name, with a capital letter inside the sentence."""
    first = praise.tokens[0]
    opens = praise.text.sentence_of(praise).first == praise.first
    return not opens and "praise-noun" not in first.classes and praise.text.raw[first.start].isupper()


def _pitch_after(line: Line, asked: Sentence) -> Span | None:
    """A sentence behind the question, in the same line, that goes on about the product."""
    for sentence in line.text.sentences:
        if sentence.first <= asked.first or asks_leave(sentence):
            continue
        if sentence.has_any("praise", "produced", "explains-on", "goes-on"):
            return sentence
        harmless = sentence.has_any("channel", "permission-courtesy", "offer-frame", "topic-frame", "call-word")
        if len(sentence) >= LONG and not harmless:
            return sentence
    return None
