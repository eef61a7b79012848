"""responsive: does each line answer what the recipient has just said?

R1, R2 and R3 are questions: the line after each must answer in its first or second sentence. R4 ("Öhh…") and R5 (the
joke with the pill) are signals: at least one must be taken up. And nothing of six or more words is said twice.
"""

from collections import defaultdict
from collections.abc import Iterator

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Evidence, Finding

REPEATED = 6
"""A row of so many words that comes twice is a repetition."""

_BARE = 2
"""A sentence of so few words ("Ach so!", "Skype?") is no sentence of its own yet when the first two are counted."""


def check(reading: Reading) -> Finding:
    """Pass: R1, R2, R3 answered at once, R4 or R5 taken up, nothing said twice. Partial: one of these is missing."""
    missing: list[str] = []
    evidence: list[Evidence] = []
    for name, slot, answers in (("R1", "C2", _settles_channel), ("R2", "C3", _names_topic), ("R3", "C4", _offers)):
        line = reading.line(slot)
        answer = next((s for s in _opening(line) if answers(s)), None)
        if line is not None:
            evidence.append(line.quote(answer or line.text.sentences[0]))
        if answer is None:
            missing.append(name)
    taken_up = _taken_up(reading)
    evidence += taken_up
    if not taken_up:
        missing.append("R4 oder R5")
    repeated = _repeated(reading)
    if repeated:
        evidence += repeated
        missing.append(f"eine Wiederholung in {' und '.join(e.line for e in repeated)}")
    if not missing:
        return Finding(id="all-answered", evidence=tuple(evidence))
    found = "one-missing" if len(missing) == 1 else "several-missing"
    return Finding(id=found, evidence=tuple(evidence), values={"missing": ", ".join(missing)})


def _opening(line: Line | None) -> Iterator[Sentence]:
    """The first two sentences of a line, and the bare words before them."""
    counted = 0
    for sentence in line.text.sentences if line else ():
        if counted == 2:
            return
        yield sentence
        counted += len(sentence) > _BARE


def _settles_channel(sentence: Sentence) -> bool:
    """R1, "wollen Sie mich per Skype anrufen?": a no, a yes to it, or by which way this call goes on."""
    if sentence.has("resp-deferred"):
        return False
    if sentence.find("resp-no-word", "resp-no") is not None:
        return True
    if sentence.has("resp-skype"):
        return len(sentence) <= _BARE or sentence.negated or sentence.has_any("resp-yes", "resp-enough", "resp-line", "me")
    settled = sentence.has_any("resp-enough") or (sentence.has("me") and not sentence.has("you"))
    return sentence.has("resp-line") and settled


def _names_topic(sentence: Sentence) -> bool:
    """R2, "worum geht es denn?": a topic, true or not; no riddle, no counter-question."""
    if any(_topic_after(lead) for lead in sentence.find_all("resp-topic-lead")):
        return True
    if sentence.has("resp-evasive") or sentence.marked:
        return False
    if sentence.has("resp-offer"):
        return True
    if sentence.has("resp-elsewhere"):
        return False
    return _is_name_of_a_thing(sentence.clauses[0]) or (sentence.has("resp-we") and _content(sentence) >= 2)


def _topic_after(lead: Span) -> bool:
    """Whether a word that names something follows in the same clause: "um drei Kräutertees"."""
    clause = lead.text.clause_of(lead)
    rest = Span(lead.text, lead.last, clause.last)
    return _content(rest) > 0 and not rest.has("resp-evasive")


def _is_name_of_a_thing(clause: Clause) -> bool:
    """Whether the clause is a thing without a verb: "Kräutertee, drei Sorten im Monat"."""
    return _content(clause) > 0 and not clause.has_any("resp-statement", "me", "you")


def _content(span: Span) -> int:
    """How many words of the span name something: no function words, nothing vague ("etwas ganz Besonderes")."""
    filler = {s.first for s in span.find_all("function-word", "resp-vague", "number", "you", "me")}
    return sum(len(word) > 2 and span.first + place not in filler for place, word in enumerate(span.words))


def _offers(sentence: Sentence) -> bool:
    """R3, "was wollen Sie mir denn Gutes tun?": something for the recipient, or the honest word that it is a sale."""
    if sentence.marked or sentence.has("resp-evasive"):
        return False
    if sentence.has_any("resp-offer", "resp-honest", "resp-honest-word"):
        return True
    if sentence.has("resp-elsewhere"):
        return False
    return sentence.has("you") or _is_name_of_a_thing(sentence.clauses[0])


def _taken_up(reading: Reading) -> list[Evidence]:
    """Where C5 notices the hesitation (R4) or C6 takes the joke (R5)."""
    found = []
    hesitation, joke = reading.line("C5"), reading.line("C6")
    if hesitation is not None:
        span = hesitation.text.whole.find("resp-sorry", "resp-hesitation", "resp-hesitation-word")
        if span is not None and not hesitation.text.sentence_of(span).has("resp-unsorry"):
            found.append(hesitation.quote(span))
    if joke is not None and (span := joke.text.whole.find("resp-joke", "resp-joke-word")):
        found.append(joke.quote(span))
    return found


def _repeated(reading: Reading) -> list[Evidence]:
    """The first two places of a row of `REPEATED` words that is said twice and is no formula or mere name."""
    places: dict[tuple[str, ...], list[tuple[Line, Span]]] = defaultdict(list)
    for line, sentence in reading.sentences():
        for first in range(sentence.first, sentence.last - REPEATED + 1):
            row = Span(line.text, first, first + REPEATED)
            earlier = places[row.words]
            if earlier and not (row.has("resp-formula") or not row.has_any("resp-statement", "me", "you")):
                return [where.quote(span) for where, span in (*earlier[:1], (line, row))]
            earlier.append((line, row))
    return []
