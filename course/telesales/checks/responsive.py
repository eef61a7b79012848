"""responsive: does each line answer what the recipient has just said?

R1, R2 and R3 are questions: the line after each must answer in its first or second sentence. R4 ("Öhh…") and R5 (the
joke with the pill) are signals: at least one must be taken up. And nothing of six or more words is said twice.
"""

from collections.abc import Iterator
from itertools import islice

from telesales.checks.asking import questions_in
from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Evidence, Finding

REPEATED = 6
"""A row of so many words that comes twice is a repetition."""

_BARE = 2
"""A sentence of so few words ("Ach so!", "Skype?") is no sentence of its own yet when the first two are counted."""

_LEAD = 4
"""Up to so many words ("Ganz kurz gesagt:") may stand before the thing that a line names."""

_EARLY = 7
"""A thing that is named within so many words ("Nur das Allerbeste, Frau Sommer: den feinsten Tee") still answers."""

_NO_THING = ("resp-statement", "resp-infinitive", "resp-elsewhere", "resp-address", "me", "you")
"""Words of a clause that does more than name a thing, or only names the person."""

GAINS = ("gain-free", "gain-safe", "gain-save", "gain-effort", "gain-delivered", "gain-knowing", "gain-frame")
"""Words of a benefit: they answer what good is to be done."""


def check(reading: Reading) -> Finding:
    """Pass: R1, R2, R3 answered at once, R4 or R5 taken up, nothing said twice. Partial: one of these is missing."""
    missing: list[str] = []
    evidence: list[Evidence] = []
    for name, slot, answers in (("R1", "C2", _settles_channel), ("R2", "C3", _names_topic), ("R3", "C4", _offers)):
        line = reading.line(slot)
        answer = next((s for s in _opening(line) if line and answers(line, s)), None)
        if line is not None:
            evidence.append(line.quote(answer or line.text.sentences[0]))
        if answer is None or _taken_back(answer):
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


def _taken_back(answer: Sentence) -> bool:
    """Whether the answer is taken back in it or later; 'das mit Skype können Sie vergessen' takes nothing back."""
    places = answer.text.whole.find_all("taken-back")
    return any(answer.first <= s.first and not answer.text.sentence_of(s).has("resp-skype") for s in places)


def _opening(line: Line | None) -> Iterator[Sentence]:
    """The first two sentences of a line, and the bare words before them."""
    counted = 0
    for sentence in line.text.sentences if line else ():
        if counted == 2:
            return
        yield sentence
        counted += len(sentence) > _BARE


def _settles_channel(line: Line, sentence: Sentence) -> bool:
    """R1, "wollen Sie mich per Skype anrufen?": a no, a yes to it, or by which way this call goes on."""
    refused = _begins_with(sentence.clauses[0], "resp-no-word")
    if sentence.has("resp-deferred") or (sentence.has("resp-invited") and not refused):
        return False
    if refused or any(_begins_with(clause, "resp-no-word", "resp-no") for clause in sentence.clauses):
        return True
    clauses = [clause for clause in sentence.clauses if clause.has_any("resp-skype", "resp-line")]
    if sentence.marked and len(sentence) > _BARE and not sentence.has_any("resp-enough", "resp-line"):
        return False
    return not sentence.has("slot-contact") and any(_settled(clause) for clause in clauses)


def _settled(clause: Clause) -> bool:
    """Whether the clause rules Skype out or in, or says that the telephone does."""
    if clause.has("resp-later", "resp-speak"):
        return False
    if clause.has("resp-skype-for") and not clause.negated and not clause.has("resp-line"):
        return False
    if clause.has("resp-skype"):
        off = clause.negated or clause.has_any("resp-skype-off", "resp-line", "me")
        return off or _begins_with(clause, "resp-yes")
    return clause.has_any("resp-enough") or (clause.has("me") and not clause.has("you"))


def _begins_with(clause: Clause, *names: str) -> bool:
    found = clause.find(*names)
    return found is not None and found.first < clause.first + _LEAD and not _is_tag(clause)


def _is_tag(clause: Clause) -> bool:
    """Whether it is only the tag of a question: "Das Wetter ist heute was, ne?"."""
    sentence = clause.text.sentence_of(clause)
    return sentence.marked and len(clause) == 1 and clause.last == sentence.last and clause.first > sentence.first


def _names_topic(line: Line, sentence: Sentence) -> bool:
    """R2, "worum geht es denn?": a topic, true or not; no riddle, no counter-question, no story instead."""
    if any(_topic_after(lead) for lead in sentence.find_all("resp-topic-lead")):
        return True
    if sentence.has_any("resp-evasive", "resp-story") or _asks(line, sentence):
        return False
    if sentence.has("resp-offer"):
        return True
    if sentence.has_any("resp-riddle") or sentence.has("resp-elsewhere"):
        return False
    return _names_a_thing(sentence) or (sentence.has("resp-doing") and _content(sentence) > 0)


def _topic_after(lead: Span) -> bool:
    """Whether a word that names something follows in the same clause: "um drei Kräutertees"."""
    clause = lead.text.clause_of(lead)
    rest = Span(lead.text, lead.last, clause.last)
    return _content(rest) > 0 and not rest.has_any("resp-evasive", "resp-no-topic")


def _names_a_thing(sentence: Sentence) -> bool:
    """Whether a thing is named without a verb, at the beginning or behind a colon: "Kräutertee, drei Sorten"."""
    lead = next((clause for clause in sentence.clauses if clause.last - sentence.first > _LEAD), sentence.clauses[-1])
    clauses = [*islice(sentence.clauses, sentence.clauses.index(lead) + 1), *filter(_after_colon, sentence.clauses)]
    return any(_content(clause) > 0 and not clause.has_any(*_NO_THING) for clause in clauses)


def _after_colon(clause: Clause) -> bool:
    text = clause.text
    return clause.first > 0 and ":" in text.raw[text.tokens[clause.first - 1].end : text.tokens[clause.first].start]


def _content(span: Span) -> int:
    """How many words of the span name something: no function words, nothing vague ("etwas ganz Besonderes")."""
    filler = {s.first for s in span.find_all("function-word", "resp-vague", "number", "you", "me")}
    return sum(len(word) > 2 and span.first + place not in filler for place, word in enumerate(span.words))


def _offers(line: Line, sentence: Sentence) -> bool:
    """R3, "was wollen Sie mir denn Gutes tun?": something for the recipient, or the honest word that it is a sale."""
    if sentence.has_any("resp-evasive", "resp-story", "resp-refused") or _asks(line, sentence):
        return False
    if sentence.has_any("resp-offer", "resp-honest", "resp-honest-word", "resp-doing", *GAINS):
        return True
    evaded = any(s.has_any("resp-evasive") and not s.marked for s in line.text.sentences if s.last <= sentence.first)
    if evaded or sentence.has("resp-elsewhere"):  # 'Das hängt von Ihnen ab. Die eine mag's minzig': still no answer
        return False
    return _names_a_thing(sentence) or any(
        _wishes(clause) or (clause.first < sentence.first + _EARLY and _is_a_thing(clause))
        for clause in sentence.clauses
    )


def _wishes(clause: Clause) -> bool:
    """What the caller wants to do with what is offered: 'Ihnen unseren Tee nahebringen will ich'."""
    return (
        clause.has("resp-wish", "me", "resp-wish-object") and not clause.negated and not clause.has("resp-wish-asking")
    )


def _is_a_thing(clause: Clause) -> bool:
    """Whether the clause only names a thing and what it is like: 'den feinsten Tee weit und breit'."""
    return _content(clause) > 1 and not clause.has_any(*_NO_THING)


def _asks(line: Line, sentence: Sentence) -> bool:
    """Whether the sentence only asks back, with or without its mark."""
    return sentence.marked or any(question.span.first == sentence.first for question in questions_in(line, sentence))


def _taken_up(reading: Reading) -> list[Evidence]:
    """Where C5 notices the hesitation (R4) or C6 takes the joke (R5); faint signs count only where both have one."""
    plain = [*_signs(reading.line("C5"), "resp-sorry", "resp-hesitation"), *_signs(reading.line("C6"), "resp-joke")]
    if plain:
        return plain
    faint = [*_signs(reading.line("C5"), "resp-hesitation-faint"), *_signs(reading.line("C6"), "resp-joke-faint")]
    return faint if len(faint) == 2 else []


def _signs(line: Line | None, *names: str) -> list[Evidence]:
    span = line.text.whole.find(*names) if line else None
    if line is None or span is None or line.text.sentence_of(span).has("resp-ignored"):
        return []
    return [line.quote(span)]


def _repeated(reading: Reading) -> list[Evidence]:
    """The first two places of a row of `REPEATED` words that is said twice and is no formula or mere name."""
    places: dict[tuple[str, ...], tuple[Line, int]] = {}
    for line, sentence in reading.sentences():
        words = line.text.words
        for first in range(sentence.first, sentence.last - REPEATED + 1):
            before, at = places.setdefault(words[first : first + REPEATED], (line, first))
            if (before, at) != (line, first) and not _is_name(_row(line, first)):
                return [before.quote(_row(before, at)), line.quote(_row(line, first))]
    return []


def _row(line: Line, first: int) -> Span:
    return Span(line.text, first, first + REPEATED)


def _is_name(row: Span) -> bool:
    """Whether the words are a greeting, or a name, company or product ("das Tee-Abo mit drei Sorten im Monat")."""
    if row.has("resp-formula"):
        return True
    return row.has_any("resp-name-lead") and not row.has_any("resp-statement", "me", "you", "negator")
