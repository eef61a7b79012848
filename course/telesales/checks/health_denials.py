"""What takes a claim about health out of a sentence: denial, report, idiom, wish, or handing it to a doctor."""

from telesales.checks.spans import begins_in
from telesales.language import Clause, Sentence, Span


def taken_back(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is an idiom, or it or a clause beside it denies, reports or hands the matter to a doctor."""
    if begins_in(clause, "claim-idiom") or (_wishes(clause) and not sentence.has_any("claim-means")):
        return True
    if _takes_back(clause, clause):
        return True
    beside = [other for other in sentence.clauses if other is not clause and not _turned_round(sentence, other, clause)]
    if any(_takes_back(other, clause) and not begins_in(other, "claim-no-more") for other in beside):
        return True
    return begins_in(clause, "claim-subordinate") and any(other.negated and _governs(other, clause) for other in beside)


def _takes_back(other: Clause, claim: Clause) -> bool:
    """Whether a clause reports or disclaims the claim."""
    return begins_in(other, "claim-disclaimed") or _reports(other, claim)


def _reports(other: Clause, claim: Clause) -> bool:
    """Whether a clause reports the claim or calls it untrue; 'kein Märchen' and 'nichts falsch' do neither."""
    if not begins_in(other, "claim-reported"):
        return False
    told = other.has_any("claim-say") and claim.words[0] in ("dass", "ob", "von", "wie")
    untrue = all(span.has_any("claim-untrue") for span in other.find_all("claim-reported"))
    return told or not untrue or not other.negated


def _governs(other: Clause, clause: Clause) -> bool:
    """Whether the other clause can deny what hangs on it: it stands beside it, with no 'wenn' nor 'wie … kaum'."""
    conditional = "claim-conditional" in other.tokens[0].classes or other.words[0] == "wie"
    return not conditional and (other.last == clause.first or clause.last == other.first)


def _turned_round(sentence: Sentence, before: Clause, claim: Clause) -> bool:
    """'Versprechen darf ich nichts, aber er hilft': what is said before an 'aber' takes nothing back after it."""
    between = [c for c in sentence.clauses if before.last <= c.first <= claim.first]
    return any({"claim-adversative", "health-nonetheless"} & c.tokens[0].classes for c in between)


def _wishes(clause: Clause) -> bool:
    """'Bleiben Sie gesund': the verb opens the clause (after an 'und' at most)."""
    start = clause.first + (clause.words[0] == "und")
    return any(span.first == start for span in clause.find_all("claim-wish"))


def negated(sentence: Sentence, clause: Clause) -> bool:
    """Whether a negator stands in the clause or in a short tail: 'Ein Heilmittel ist das | aber nicht'."""
    tail = next((other for other in sentence.clauses if other.first == clause.last), None)
    return _denies(clause) or (tail is not None and len(tail) <= 5 and tail.words[-1] in ("nicht", "net", "nix"))


def _denies(clause: Clause) -> bool:
    """Whether a negator denies; 'ohne' only right before the claim ('ohne Heilwirkung', not 'ohne Pillen')."""
    if not clause.negated:
        return False
    coordinate = _second_part(clause)
    if coordinate is not None:
        return coordinate.negated
    if any(span.words != ("ohne",) for span in clause.find_all("negator")):
        return True
    ohne = clause.first + clause.words.index("ohne")
    return Span(clause.text, ohne, min(clause.last, ohne + 4)).has_any("claim-cure", "claim-effect")


def _second_part(clause: Clause) -> Span | None:
    """'zahlen nichts | und haben dazu …': what stands after an 'und' with a verb of its own: not denied before it."""
    words = clause.words
    for number in range(1, len(words) - 1):
        if words[number] == "und" and "claim-finite" in clause.tokens[number + 1].classes:
            return Span(clause.text, clause.first + number, clause.last)
    return None


def _speaker_denies(sentence: Sentence) -> bool:
    """Whether an effect is denied; 'bringt mich nichts mehr aus der Ruhe' denies nothing."""
    words = sentence.text.words
    return any(words[span.last : span.last + 1] != ("mehr",) for span in sentence.find_all("health-denied"))


def disowned(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is excused, reported or an idiom, or the speaker denies it; 'nicht mehr' denies nothing."""
    if sentence.has_any("claim-excuse") or _speaker_denies(sentence) or begins_in(clause, "claim-idiom"):
        return True
    if _wishes(clause) and not sentence.has_any("claim-means"):
        return True
    reports = [other for other in sentence.clauses if _reports(other, clause)]
    return any(not _turned_round(sentence, report, clause) for report in reports)
