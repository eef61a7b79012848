"""No health claim: nothing prevents, relieves or cures, and no medical authority is used as an argument.

A claim is a *frame* (a word of cure; help × ailment; effect × part of the body; ailment × gone; somebody better than
before) that no denial, report, idiom or farewell wish takes back. Vague wellness is partial, and so is a credential
that is used as an argument with a name to check it.
"""

from telesales.checks.reading import Line, Reading
from telesales.checks.spans import begins_in
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

NO_NAME = frozenset({"function-word", "authority-verb", "medic", "negator"})
TAKEN_BACK = ("claim-reported", "claim-disclaimed")
TRIGGERS = ("claim-ability", "claim-cure", "claim-ailment", "claim-body", "claim-frame", "claim-never")


def check(reading: Reading) -> Finding:
    """`claim` or `authority` (fail), `wellness` or `named-credential` (partial), else `none`."""
    milder: list[Finding] = []
    for line in reading.lines:
        for number, sentence in enumerate(line.text.sentences):
            after = line.text.sentences[number + 1] if number + 1 < len(line.text.sentences) else None
            finding = _judge(line, sentence, after)
            if finding is not None and finding.id in ("claim", "authority"):
                return finding
            if finding is not None:
                milder.append(finding)
    return milder[0] if milder else Finding(id="none")


def _judge(line: Line, sentence: Sentence, after: Sentence | None) -> Finding | None:
    if sentence.marked and after is not None and after.negated:
        return None  # 'Heilen? Nein, das kann er nicht.'
    claim = _claim(sentence)
    if claim is not None:
        return Finding(id="claim", evidence=(line.quote(claim),))
    authority = _authority(sentence)
    if authority is not None:
        named = _names(sentence)
        return Finding(id="named-credential" if named else "authority", evidence=(line.quote(authority),))
    wellness = None if sentence.marked else _live(sentence, "wellness-frame")
    return Finding(id="wellness", evidence=(line.quote(wellness),)) if wellness is not None else None


def _authority(sentence: Sentence) -> Span | None:
    """A frame of authority, or a medical person with a verb of recommending in one clause."""
    for span in sentence.find_all("authority-frame"):
        clause = sentence.text.clause_of(span)
        if not Span(sentence.text, clause.first, span.last).negated and not _taken_back(sentence, clause):
            return clause
    if sentence.marked or not sentence.has_any("medic"):
        return None
    said = sentence.has_any("authority-verb") and not any(_negated(sentence, clause) for clause in sentence.clauses)
    clause = sentence.text.clause_of(next(sentence.find_all("medic")))
    return clause if said and not _taken_back(sentence, clause) else None


def _claim(sentence: Sentence) -> Clause | None:
    if not sentence.has_any(*TRIGGERS):
        return None
    for clause in sentence.clauses:
        if _taken_back(sentence, clause):
            continue
        if begins_in(clause, "claim-never") and not sentence.marked:
            return clause
        if not _negated(sentence, clause) and (_named_effect(sentence, clause) or _combined(clause)):
            return clause
    return _story(sentence)


def _story(sentence: Sentence) -> Clause | None:
    """Somebody was ill or weak, and a change is told: 'Vorher kam ich kaum die Treppe hoch, jetzt laufe ich wieder'."""
    if sentence.marked:
        return None
    recovered = sentence.has("claim-person", "claim-before", "claim-after", "claim-ability")
    healed = sentence.has("claim-ailment", "claim-change") and not sentence.negated
    names = ("claim-ailment", "claim-ability") if recovered else ("claim-ailment",)
    clauses = [clause for clause in sentence.clauses if clause.has_any(*names)] if recovered or healed else []
    return next((clause for clause in clauses if not _taken_back(sentence, clause)), None)


def _named_effect(sentence: Sentence, clause: Clause) -> bool:
    """A word of cure, or (in no question) a frame of getting better."""
    return clause.has_any("claim-cure") or (not sentence.marked and (begins_in(clause, "claim-frame") or _of_nobody(clause)))


def _negated(sentence: Sentence, clause: Clause) -> bool:
    """Whether a negator stands in the clause or in a short tail: 'Ein Heilmittel ist das | aber nicht'."""
    tail = next((other for other in sentence.clauses if other.first == clause.last), None)
    return _denies(clause) or (tail is not None and tail.words[0] == "aber" and len(tail) <= 3 and tail.negated)


def _denies(clause: Clause) -> bool:
    """Whether a negator denies; 'ohne' does so only right before the claim ('ohne Heilwirkung', not 'ohne Tabletten')."""
    if not clause.negated:
        return False
    words = clause.words
    if any(span.words != ("ohne",) for span in clause.find_all("negator")):
        return True
    near = Span(clause.text, clause.first + words.index("ohne"), min(clause.last, clause.first + words.index("ohne") + 3))
    return near.has_any("claim-cure")


def _combined(clause: Clause) -> bool:
    """Help or disappearance × ailment, or effect × part of the body, in one clause."""
    if clause.has_any("claim-ailment"):
        return _apart(clause, "claim-ailment", "claim-help") or _apart(clause, "claim-ailment", "claim-gone")
    return clause.has_any("claim-body") and _apart(clause, "claim-body", "claim-act")


def _of_nobody(clause: Clause) -> bool:
    """An ailment in a statement about the product: no person has it, and no 'wenn' or 'falls' supposes it."""
    if not clause.has_any("claim-illness") or clause.has_any("claim-person", "claim-having"):
        return False
    return "claim-conditional" not in clause.tokens[0].classes


def _apart(clause: Clause, left: str, right: str) -> bool:
    """Whether both classes stand in the clause, in different words."""
    lefts = {span.first for span in clause.find_all(left)}
    return any(span.first not in lefts for span in clause.find_all(right))


def _live(sentence: Sentence, name: str) -> Span | None:
    """The first place of the class that is neither negated nor taken back."""
    for span in sentence.find_all(name):
        clause = sentence.text.clause_of(span)
        if not _negated(sentence, clause) and not _taken_back(sentence, clause):
            return clause
    return None


def _names(sentence: Sentence) -> bool:
    """Whether the authority is named: 'Dr. Seidel', 'die Apothekerin Heike Brandt', 'unsere Hebamme, Frau Stolz'."""
    for span in sentence.find_all("authority-title", "medic"):
        ahead = sentence.text.tokens[span.last : span.last + 3]
        named = [token for token in ahead if token.text in ("frau", "herr", "herrn") or not token.classes & NO_NAME]
        titled = "authority-title" in span.tokens[0].classes or any(token.text in ("frau", "herr", "herrn") for token in ahead[:1])
        if ahead and named[:1] == list(ahead[:1]) and (titled or named[:2] == list(ahead[:2])):
            return True
    return False


def _taken_back(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is an idiom, or it or a clause beside it denies, reports or hands the matter to a doctor."""
    if begins_in(clause, "claim-idiom", *TAKEN_BACK) or _wishes(clause):
        return True
    beside = [other for other in sentence.clauses if other is not clause and not _turned_round(sentence, other, clause)]
    if any(begins_in(other, *TAKEN_BACK) for other in beside):
        return True
    return begins_in(clause, "claim-subordinate") and any(other.negated for other in beside)


def _wishes(clause: Clause) -> bool:
    """'Bleiben Sie gesund': the verb opens the clause (after an 'und' at most)."""
    start = clause.first + (clause.words[0] == "und")
    return any(span.first == start for span in clause.find_all("claim-wish"))


def _turned_round(sentence: Sentence, before: Clause, claim: Clause) -> bool:
    """'Versprechen darf ich nichts, aber er hilft': what is said before an 'aber' takes nothing back after it."""
    between = [c for c in sentence.clauses if before.last <= c.first <= claim.first]
    return any("claim-adversative" in c.tokens[0].classes for c in between)
