"""consent: where does the number come from, and did the recipient herself agree to this call before?

A sentence proves consent when the recipient did something (agreed, ticked, wrote, asked) and what she did was about a
call. That the caller calls now ("deshalb rufe ich an") is no part of it, and neither is what a neighbour said or what
the caller assumes.
"""

from collections.abc import Iterator

from telesales.checks.reading import Reading
from telesales.checks.stance import taken_back
from telesales.language import Clause, Sentence, Span
from telesales.language.lexicon import lexicon
from telesales.model import Finding


def check(reading: Reading) -> Finding:
    """Source and the recipient's own earlier consent: pass; a source alone: partial; nothing, or no licence: fail."""
    retracted = None
    for line, sentence in reading.sentences():
        proof = _proof(sentence)
        if proof is not None and taken_back(proof) is None:
            return Finding(id="given", evidence=(line.quote(sentence),))
        retracted = retracted or (Finding(id="taken-back", evidence=(line.quote(sentence),)) if proof else None)
    for finding in (_no_licence(reading), _asked_now(reading), retracted, _source(reading)):
        if finding is not None:
            return finding
    return Finding(id="missing")


def _proof(sentence: Sentence) -> Span | None:
    """What in this sentence shows that the recipient agreed to be called."""
    asked = sentence.has_any("asked-now") and (sentence.marked or not sentence.has_any("on-record"))
    if asked or _wonders(sentence) or not sentence.has_any("recipient", "recipient-named"):
        return None
    if sentence.has_any("self-licence", "read-as-licence", "quoting", "disowning") or _unreal(sentence):
        return None
    for act in _acts(sentence, "consent-act"):
        if (
            _by_one(sentence, act)
            or not sentence.has_any("you-have", "on-record", "your-consent")
            or (sentence.has_any("not-call-consent") and not _call(sentence))
        ):
            continue
        return act
    acts = [*_acts(sentence, "mark-act"), *_acts(sentence, "request-act")]
    return acts[-1] if acts and (_call(sentence) or _this_call(sentence)) and _by_recipient(sentence) else None


def _by_one(sentence: Sentence, act: Span) -> bool:
    """Whether a single somebody agreed: 'im Formular hat der März zugestimmt'; the recipient is 'Sie haben'."""
    clause = sentence.text.clause_of(act)
    hers = clause.has_any("you-have", "your-consent", "your-mark") or sentence.has_any("recipient-named")
    return act.has_any("consent-given") and clause.has_any("third-has") and not hers


def _unreal(sentence: Sentence) -> bool:
    """Whether it is only imagined; "…, hätten Sie einen Moment?" at its end asks for something else."""
    asks_on = (
        sentence.marked and found.words[0] == "haetten" and sentence.clauses[0].last <= found.first
        for found in sentence.find_all("irrealis")
        if not _reported(sentence, found)
    )
    return not all(asks_on)


def _reported(sentence: Sentence, found: Span) -> bool:
    """Whether it is what she herself said: "Sie haben uns geschrieben, Sie hätten nichts gegen einen Anruf"."""
    clause = sentence.text.clause_of(found)
    before = [other for other in sentence.clauses if other.last == clause.first == found.first]
    return any(other.has("you-have", "mark-act") and not other.negated for other in before)


def _this_call(sentence: Sentence) -> bool:
    """Whether she asked for the very call that is going on: "Ich rufe an, weil Sie mich darum gebeten haben"."""
    return sentence.has_any("own-call", "our-call") and any(
        clause.has("asked-for-this", "you-have") and not _denied(clause, asked) and not _by_another(clause)
        for clause in sentence.clauses
        for asked in clause.find_all("asked-for-this")
    )


def _wonders(sentence: Sentence) -> bool:
    """Whether it asks if there ever was a consent: "Haben Sie uns erlaubt, anzurufen?"."""
    return sentence.marked and sentence.tokens[0].text in ("haben", "hatten", "hast", "habens")


def _acts(sentence: Sentence, name: str) -> Iterator[Span]:
    """The recipient's acts of one kind: not denied, and done by nobody else."""
    for act in sentence.find_all(name):
        clause = sentence.text.clause_of(act)
        conditional = "condition" in clause.tokens[0].classes or clause.has_any("own-leave")
        if not conditional and not _denied(clause, act) and not _by_another(clause) and not _supposed(sentence, clause):
            yield act


def _supposed(sentence: Sentence, clause: Clause) -> bool:
    """Whether the caller only assumes the act: "ich gehe davon aus, dass Sie zugestimmt haben"."""
    main = [other for other in sentence.clauses if other.last == clause.first and clause.words[0] == "dass"]
    return clause.has_any("supposed") or any(other.has_any("supposing-that") for other in main)


def _by_recipient(sentence: Sentence) -> bool:
    """Whether ticking, writing or asking was the recipient's own act, and nothing here is used as a licence instead."""
    if not sentence.has_any("you-have", "on-record", "your-mark") and not any(map(_she_did, sentence.clauses)):
        return False
    others = sentence.has_any("other-person", "told-me") or any(map(_by_another, sentence.clauses))
    if not others and not any(True for _ in _licences(sentence)):
        return True
    theirs = (clause for clause in sentence.clauses if clause.has_any("you-have") and not _by_another(clause))
    own = (clause for clause in theirs if not clause.has_any("public-entry"))
    return any(c.has_any("mark-act", "request-act") and not c.has_any("not-call-consent") for c in own)


def _she_did(clause: Clause) -> bool:
    """Whether a long clause tells of her act: "weil Sie auf der Messe … eine Karte ausgefüllt haben"."""
    led = clause.words[0] in ("weil", "dass", "da", "nachdem") and not {"sie", "se", "du"}.isdisjoint(clause.words[1:3])
    return led and clause.words[-1] in ("haben", "hatten", "hast", "ham") and not _by_another(clause)


def _licences(sentence: Sentence) -> Iterator[Span]:
    """Friendship, a public number or somebody's tip, unless denied."""
    for licence in sentence.find_all("no-licence"):
        clause = sentence.text.clause_of(licence)
        if not clause.negated and not clause.has_any("own-channel"):
            yield licence


def _denied(clause: Clause, act: Span) -> bool:
    harmless = any(act.first <= n.first < act.last for n in clause.find_all("negator"))
    return _negated(clause) and not harmless


def _negated(clause: Clause) -> bool:
    return clause.negated and not clause.has_any("no-objection", "not-without")


def _by_another(clause: Clause) -> bool:
    return clause.has_any("told-me") or (clause.has_any("other-person") and not clause.has_any("you-have"))


def _call(sentence: Sentence) -> Span | None:
    """A call that was asked for, in this sentence or in the next one; the call that is going on does not count."""
    for clause in sentence.clauses:
        requested = "requested-clause" in clause.tokens[0].classes
        own = clause.has_any("own-call") and not set(clause.words).isdisjoint(("ich", "i", "ichs"))
        if _by_another(clause) or _negated(clause) or (own and not requested):
            continue
        ours = {number for span in clause.find_all("our-call") for number in range(span.first, span.last)}
        for call in clause.find_all("call-word", "own-call"):
            if call.first not in ours:
                return call
    return _quoted_call(sentence)


def _quoted_call(sentence: Sentence) -> Span | None:
    """The wording that was ticked, in quotation marks: „Ja, rufen Sie mich an“."""
    for number in range(sentence.first, sentence.last):
        token = sentence.text.tokens[number]
        if token.quoted and "call-word" in lexicon().classes_of(token.text):
            return Span(sentence.text, number, number + 1)
    return None


def _asked_now(reading: Reading) -> Finding | None:
    for line, sentence in reading.sentences():
        ask = sentence.find("asked-now")
        if ask is not None and not sentence.has_any("later-call"):
            return Finding(id="asked-now", evidence=(line.quote(sentence),))
    return None


def _no_licence(reading: Reading) -> Finding | None:
    """Friendship, a public number or somebody's tip, used as if it were a licence."""
    for line, sentence in reading.sentences():
        another = sentence.has_any("other-person") and sentence.has_any("tip-word")
        tip = another and any(map(_by_another, sentence.clauses))
        if tip or sentence.has_any("told-me", "read-as-licence") or any(True for _ in _licences(sentence)):
            return Finding(id="false-licence", evidence=(line.quote(sentence),))
    return None


def _source(reading: Reading) -> Finding | None:
    for line, sentence in reading.sentences():
        known = sentence.has_any("you-have", "number-word", "on-record", "known-from")
        named = (known and sentence.has_any("source-word")) or sentence.has("number-word", "source-link")
        filed = sentence.has_any("own-files") and sentence.has_any("own-call", "our-call", "recipient")
        conditional = "condition" in sentence.tokens[0].classes and sentence.words[0] != "ob"
        unreal = conditional or sentence.has_any("vague-source", "irrealis")
        if (filed or (named and sentence.has_any("recipient", "bought-data"))) and not unreal:
            return Finding(id="source-only", evidence=(line.quote(sentence),))
    return None
