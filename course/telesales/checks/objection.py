"""objection: is the doubt acknowledged, and then explored or answered with something to check?"""

from collections.abc import Iterator

from telesales.checks.asking import Kind, questions_in
from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Evidence, Finding

OTHER_SLOT = (
    "slot-contact", "slot-reason", "slot-permission", "slot-permission-phrase",
    "slot-needs-phrase", "slot-bye-phrase", "slot-no", "slot-callback",
    "slot-yes-phrase",
)  # fmt: skip
"""Words of lines that belong elsewhere in the call."""

ELSEWHERE = (
    "slot-permission-phrase", "slot-needs-phrase", "slot-no", "slot-callback",
)  # fmt: skip
"""Words of questions that explore no doubt."""

GAIN = ("gain-save", "gain-frame", "gain-delivered")
"""Words of a benefit: whoever names one in the first sentence has not heard the doubt."""


def check(reading: Reading) -> Finding:
    """Contradiction first, then what the doubt gets: both halves, one of them, or nothing."""
    line = reading.lines[0]
    whole = line.text.whole
    if whole.has("told-of"):
        return Finding(id="ignored")
    acknowledged = _acknowledged(line)
    answered = _explored(line, acknowledged is not None) or _checkable(line)
    contradicted = _contradicted(line, acknowledged, answered)
    if acknowledged is None and answered is not None:
        acknowledged = _opening(line)
    if acknowledged is not None and answered is None:
        answered = _shown(line)
    if contradicted is not None:
        return Finding(id="contradiction", evidence=(line.quote(contradicted),))
    given_up = whole.find("doubt-given-up")
    if given_up is not None and answered is None:
        return Finding(id="surrender", evidence=(line.quote(given_up),))
    return _weigh(line, acknowledged, answered)


def _weigh(line: Line, acknowledged: Span | None, answered: Span | None) -> Finding:
    evidence = _quotes(line, acknowledged, answered)
    if acknowledged is not None and answered is not None:
        return Finding(id="explored", evidence=evidence)
    if acknowledged is not None:
        return Finding(id="acknowledged-only", evidence=evidence)
    if answered is not None:
        return Finding(id="answered-only", evidence=evidence)
    return Finding(id="ignored")


def _quotes(line: Line, *spans: Span | None) -> tuple[Evidence, ...]:
    return tuple(line.quote(span) for span in spans if span is not None)


def _acknowledged(line: Line) -> Span | None:
    """The clause that takes the doubt seriously, in words of agreement."""
    for clause in line.text.clauses:
        if _in_question(line, clause) or clause.has("doubt-how-meant"):
            continue
        found = clause.find("doubt-agreed")
        if found is not None:
            return clause
        if clause.has("doubt-understood") and not clause.negated:
            return clause
        if clause.has("doubt-litotes") and clause.negated:
            return clause
    across = (s for s in line.text.whole.find_all("doubt-agreed") if s.last > line.text.clause_of(s).last)
    return next((span for span in across if not line.text.sentence_of(span).marked), None)


def _contradicted(line: Line, acknowledged: Span | None, answered: Span | None) -> Span | None:
    """Words against the doubt: that it is wrong, and, where not both halves are there, that it is not needed."""
    mild = () if acknowledged is not None and answered is not None else ("doubt-brushed",)
    against = _against(line, ("doubt-contradicted", "doubt-attacked", *mild))
    against = against or line.text.whole.find("taken-back") or _yes_but(line)
    return against or (line.text.whole.find("doubt-denied") if answered is None else None)


def _against(line: Line, names: tuple[str, ...]) -> Span | None:
    """The first of the words `names` that is not itself denied ('ganz unrecht haben Sie nicht') or said of oneself."""
    for found in line.text.whole.find_all(*names):
        clause = line.text.clause_of(found)
        inside = found.last <= clause.last
        spared = clause.has_any("doubt-oneself", "doubt-grounds") or (clause.has("doubt-litotes") and clause.negated)
        if not (inside and spared):
            return found
    return None


def _in_question(line: Line, clause: Clause) -> bool:
    """Whether the clause itself asks: 'Ist das in Ordnung?' acknowledges nothing."""
    asked = questions_in(line, line.text.sentence_of(clause))
    return any(question.kind is Kind.CLOSED and question.span.first == clause.first for question in asked)


def _opening(line: Line) -> Span | None:
    """A clause before question or proof that is about the doubt or the person: whoever only answers has none."""
    text = line.text
    elsewhere = text.whole.has_any(*OTHER_SLOT) or text.sentences[0].has_any(*GAIN)
    if elsewhere and not text.whole.has("doubt-theme"):
        return None
    for clause in text.clauses[:-1]:
        if _asked_by(line, clause) or _offers_proof(clause) or clause.has("doubt-not-opening"):
            return None
        if "ask-word" in clause.tokens[0].classes:
            continue
        personal = clause.has("doubt-opening") or (clause.has("doubt-theme") and not clause.has("doubt-crowd"))
        if personal and len(clause) > 2:
            return clause
    return None


def _asked_by(line: Line, clause: Clause) -> bool:
    """Whether the question of the clause's sentence has begun."""
    sentence = line.text.sentence_of(clause)
    return sentence.marked and any(q.span.first <= clause.first for q in questions_in(line, sentence))


def _explored(line: Line, acknowledged: bool) -> Span | None:
    """A real question about the doubt; right after words of understanding, a question need not name it again."""
    for sentence in line.text.sentences:
        for question in questions_in(line, sentence):
            if _asks_about_doubt(question.span, acknowledged) and not question.withdrawn:
                return question.span
    return None


def _asks_about_doubt(span: Span, acknowledged: bool) -> bool:
    idle = span.has_any("doubt-not-exploring", "doubt-not-exploring-phrase", *ELSEWHERE)
    if idle or (span.has("step-day", "doubt-step-ask") and not span.has("doubt-check-thing")):
        return False
    about = span.has_any("doubt-matter", "doubt-theme", "doubt-check-thing", "ask-word")
    return about or (acknowledged and span.has_any("you", "ask-sie"))


def _checkable(line: Line) -> Span | None:
    """A clause that names something to check: a list, a report, a trial, a place to look."""
    return next((clause for clause in line.text.clauses if _offers_proof(clause)), None)


def _shown(line: Line) -> Span | None:
    """What answers only beside understanding: a price, or whatever they may do with the thing."""
    for clause in line.text.clauses:
        price = clause.has("number") and clause.has("gain-price")
        allowed = clause.has("doubt-allowed") and not clause.negated
        if (price or allowed) and not clause.has_any("doubt-no-check"):
            return clause
    return None


def _offers_proof(clause: Clause) -> bool:
    if clause.has("doubt-then-see"):
        return True
    if clause.has_any("doubt-no-check"):
        return False
    return clause.has_any(
        "doubt-check-thing",
        "gain-free",
    ) or (clause.has("doubt-check-phrase") and not clause.negated and not clause.has("doubt-theme"))


def _yes_but(line: Line) -> Span | None:
    """'Ja, aber …', 'Ich verstehe Sie, aber …' with nothing to check after it."""
    for sentence in line.text.sentences:
        for clause in _buts(sentence):
            rest = Span(line.text, clause.first, len(line.text.tokens))
            if not _proof_in(line, rest):
                return clause
    return None


def _buts(sentence: Sentence) -> Iterator[Clause]:
    return (clause for clause in sentence.clauses if "doubt-but" in clause.tokens[0].classes)


def _proof_in(line: Line, rest: Span) -> bool:
    after = [clause for clause in line.text.clauses if clause.first >= rest.first]
    asks = any(sentence.marked for sentence in line.text.sentences if sentence.last > rest.first)
    return asks or any(_offers_proof(clause) for clause in after)
