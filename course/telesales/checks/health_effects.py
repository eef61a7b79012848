"""Effects on health that are told as a story or a recipe, without a word of cure.

'Seit sie den trinkt, ist Ruhe im Magen': somebody's body or night × relief × the use of what is sold as its cause.
"""

from collections.abc import Iterator

from telesales.checks.health_denials import disowned, negated, taken_back
from telesales.language import Clause, Sentence, Span

ILL = ("claim-ailment", "claim-symptom", "health-complaint", "health-symptom")
"""What a good line seldom names: one more sign of a story is enough beside the relief."""

ORGANS = ("claim-organ",)
BODY = ("claim-body", "health-part")
PARTS = (*BODY, "health-night", "health-well", "health-able")
"""What good lines name too: the use of the product must be told as the cause."""

TOPIC = ("health-topic", "claim-symptom", "health-complaint", *ORGANS)
"""Words of health that good lines hardly say."""

DOING = ("health-night", "health-well", "health-able")
"""What a person does or feels: a promise of it needs no word of relief."""

RELIEF = ("health-relief", "health-relief-negated", "health-well")

TIMES = ("health-time", "month", "weekday")
"""What follows 'seit' or 'nach' where no use of the product does."""


def find_effect(sentence: Sentence) -> Clause | None:
    """The clause with the body of which the sentence tells that it is better by using the product."""
    if _only_asks(sentence):
        suggested = sentence.has_any("health-suggested") and not disowned(sentence, sentence.clauses[-1])
        return sentence.clauses[-1] if suggested else None
    telling = (sentence.text.clause_of(span) for span in sentence.find_all("health-telling"))
    plain = next((clause for clause in telling if not disowned(sentence, clause)), None)
    if plain is not None or not sentence.has_any(*ILL, *ORGANS, *PARTS):
        return plain  # without the body (most sentences) nothing dearer is looked for
    return _relieved(sentence) or _recipe(sentence) or _promised(sentence) or _guaranteed(sentence)


def _somebodys(span: Span) -> bool:
    """Whether the clause tells whose body it is, or which part of it: 'Da knackt nichts mehr in den Knochen'."""
    clause = span.text.clause_of(span)
    parts = (part for part in clause.find_all("claim-body", "claim-organ", "health-part"))
    return clause.has("health-own") or any(part.first >= span.last or part.last <= span.first for part in parts)


def _only_asks(sentence: Sentence) -> bool:
    """Whether it is a question and nothing is told before it: 'Die werden alle neunzig, und wissen Sie, warum?'."""
    first = {"health-ask", "w-word"} & sentence.tokens[0].classes
    return sentence.marked and (len(sentence.clauses) == 1 or bool(first))


def _relieved(sentence: Sentence) -> Clause | None:
    """The clause of the body, where the sentence tells of relief and of its cause or whose body it is."""
    used = _used(sentence) and not sentence.has_any("health-carrying")
    told = used or sentence.has_any("health-relative", "health-person", "health-with")
    bodies = [span for span in _bodies(sentence, ILL + ORGANS) if told or _somebodys(span)]
    if used:
        bodies += _bodies(sentence, PARTS)
    if not bodies or not _better(sentence, bodies):
        return None
    clauses = [sentence.text.clause_of(span) for span in bodies]
    return next((clause for clause in clauses if not disowned(sentence, clause)), None)


def _recipe(sentence: Sentence) -> Clause | None:
    """'Wenn's im Hals kratzt, eine Kanne davon': what is taken when somebody is ill needs no word of relief."""
    if not sentence.has("health-if", "health-dose") or sentence.has_any("claim-having"):
        return None
    for span in _bodies(sentence, ILL + ORGANS):
        clause = sentence.text.clause_of(span)
        if clause.has("health-if") and not clause.has("health-dose") and not disowned(sentence, clause):
            return clause
    return None


def _promised(sentence: Sentence) -> Clause | None:
    """'Warten Sie ab, wie Sie aus den Federn kommen': a promise, and what only a body does or feels."""
    promise = next((s for s in sentence.find_all("health-promise") if not _unspoken(s)), None)
    if promise is None:
        return None
    names = (*(ILL + ORGANS if sentence.has_any(*RELIEF) else ()), *DOING)
    names += BODY if sentence.has_any("health-relief-negated") else ()
    for span in _bodies(sentence, names):
        clause = sentence.text.clause_of(span)
        doing = span.has_any(*DOING) and (span.first < promise.last or not clause.has_any("you", "health-man"))
        if not doing and not clause.has_any("health-everyday") and not _withdrawn(sentence, clause):
            return clause
    return None


def _unspoken(promise: Span) -> bool:
    """'Ich verspreche Ihnen keinen besseren Schlaf': no promise."""
    return promise.has_any("claim-say") and promise.text.clause_of(promise).negated


def _withdrawn(sentence: Sentence, clause: Clause) -> bool:
    return disowned(sentence, clause) or taken_back(sentence, clause)


def _guaranteed(sentence: Sentence) -> Clause | None:
    """'Wenn das Sodbrennen nicht fort ist, kriegen Sie Ihr Geld zurück': the effect is what the money stands for."""
    if not sentence.has_any("health-money-back"):
        return None
    for span in _bodies(sentence, ILL + ORGANS):
        clause = sentence.text.clause_of(span)
        conditional = "claim-conditional" in clause.tokens[clause.words[0] == "und"].classes
        if conditional and (clause.negated or clause.has_any("health-still")):
            return clause
    return None


def _used(sentence: Sentence) -> bool:
    """Whether the use of the product is named: 'seit sie den trinkt', 'nach der zweiten Tasse', 'seit dem Rotklee'."""
    return sentence.has_any("health-use") or any(
        not Span(sentence.text, since.last, min(since.last + 2, sentence.last)).has_any(*TIMES)
        for since in sentence.find_all("health-since")
    )


def _bodies(sentence: Sentence, names: tuple[str, ...]) -> Iterator[Span]:
    """The places of the classes that stand in no saying, in nothing vague and beside no thing."""
    spans = list(sentence.find_all(*names))
    if not spans:
        return  # most sentences: the sayings are looked for only where they matter
    sayings = [(s.first, s.last) for s in sentence.find_all("claim-saying", "health-saying", "wellness-frame")]
    for span in spans:
        said = any(a < span.last and span.first < b + 2 for a, b in sayings)
        if not said and not _of_a_thing(span):
            yield span


def _of_a_thing(span: Span) -> bool:
    """Whether no person's body is meant: 'kranke Excel-Tabellen', 'der Motor schnurrt'."""
    if span.has_any("health-night"):
        return False
    ill = span.has_any(*ILL)
    if span.has_any("health-able") and span.text.clause_of(span).has_any("health-everyday"):
        return True
    beside = ill and not span.has_any("health-symptom")  # 'kranke Tabellen', but 'Die Pumpe hat gehustet'
    clause = span.text.clause_of(span)
    place = Span(span.text, span.first, min(span.last + 1, len(span.text.tokens))) if beside else clause
    return place.has_any("health-thing")


def _better(sentence: Sentence, bodies: list[Span]) -> bool:
    """Whether relief is told in other words than the body's, or a change from earlier ('hatte Asthma') to now."""
    if sentence.has("health-earlier", "health-later") or sentence.has_any("health-aged"):
        return True
    was_ill = [span for span in bodies if span.has_any(*ILL) and span.text.clause_of(span).has_any("health-was")]
    if was_ill and (sentence.has_any("health-able") or _used(sentence)):
        return True
    undone = list(sentence.find_all("health-no-relief"))
    for span in sentence.find_all(*RELIEF):
        if len(span) == 1 and all(span.first == body.first for body in bodies):
            continue
        if span.has_any("health-no-relief") or any(b.first <= span.first < b.last for b in undone):
            continue
        if span.has_any("health-relief-negated") or not sentence.text.clause_of(span).negated:
            return True
    return False


def find_topic(sentence: Sentence) -> Clause | None:
    """A statement with a word of health that nobody denies, excuses or asks: a claim, perhaps, or a figure of speech.

    Too little for a verdict that ends a call: a person looks.
    """
    if sentence.asks or not sentence.has_any(*TOPIC):
        return None
    if sentence.has_any("health-off-topic", "health-carrying", "claim-excuse"):
        return None
    for span in _bodies(sentence, TOPIC):
        clause = sentence.text.clause_of(span)
        supposed = clause.has_any("you") and clause.has_any("health-if", "claim-having", "health-being")
        asked = clause.words[0] == "ob" or "w-word" in clause.tokens[0].classes
        if not supposed and not asked and not _denied(sentence, clause) and not _withdrawn(sentence, clause):
            return clause
    return None


def _denied(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is negated, and not by the 'nicht mehr' of a relief."""
    return negated(sentence, clause) and not clause.has_any("health-relief-negated")


def find_story(sentence: Sentence) -> Clause | None:
    """A change in a life that is told of nothing else: by use of the product, or of the body; perhaps of health."""
    told = sentence.has_any("health-relative") and not sentence.has_any("you") and _changed(sentence)
    then = sentence.has("health-was", "health-later", "health-person") and any(_bodies(sentence, ILL + PARTS))
    if not (told or then) or sentence.marked or sentence.has_any("health-everyday", "health-denied", "claim-excuse"):
        return None
    found = sentence.find("health-use", "health-since", "health-later")
    return sentence.text.clause_of(found) if found is not None else None


def _changed(sentence: Sentence) -> bool:
    """Whether something is no more, or is now what it was not, and the product's use is told."""
    then_and_now = sentence.has("health-once", "health-now")
    return (then_and_now or sentence.has_any("health-relief-negated", "health-age")) and _used(sentence)
