"""Finds what a sentence asks: W-questions, questions for yes or no, and requests to tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from telesales.checks.reading import Line
from telesales.language import Clause, Sentence, Span

LEAD_WORDS = 4
"""So many small words ('Und dann sagen Sie mal …') may stand before the word that makes a clause a question."""


_SUCH = ("was", "wat", "wos", "wie", "wer", "wo")


class Kind(Enum):
    """How something is asked."""

    OPEN = "open"
    """A W-question, asked directly or framed ('Mich interessiert, was …', 'Erzählen Sie …')."""
    CLOSED = "closed"
    """A question for yes, no or one of two."""


@dataclass(frozen=True)
class Question:
    """One question: where it stands and how far it goes (up to the next question of the same sentence)."""

    line: Line
    sentence: Sentence
    span: Span
    kind: Kind
    context: Span
    """The question with the words before it that belong to no other question: 'Und der Tee, wie schmeckt der Ihnen?'"""
    framed: bool = False
    """Whether words like 'Mich interessiert' or 'Darf ich fragen' lead to it."""

    @property
    def withdrawn(self) -> bool:
        """Whether it is refused or taken back, before it in its sentence or later in the line."""
        text = self.line.text
        rest = Span(text, self.sentence.first, len(text.tokens))
        return rest.has_any("ask-withdrawn", "taken-back")


def questions_in(line: Line, sentence: Sentence) -> Iterator[Question]:
    """The questions of one sentence, in order."""
    framed = sentence.has_any("ask-frame") or _told(sentence)
    heads = [(clause, kind) for clause in sentence.clauses if (kind := _kind(clause, sentence, framed)) is not None]
    since = sentence.first
    for number, (clause, kind) in enumerate(heads):
        last = heads[number + 1][0].first if number + 1 < len(heads) else sentence.last
        span, context = Span(line.text, clause.first, last), Span(line.text, since, last)
        yield Question(line, sentence, span, kind, context, framed)
        since = last


def _told(sentence: Sentence) -> bool:
    """Whether the recipient is asked to tell: 'Sagen Sie mir', 'Verraten Sie'."""
    return any(_requests(clause, "ask-reveal", "ask-narrate") for clause in sentence.clauses)


def _requests(clause: Clause, *names: str) -> bool:
    """Whether the clause begins with a verb of the classes `names` and Sie: a request."""
    tokens = clause.text.tokens
    place = _start(clause)
    if not tokens[place].classes.intersection(names):
        return False
    if "ask-told-fused" in tokens[place].classes:
        return True
    return place + 1 < clause.last and "ask-sie" in tokens[place + 1].classes


def _tells(clause: Clause) -> bool:
    """'Am besten erzählen Sie mir …': the verb and Sie further on, in a main clause."""
    tokens = clause.tokens
    if tokens[0].classes & {"ask-imperative", "ask-word"}:
        return False
    return any("ask-narrate" in a.classes and "ask-sie" in b.classes for a, b in pairwise(tokens))


def _kind(clause: Clause, sentence: Sentence, framed: bool) -> Kind | None:
    place = _start(clause)
    if len(clause) == 1 and clause.first > sentence.first and clause.has("ask-tag"):
        return None
    if (_requests(clause, "ask-narrate") or _tells(clause)) and not clause.negated:
        return Kind.OPEN
    if _asks_openly(clause, place, sentence, framed):
        return Kind.OPEN
    return Kind.CLOSED if sentence.marked and _asks_for_yes(clause, place) else None


def _start(clause: Clause) -> int:
    """Where the clause begins after 'Und', 'Also dann', …"""
    words = clause.tokens[: min(LEAD_WORDS, len(clause) - 1)]
    led = next((n for n, word in enumerate(words) if "ask-lead" not in word.classes), len(words))
    return clause.first + led


def _asks_openly(clause: Clause, start: int, sentence: Sentence, framed: bool) -> bool:
    if not (framed or sentence.marked) and _found_out(clause, sentence):
        return False
    for place in _ask_words(clause, start):
        alone = sentence.marked and place == start and (clause.first, clause.last) == (sentence.first, sentence.last)
        subordinate = not alone and _subordinate(clause, place) and not _late(clause, start, place)
        if framed or (sentence.marked and not subordinate):
            return True
        if not subordinate and _sie_near(clause, place):
            return True
    return False


def _found_out(clause: Clause, sentence: Sentence) -> bool:
    """Whether the words before the comma say who is to find that out: 'Sie probieren in Ruhe, welche Ihnen liegt'."""
    before = [other for other in sentence.clauses if other.last == clause.first]
    return bool(before) and any("ask-finding" in token.classes for token in before[0].tokens[-2:])


def _ask_words(clause: Clause, start: int) -> Iterator[int]:
    """Where a question word opens the clause, perhaps after a preposition; or, further on, before verb and Sie."""
    tokens = clause.text.tokens
    for place in range(start, clause.last):
        if "ask-word" not in tokens[place].classes:
            continue
        if place > clause.first and tokens[place].text in _SUCH and tokens[place - 1].text in ("so", "etwas", "irgend"):
            continue  # 'so was' asks nothing
        opens = place == start or (place == start + 1 and "ask-preposition" in tokens[start].classes)
        if opens or _verb_and_sie_follow(clause, place) or _late(clause, start, place):
            yield place


def _late(clause: Clause, start: int, place: int) -> bool:
    """Whether the question word stands where the answer will: 'Die geben Sie über was auf', 'Sie kaufen den wo'."""
    word, before = clause.text.tokens[place], clause.text.tokens[place - 1]
    verb_first = "ask-sie" in clause.text.tokens[start + 1].classes if start + 1 < clause.last else True
    if place < start + 2 or not clause.text.sentence_of(clause).marked or verb_first:
        return False
    after = clause.text.tokens[place + 1].text if place + 1 < clause.last else ""
    if word.text in _SUCH and len(after) > 3 and after.endswith("es"):
        return False  # 'Lust auf was Neues'
    asks_after = "ask-preposition" in before.classes and word.text in ("was", "wat", "wen", "wem", "wo", "wann")
    return asks_after or (place + 1 == clause.last and len(clause) > 3 and word.text not in ("was", "wat", "wos"))


def _verb_and_sie_follow(clause: Clause, place: int) -> bool:
    verb, sie = place + 1, place + 2
    tokens = clause.text.tokens
    if sie >= clause.last or tokens[sie].text not in ("sie", "se"):
        return False
    return tokens[verb].text != "fuer" and not _subordinate(clause, place)


def _subordinate(clause: Clause, place: int) -> bool:
    """Whether the words after the question word have the order of a subordinate clause: 'was Sie trinken'."""
    tokens = clause.text.tokens
    after = place + 1
    while after < clause.last and tokens[after].text in ("genau", "denn", "eigentlich", "davon", "daran", "dabei"):
        after += 1
    if after >= clause.last:
        return False
    if tokens[place].text in ("wie", "wia") and tokens[after].text in ("ein", "eine", "einen", "einem", "einer"):
        return True
    if tokens[place].text in ("was", "wat", "wos") and tokens[after].text == "fuer":
        return False
    if tokens[place].text in ("wie", "wia") and "ask-degree" in tokens[after].classes:
        after += 1
    elif "ask-which" in tokens[place].classes:
        return after + 1 < clause.last and "ask-pronoun" in tokens[after + 1].classes
    return after < clause.last and "ask-subordinate" in tokens[after].classes


def _sie_near(clause: Clause, place: int) -> bool:
    near = clause.text.tokens[place + 2 : min(place + 6, clause.last)]
    return any(token.classes & {"you", "ask-sie"} for token in near)


def _asks_for_yes(clause: Clause, start: int) -> bool:
    tokens = clause.text.tokens[start : clause.last]
    first = tokens[0].classes
    if "ask-imperative" in first or tokens[0].quoted:
        return False
    if "ask-sie-fused" in first:
        return True
    if len(tokens) < 2 or "ask-word" in first:
        return False
    follows = "ask-sie" in tokens[1].classes
    return follows or "ask-topic-verb" in first or (tokens[0].text in ("sie", "du") and len(tokens) > 2)
