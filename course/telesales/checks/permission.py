"""permission: does the caller really ask whether it suits, before any pitch, and wait for the answer?

A question about the moment ("passt es", "störe ich", "haben Sie Zeit") or about leave to explain ("darf ich Ihnen
sagen …"). Naming product, offer and price is no pitch; praising or describing the product is, before the question or
right after it.
"""

from collections.abc import Iterator

from telesales.checks.reading import Line, Reading
from telesales.checks.stance import taken_back
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

FRAMES = ("asks-time", "asks-suits", "asks-disturbing", "asks-leave")


def check(reading: Reading) -> Finding:
    """A real question before any pitch: pass; with a pitch before it or in its wake: partial; none: fail."""
    asked = next(_asked(reading), None)
    if asked is None:
        return _unasked(reading)
    line, sentence = asked
    if taken_back(sentence, inside=not sentence.marked) is not None:
        return Finding(id="taken-back", evidence=(line.quote(sentence),))
    before = _pitch_before(reading, line, sentence)
    if before is not None:
        return Finding(id="too-late", evidence=(line.quote(sentence), before[0].quote(before[1])))
    after = _pitch_after(line, sentence)
    if after is not None:
        return Finding(id="pitched-on", evidence=(line.quote(sentence), line.quote(after)))
    return Finding(id="asked", evidence=(line.quote(sentence),))


def _asked(reading: Reading) -> Iterator[tuple[Line, Sentence]]:
    return ((line, sentence) for line, sentence in reading.sentences() if _asks(sentence))


def _asks(sentence: Sentence) -> bool:
    """Whether the sentence asks for the moment or for leave; a claim ("Sie haben ja sicher Zeit") does not."""
    if sentence.has_any("quoting") or _about_a_step(sentence):
        return False
    return _asks_directly(sentence) or _asks_indirectly(sentence)


def _drops_subject(sentence: Sentence, verb: int) -> bool:
    """Whether the verb has lost its subject, as in a statement: "Ist völlig in Ordnung"."""
    words = sentence.text.tokens[verb : min(verb + 2, sentence.last)]
    return "fused-verb" not in words[0].classes and "dropped-subject" in words[-1].classes


def _about_a_step(sentence: Sentence) -> bool:
    """Whether it asks for agreement to a step proposed before: "Ich schicke es am Montag. Ist das recht?"."""
    return not sentence.has_any("now", "explain") and Span(sentence.text, 0, sentence.last).has_any("step-proposal")


def _asks_directly(sentence: Sentence) -> bool:
    """A frame with its verb first; verbs that may command, and words that push it back, need the question mark."""
    for frame in sentence.find_all(*FRAMES):
        clause = sentence.text.clause_of(frame)
        before = Span(clause.text, clause.first, frame.first)
        commands = Span(clause.text, frame.first, frame.first + 1).has_any("may-command")
        if clause.has_any("channel", "assumes-time", "asks-for-other", "step-verb") or (
            commands and (not sentence.marked or _only_tagged(sentence))
        ):
            continue
        if _only_leads(before) and (sentence.marked or not _states(sentence, clause, before)):
            return True
    return False


def _only_leads(before: Span) -> bool:
    """Whether nothing stands before the verb but "und", "sagen Sie" and the like."""
    said = {number for span in before.find_all("permission-say") for number in range(span.first, span.last)}
    words = enumerate(before.tokens, before.first)
    return all(number in said or "permission-lead" in token.classes for number, token in words)


def _states(sentence: Sentence, clause: Clause, before: Span) -> bool:
    """Whether it is a statement: "jetzt habe ich", "wie ich höre, haben Sie", "hätten Sie Zeit, würde ich"."""
    number = sentence.clauses.index(clause)
    earlier, later = sentence.clauses[:number][-1:], sentence.clauses[number + 1 : number + 2]
    return (
        before.has_any("verb-second-lead")
        or _drops_subject(sentence, before.last)
        or any("subordinator" in other.tokens[0].classes for other in earlier)
        or any("then-clause" in other.tokens[0].classes for other in later)
    )


def _only_tagged(sentence: Sentence) -> bool:
    """Whether the question mark belongs to a tag: "Bleiben Sie kurz dran, ja?"."""
    last = sentence.clauses[-1]
    return len(sentence.clauses) > 1 and len(last) <= 2 and last.has_any("ask-tag-only")


def _asks_indirectly(sentence: Sentence) -> bool:
    frame = sentence.find("asks-indirect")
    if frame is None or not (sentence.marked or sentence.has_any("says-or-asks")):
        return False
    return not any(clause.has_any("negator") for clause in sentence.clauses if clause.has_any("says-or-asks"))


def _unasked(reading: Reading) -> Finding:
    for line, sentence in reading.sentences():
        if sentence.has_any("assumes-time"):
            return Finding(id="assumed", evidence=(line.quote(sentence),))
    return Finding(id="missing")


def _pitch_before(reading: Reading, line: Line, asked: Sentence) -> tuple[Line, Span] | None:
    """Praise of the product in what was said before the question."""
    for other in reading.lines:
        for sentence in other.text.sentences:
            if other is line and sentence.first >= asked.first:
                return None
            if _praises(sentence):
                return other, sentence
        if other is line:
            return None
    return None


def _praises(sentence: Sentence) -> bool:
    if any(clause.has_any("praise") and not clause.has_any("greeting-praise") for clause in sentence.clauses):
        return True
    ours = "our-thing" in sentence.tokens[0].classes and len(sentence) >= LONG
    return ours and not sentence.has_any("selling", "topic-frame", "call-word", "self-cue", "survey")


def _pitch_after(line: Line, asked: Sentence) -> Span | None:
    """A sentence behind the question, in the same line, that goes on about the product."""
    for sentence in line.text.sentences:
        if sentence.first <= asked.first or _asks(sentence):
            continue
        if sentence.has_any("praise", "produced", "explains-on", "goes-on"):
            return sentence
        if len(sentence) >= LONG and not sentence.has_any("permission-courtesy", "offer-frame", "topic-frame", "call-word"):
            return sentence
    return None


LONG = 8
"""A statement of so many words behind the question is no mere courtesy."""
