"""No early personal questions: nothing about the recipient's health, body, sleep, age, weight, family or money.

A sentence is a violation where three things meet: it *asks* (directly, indirectly or by a suggestion), it asks about
a *matter* that is too near, and no exemption holds (renounced, own story, everyday sense, a farewell wish).
"""

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

MATTERS = ("personal-matter", "personal-frame")
TOPICS = (*MATTERS, "attitude-topic")
TAKING_UP = ("aber", "obwohl", "doch", "nur", "bloss", "dennoch", "trotzdem", "jedoch")
"""What takes up again what was just renounced."""


def check(reading: Reading) -> Finding:
    """`personal` where a question comes too near, `attitude` where one asks for interest in health, else `none`."""
    attitudes = []
    for line, sentence in reading.sentences():
        if _echoed(sentence):
            continue
        if sentence.marked and sentence.has_any("personal-you-too") and _told_before(sentence):
            return Finding(id="personal", evidence=(line.quote(sentence),))
        if not sentence.has_any(*TOPICS) or not asks_recipient(sentence):
            continue
        near = too_near(sentence)
        if near is not None:
            return Finding(id="personal", evidence=(line.quote(near),))
        attitudes += [(line, span) for span in _live(sentence, "attitude-topic")]
    return _attitude(attitudes)


def _attitude(found: list[tuple[Line, Span]]) -> Finding:
    if not found:
        return Finding(id="none")
    line, span = found[0]
    return Finding(id="attitude", evidence=(line.quote(line.text.sentence_of(span)),))


def _echoed(sentence: Sentence) -> bool:
    """'Tabletten? Um Gottes willen': a word of the recipient's, put up only to be denied."""
    following = [other for other in sentence.text.sentences if other.first == sentence.last]
    denied = any(other.has_any("personal-denial") and not other.marked for other in following)
    return sentence.marked and len(sentence) <= 3 and denied and not sentence.has_any("you")


def _offers_help(sentence: Sentence) -> bool:
    """'Wenn Sie es im Kreuz haben, sagen Sie es ruhig': an 'if' about the recipient that waits for an answer."""
    supposes = any(c.words[0] in ("wenn", "falls", "sofern", "sollten") and c.has_any("you") for c in sentence.clauses)
    return supposes and sentence.has_any("personal-tell-me")


def _told_before(sentence: Sentence) -> bool:
    """'Meine Mutter hat Rheuma. Haben Sie so etwas auch?': the sentence before names a matter too near."""
    before = [other for other in sentence.text.sentences if other.last == sentence.first]
    return any(other.has_any(*MATTERS) for other in before)


def asks_recipient(sentence: Sentence) -> bool:
    """Whether the sentence asks or suggests something, and is no farewell wish."""
    if sentence.marked:
        return True
    if sentence.has_any("personal-you-too") or _asks_to_tell(sentence) or _offers_help(sentence):
        return True
    if any(_opens_like_question(clause) for clause in sentence.clauses):
        return True
    return _asks_indirectly(sentence) or any(_suggests(clause) for clause in sentence.clauses)


def _asks_to_tell(sentence: Sentence) -> bool:
    """'Mich interessiert, ob …', 'erzähl mal'; but 'Ich erzähl mal von meiner Mutter' is the caller's own story."""
    before = sentence.text.words
    return any(
        not ("personal-tell" in span.tokens[0].classes and span.first and before[span.first - 1] in ("ich", "i"))
        for span in sentence.find_all("personal-asking")
    )


def _asks_indirectly(sentence: Sentence) -> bool:
    """'Es wär gut zu wissen, wie viel Sie wiegen': a clause about the recipient hangs on wanting to know."""
    hanging = [clause for clause in sentence.clauses if clause.has_any("you") and _hangs(clause)]
    wanting = (c for c in sentence.clauses if c.has_any("personal-wants-to-know") and not c.negated)
    return any(clause is not other for clause in wanting for other in hanging)


def _hangs(clause: Clause) -> bool:
    """Whether the clause begins with 'ob' or a W-word: 'in welcher Straße Sie wohnen'."""
    return clause.words[0] in ("ob", "obs", "wies", "wias") or any(
        "w-word" in token.classes for token in clause.tokens[:2]
    )


def too_near(sentence: Sentence) -> Clause | None:
    """The clause that asks about a matter too near, None where there is none."""
    for span in _live(sentence, *MATTERS):
        if not _only_attitude(sentence, span):
            return sentence.text.clause_of(span)
    return None


def _live(sentence: Sentence, *classes: str) -> list[Span]:
    """The places of `classes` that no exemption covers."""
    return [span for span in sentence.find_all(*classes) if not _exempt(sentence, sentence.text.clause_of(span))]


def _exempt(sentence: Sentence, clause: Clause) -> bool:
    if clause.has_any("personal-everyday", "personal-needless") or _renounced(clause):
        return True
    if clause.has_any("personal-hurts") and sentence.has_any("personal-price"):
        return True
    if clause.has_any("personal-heart") and sentence.has_any("personal-genre"):
        return True
    if clause.has_any("personal-thing") and not clause.has_any("you-subject", "personal-kin", "personal-own-part"):
        return True
    if clause.has_any("personal-supposed") and not sentence.has_any("personal-tell-me"):
        return True
    if not sentence.marked and (_wishes(sentence) or _renounced_beside(sentence, clause)):
        return True
    about_sie = clause.has_any("you", "personal-asking") or sentence.has_any("personal-you-too")
    return clause.has_any("personal-own") and not about_sie


def _renounced(clause: Clause) -> bool:
    """Whether the asking itself is denied: in 'interessieren ob Sie nicht einschlafen' the sleep is."""
    return any("ob" not in span.words for span in clause.find_all("personal-renounced"))


def _wishes(sentence: Sentence) -> bool:
    """'Schlafen Sie gut': a wish at the end of a call, no question."""
    return sentence.has_any("personal-wish") and not sentence.has_any("personal-question-particle")


def _renounced_beside(sentence: Sentence, clause: Clause) -> bool:
    """'Ob Sie krank sind, frage ich nicht': another clause renounces it, and no 'aber' or 'obwohl' takes it up.

    'Ich will ja nicht neugierig sein' renounces nothing: it leads to the question.
    """
    for other in sentence.clauses:
        between = [c for c in sentence.clauses if other.first < c.first <= clause.first]
        takes_up = clause.words[0] in TAKING_UP or any(c.words[0] in TAKING_UP for c in between)
        if _renounced(other) and not takes_up and not other.has_any("personal-preface"):
            return True
    return False


def _only_attitude(sentence: Sentence, span: Span) -> bool:
    """'Wie wichtig ist Ihnen Ihre Gesundheit': the matter is health itself, and an attitude is asked for."""
    return "gesundheit" in span.words and span.words[-1] == "gesundheit" and sentence.has_any("attitude-verb")


def _opens_like_question(clause: Clause) -> bool:
    """A clause that begins with a verb and the recipient, or with a W-word, and holds a particle of questions."""
    words = clause.words[1:] if clause.words[:1] in (("und",), ("oder",), ("aber",)) else clause.words
    if words and "personal-copula" in clause.text.tokens[clause.last - len(words)].classes:
        return clause.has_any("you") and clause.has_any("personal-or", "personal-particle")
    head = clause.text.tokens[clause.last - len(words) : clause.last][:3]
    if len(head) < 3 or not clause.has_any("you"):
        return False
    if _invites(clause):
        return False
    verb_first = "personal-verb-first" in head[0].classes and bool(head[1].classes & {"you-subject", "you-object"})
    return (verb_first or "w-word" in head[0].classes) and clause.has_any("personal-particle", "w-word")


def _suggests(clause: Clause) -> bool:
    """'Sie haben doch sicher auch …': a statement that guesses about the recipient."""
    guesses = clause.has("you-subject", "personal-guess") and not clause.negated
    return guesses and not _invites(clause)


def _invites(clause: Clause) -> bool:
    """'Kommen Sie doch vorbei', 'Bringen Sie gern Ihre Enkel mit': an invitation guesses and asks nothing."""
    words = clause.words[clause.words[0] in ("und", "dann", "oder", "also") :]
    commands = len(words) > 2 and words[0].endswith("en") and words[1] == "sie"
    verb = clause.text.tokens[clause.last - len(words)] if commands else None
    stating = verb is None or "personal-stating" in verb.classes
    return not stating and clause.has_any("personal-inviting") and not clause.has_any("personal-surmise")
