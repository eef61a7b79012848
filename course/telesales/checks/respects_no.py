"""Respecting the no: it is accepted, and thanks for the time or an end to further calls comes with it.

In `guide` the line `not-interested` decides; `farewell` may add the thanks. Pressure, a reproach or another call fails,
whatever stands beside it: words of acceptance do not mend them.
"""

from telesales.checks.reading import Line, Reading
from telesales.checks.spans import begins_in
from telesales.checks.stance import taken_back
from telesales.language import Clause, Sentence, Span
from telesales.language.lexicon import lexicon
from telesales.model import Finding

ADDRESSED = 5
"""A clause of so many words with a person in it is spoken, also where its verb is none of the known ones."""


def check(reading: Reading) -> Finding:
    """`accepted`; `polite-only`; or `pressure`, `new-call`, `guilt`, `missing` (fail)."""
    for line in reading.lines:
        for sentence in line.text.sentences:
            finding = _pressing(line, sentence)
            if finding is not None:
                return finding
    answer = reading.line("C9") or reading.line("not-interested")
    if answer is None:
        return Finding(id="missing")
    return _heard(reading, answer)


def _pressing(line: Line, sentence: Sentence) -> Finding | None:
    free = sentence.has_any("no-free")
    if line.slot != "farewell" and _asks_on(sentence):
        return Finding(id="pressure", evidence=(line.quote(sentence),))
    for clause in sentence.clauses:
        if not free and begins_in(clause, "no-pressure"):
            return Finding(id="pressure", evidence=(line.quote(clause),))
        if not free and _calls_again(sentence, clause):
            return Finding(id="new-call", evidence=(line.quote(clause),))
        if begins_in(clause, "no-guilt") and not clause.negated:
            return Finding(id="guilt", evidence=(line.quote(clause),))
    return None


def _asks_on(sentence: Sentence) -> bool:
    """After a no, the only question left is whether the number shall go; a tag ('ja?') is no question."""
    offers = sentence.has_any("no-delete", "no-calls-end", "no-noted", "no-stop-thing", "no-stop-verb")
    offers = offers or sentence.has_any("no-kind-question")
    return sentence.marked and len(sentence.clauses[-1]) > 2 and not offers


def _calls_again(sentence: Sentence, clause: Clause) -> bool:
    """Another call is announced, or asked for."""
    if clause.negated or sentence.has_any("no-calls-end"):
        return False
    asks = sentence.marked and not sentence.has_any("no-delete", "no-stop-verb")
    return begins_in(clause, "no-new-call") or (asks and begins_in(clause, "no-ask-again"))


def _heard(reading: Reading, answer: Line) -> Finding:
    """What the answer to the no is worth, now that nothing in it presses."""
    accepted = _outside_pitch(answer, "no-accepted")
    farewell = _outside_pitch(answer, "no-farewell")
    stop = _stop(answer)
    thanks = next((found for line in reading.lines if (found := _thanks(line)) is not None), None)
    if answer.text.whole.has_any("no-denied-that") or taken_back(answer.text.whole, opening=False) is not None:
        return Finding(id="missing")
    if stop is not None:
        return Finding(id="accepted", evidence=(answer.quote(stop),))
    if answer.text.whole.has_any("no-going-on"):
        return Finding(id="missing")
    polite = accepted or farewell or _outside_pitch(answer, "no-return-wish")
    if thanks is not None and polite is not None:
        return Finding(id="accepted", evidence=(thanks[0].quote(thanks[1]),))
    return Finding(id="polite-only", evidence=(answer.quote(polite),)) if polite is not None else Finding(id="missing")


def _outside_pitch(line: Line, name: str) -> Clause | None:
    """The first clause with a word of the class and none of selling: 'gut' in 'der Tee ist gut' accepts nothing."""
    return next((c for c in line.text.clauses if begins_in(c, name) and not c.has_any("no-selling")), None)


def _stop(line: Line) -> Clause | None:
    """The clause in which further calls or the stored number come to an end."""
    for clause in line.text.clauses:
        if not _spoken(clause):
            continue
        if begins_in(clause, "no-calls-end") or _no_more_calls(clause):
            return clause
        deleted = _starting(clause, "no-delete")
        if deleted is not None and not _kept(clause, deleted):
            return clause
    noted = next((s for s in line.text.sentences if s.has_any("no-noted") or _notes_wish(s)), None)
    return noted.clauses[0] if noted is not None and noted.has_any("no-sentence-form") else None


def _no_more_calls(clause: Clause) -> bool:
    """'Weder ich noch meine Kollegen behelligen Sie künftig': calls, a denial and the time to come, in any order."""
    return clause.has("no-call-sure", "no-future", "negator") and not clause.has_any("condition")


def _spoken(clause: Clause) -> bool:
    """Whether the caller says it to somebody: rows of keywords have no person beside a verb, and "er" is another."""
    if clause.has_any("no-other-actor") and not clause.has_any("own-pronoun"):
        return False
    return clause.has_any("no-sentence-form") or (len(clause) >= ADDRESSED and clause.has_any("me", "you"))


def _notes_wish(sentence: Sentence) -> bool:
    """Whether the wish is noted in its own words: 'ich vermerke »bitte keine Anrufe mehr«'."""
    classes = [lexicon().classes_of(token.text) for token in sentence.tokens if token.quoted]
    noted = sentence.has_any("no-noting") and any("negator" in found for found in classes)
    return noted and any("no-call-sure" in found for found in classes)


def _starting(clause: Clause, name: str) -> Span | None:
    """The first place of the class that begins in the clause, also where it ends after a comma."""
    return next((span for span in clause.text.whole.find_all(name) if clause.first <= span.first < clause.last), None)


def _kept(clause: Clause, deleted: Span) -> bool:
    """'Ihre Nummer lösche ich nicht': the deletion itself is negated, not a call that is named after it."""
    behind = clause.words[deleted.first - clause.first :]
    for word in behind:
        if word == "und" or "no-call" in lexicon().classes_of(word):
            return False
        if "negator" in lexicon().classes_of(word):
            return True
    return False


def _thanks(line: Line) -> tuple[Line, Clause] | None:
    """Thanks for the time or the talk; thanks for the wish ('Danke, ebenfalls') are none."""
    for span in line.text.whole.find_all("no-thanks"):
        clause = line.text.clause_of(span)
        sentence = line.text.sentence_of(span)
        for_wish = sentence.has_any("no-thanks-for-wish") and not span.has_any("no-granted")
        planned = (span.has_any("thank-planned") or sentence.marked) and not sentence.has_any("me", "you")
        if not clause.negated and not for_wish and not planned:
            return line, clause
    return None
