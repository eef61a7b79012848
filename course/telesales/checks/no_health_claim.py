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
TRIGGERS = ("claim-cure", "claim-ailment", "claim-body", "claim-frame", "claim-never")


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
    clauses = (clause for clause in sentence.clauses if clause.has_any("medic") and clause.has_any("authority-verb"))
    return next((c for c in clauses if not _negated(sentence, c) and not _taken_back(sentence, c)), None)


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
    """'Ich hatte jeden Monat Migräne, und seit ich das trinke, ist Schluss': an ailment, and a change after it."""
    if sentence.marked or sentence.negated or not sentence.has_any("claim-ailment") or not sentence.has_any("claim-change"):
        return None
    clauses = [clause for clause in sentence.clauses if clause.has_any("claim-ailment")]
    return next((clause for clause in clauses if not _taken_back(sentence, clause)), None)


def _named_effect(sentence: Sentence, clause: Clause) -> bool:
    """A word of cure, or (in no question) a frame of getting better."""
    return clause.has_any("claim-cure") or (not sentence.marked and begins_in(clause, "claim-frame"))


def _negated(sentence: Sentence, clause: Clause) -> bool:
    """Whether a negator stands in the clause or in a short tail: 'Ein Heilmittel ist das | aber nicht'."""
    tail = next((other for other in sentence.clauses if other.first == clause.last), None)
    return clause.negated or (tail is not None and tail.words[0] == "aber" and len(tail) <= 3 and tail.negated)


def _combined(clause: Clause) -> bool:
    """Help or disappearance × ailment, or effect × part of the body, in one clause."""
    if clause.has_any("claim-ailment"):
        return _apart(clause, "claim-ailment", "claim-help") or _apart(clause, "claim-ailment", "claim-gone")
    return clause.has_any("claim-body") and _apart(clause, "claim-body", "claim-act")


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
    """Whether the authority is named: 'Dr. Seidel', 'die Apothekerin Heike Brandt'."""
    ahead = [sentence.text.tokens[span.last : span.last + 2] for span in sentence.find_all("authority-title")]
    if any(tokens and not tokens[0].classes & NO_NAME for tokens in ahead):
        return True
    ahead = [sentence.text.tokens[span.last : span.last + 2] for span in sentence.find_all("medic")]
    return any(len(tokens) == 2 and not any(token.classes & NO_NAME for token in tokens) for token_pair in [ahead] for tokens in token_pair)


def _taken_back(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is an idiom, or it or a clause beside it denies, reports or hands the matter to a doctor."""
    if begins_in(clause, "claim-idiom", *TAKEN_BACK):
        return True
    beside = [other for other in sentence.clauses if other is not clause and not _turned_round(sentence, other, clause)]
    if any(begins_in(other, *TAKEN_BACK) for other in beside):
        return True
    return begins_in(clause, "claim-subordinate") and any(other.negated for other in beside)


def _turned_round(sentence: Sentence, before: Clause, claim: Clause) -> bool:
    """'Versprechen darf ich nichts, aber er hilft': what is said before an 'aber' takes nothing back after it."""
    between = [c for c in sentence.clauses if before.last <= c.first <= claim.first]
    return any("claim-adversative" in c.tokens[0].classes for c in between)
