"""No health claim: nothing prevents, relieves or cures, and no medical authority is used as an argument.

A claim is a *frame* (a word of cure; help × ailment; effect × part of the body; ailment × gone; somebody better than
before) that no denial, report, idiom or farewell wish takes back. Vague wellness is partial, and so is a credential
that is used as an argument with a name to check it.
"""

from telesales.checks.authority import find_authority, is_named
from telesales.checks.health_denials import negated, taken_back
from telesales.checks.health_effects import find_effect, find_story, find_topic
from telesales.checks.reading import Line, Reading
from telesales.checks.spans import begins_in
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

TRIGGERS = tuple("claim-" + kind for kind in "ability cure ailment body organ frame never aid symptom vigour".split())

CERTAIN = ("claim-cure", "claim-ailment")
"""What is a matter of health also where carrying is saved ('das schont den Rücken' is none then)."""


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
    claim = _claim(sentence) or find_effect(sentence) or _refers_back(sentence) or sentence.find("claim-hint")
    if claim is not None:
        return Finding(id="claim", evidence=(line.quote(claim),))
    authority = find_authority(sentence)
    if authority is not None and not _introduces(line, sentence, authority):
        return Finding(id="named-credential" if is_named(sentence) else "authority", evidence=(line.quote(authority),))
    wellness = None if sentence.marked and not _tagged(sentence) else _live(sentence, "wellness-frame")
    if wellness is not None:
        return Finding(id="wellness", evidence=(line.quote(wellness),))
    topic = find_topic(sentence) or find_story(sentence)
    return Finding(id="unsure", evidence=(line.quote(topic),)) if topic is not None else None


def _tagged(sentence: Sentence) -> bool:
    """'So etwas tut einem gut, oder?': a statement with a tag."""
    return len(sentence.clauses) > 1 and sentence.clauses[-1].has_any("health-tag") and len(sentence.clauses[-1]) < 3


def _introduces(line: Line, sentence: Sentence, authority: Span) -> bool:
    """Whether a profession is only named where the caller introduces herself: no argument."""
    if line.slot not in ("C1", "introduction") or not authority.has_any("medic"):
        return False
    return not sentence.has_any("authority-argument") and not sentence.has_any("authority-verb")


def _refers_back(sentence: Sentence) -> Span | None:
    """'Haben Sie Rheuma? Dagegen hilft unser Tee': an effect on the ailment that the sentence before names."""
    found = sentence.find("claim-refers")
    if found is None or sentence.marked or sentence.negated:
        return None
    before = [other for other in sentence.text.sentences if other.last == sentence.first]
    inside = [other for other in sentence.clauses if other.last <= found.first]
    if not any(_literal(other, "claim-ailment", "claim-body", "claim-symptom") for other in (*before, *inside)):
        return None
    return None if taken_back(sentence, sentence.text.clause_of(found)) else sentence


def _claim(sentence: Sentence) -> Clause | None:
    if not sentence.has_any(*TRIGGERS) or (sentence.has_any("health-carrying") and not sentence.has_any(*CERTAIN)):
        return None
    for clause in sentence.clauses:
        if not sentence.marked and _done_without(clause):
            return clause
        undecided = clause.words[0] == "ob" or (sentence.marked and clause.has_any("you-subject"))
        if undecided or taken_back(sentence, clause):
            continue  # 'Nehmen Sie Tabletten gegen Rheuma?' asks too much, and claims nothing
        if begins_in(clause, "claim-never") and not sentence.marked:
            return clause
        if not negated(sentence, clause) and (_named_effect(sentence, clause) or _combined(clause)):
            return clause
    return _story(sentence)


def _done_without(clause: Clause) -> bool:
    """'Sie hat die Stützstrümpfe verbannt', 'das erspart den Gang zum Orthopäden': nothing of it is needed any more."""
    if not _apart(clause, "claim-aid", "claim-drop") or begins_in(clause, "claim-reported", "claim-excuse"):
        return False
    return not clause.negated or begins_in(clause, "claim-drop-negated")


def _story(sentence: Sentence) -> Clause | None:
    """Somebody was ill or weak, and a change is told: 'Vorher kam ich kaum die Treppe hoch, jetzt laufe ich wieder'."""
    if sentence.marked:
        return None
    recovered = sentence.has("claim-person", "claim-before", "claim-after", "claim-ability")
    ill = sentence.has_any("claim-ailment", "claim-organ")
    healed = ill and sentence.has_any("claim-change") and not sentence.negated
    owed = sentence.has("claim-person", "claim-attribute", "claim-vigour") and not sentence.negated
    names = ("claim-ailment", "claim-organ", "claim-ability", "claim-vigour")
    clauses = [clause for clause in sentence.clauses if clause.has_any(*names)] if recovered or healed or owed else []
    return next((clause for clause in clauses if not taken_back(sentence, clause)), None)


def _named_effect(sentence: Sentence, clause: Clause) -> bool:
    """A word of cure, or (in no question) a frame of getting better."""
    better = (begins_in(clause, "claim-frame") and not clause.has_any("health-thing")) or _of_nobody(clause)
    return clause.has_any("claim-cure") or (better and not sentence.marked)


def _combined(clause: Clause) -> bool:
    """Help or disappearance × ailment, or effect × part of the body, in one clause."""
    if _apart(clause, "claim-body", "claim-act"):
        return True
    effects = ("claim-help", "claim-gone", "claim-act")
    return any(_apart(clause, ill, effect) for ill in ("claim-ailment", "claim-symptom") for effect in effects)


def _of_nobody(clause: Clause) -> bool:
    """An ailment or an organ in a statement about the product: nobody has it, and no 'wenn' or 'falls' supposes it."""
    somebody = clause.has_any("claim-person", "claim-having") or clause.text.sentence_of(clause).has_any("claim-excuse")
    supposed = "claim-conditional" in clause.tokens[0].classes
    return bool(_literal(clause, "claim-ailment", "claim-organ")) and not somebody and not supposed


def _apart(clause: Clause, left: str, right: str) -> bool:
    """Whether both classes stand in the clause, in different words."""
    lefts = {span.first for span in _literal(clause, left)}
    return bool(lefts) and any(span.first not in lefts for span in clause.find_all(right))


def _literal(clause: Span, *names: str) -> list[Span]:
    """The places of the classes that stand in no saying ('auf Herz und Nieren')."""
    spans = list(clause.find_all(*names))
    sayings = clause.text.places_of_any(("claim-saying", "health-saying")) if spans else []
    return [span for span in spans if not any(a <= span.first < b for a, b in sayings)]


def _live(sentence: Sentence, name: str) -> Span | None:
    """The first place of the class that is neither negated nor taken back."""
    for span in sentence.find_all(name):
        clause = sentence.text.clause_of(span)
        if not negated(sentence, clause) and not taken_back(sentence, clause):
            return clause
    return None
