"""No health claim: nothing prevents, relieves or cures, and no medical authority is used as an argument.

A claim is a *frame* (a word of cure; help × ailment; effect × part of the body; ailment × gone; somebody better than
before) that no denial, report, idiom or farewell wish takes back. Vague wellness is partial, and so is a credential
that is used as an argument with a name to check it.
"""

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

NO_NAME = frozenset({"function-word", "authority-verb", "medic", "negator"})
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
    authority = _live(sentence, "authority-frame")
    if authority is not None:
        named = _names(sentence)
        return Finding(id="named-credential" if named else "authority", evidence=(line.quote(authority),))
    wellness = None if sentence.marked else _live(sentence, "wellness-frame")
    return Finding(id="wellness", evidence=(line.quote(wellness),)) if wellness is not None else None


def _claim(sentence: Sentence) -> Clause | None:
    if not sentence.has_any(*TRIGGERS):
        return None
    for clause in sentence.clauses:
        if _taken_back(sentence, clause):
            continue
        if clause.has_any("claim-never") and not sentence.marked:
            return clause
        if not _negated(sentence, clause) and (_named_effect(sentence, clause) or _combined(clause)):
            return clause
    return None


def _named_effect(sentence: Sentence, clause: Clause) -> bool:
    """A word of cure, or (in no question) a frame of getting better."""
    return clause.has_any("claim-cure") or (not sentence.marked and clause.has_any("claim-frame"))


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
    """Whether the clause is an idiom, or the sentence denies, reports or hands the matter to a doctor."""
    if clause.has_any("claim-idiom", "claim-reported", "claim-disclaimed"):
        return True
    neighbours = [other for other in sentence.clauses if other is not clause]
    if any(other.has_any("claim-reported", "claim-disclaimed") for other in neighbours):
        return True
    subordinate = clause.words[:1] in (("dass",), ("das",), ("ob",)) or clause.words[:2] in (("und", "dass"), ("oder", "dass"))
    return subordinate and any(other.negated for other in neighbours)
