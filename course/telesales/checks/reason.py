"""reason: is it clear early what the call is about, and that something is offered or sold?

Two things are looked for: words of selling, and what would hide them (a survey, a favour, "einfach mal", a secret). In
`rewrite` the first two lines are early; what is only said in C3 comes after "Worum geht es denn?" and is late.
"""

from collections.abc import Callable, Iterable

from telesales.checks.reading import Line, Reading
from telesales.checks.stance import taken_back
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

LATE = frozenset({"C3"})
"""The slots that answer the recipient's question what it is about."""

Found = tuple[Line, Span]
_DENIABLE = frozenset({"survey", "favour", "chat", "secrecy", "pretext-noun"})
_SMALL_WORDS = frozenset({"function-word", "no-name", "number", "month", "weekday", "title", "negator", "w-word"})
_CALL_WORDS = frozenset({"vague-thing", "mark-act", "call-word", "own-call", "consent-act"})


def check(reading: Reading) -> Finding:
    """Offer and topic early: pass; late, half or after a pretext: partial; a pretext alone or nothing: fail."""
    early = [line for line in reading.lines if line.slot not in LATE]
    late = [line for line in reading.lines if line.slot in LATE]
    open_early = _first(early, _plain_offer) or _first(early, _offer)
    open_late = _first(late, _answer)
    named = _first(reading.lines, _named_topic) is not None
    pretext = _pretext(early, open_early, named) or (None if open_early else _pretext(late, open_late, named))
    if pretext is not None:
        honest = open_late or (open_early if open_early and not _aside(open_early, pretext) else None)
        return _with("pretext-first", honest) if honest else _with("pretext", pretext)
    if open_early is None:
        return _without_offer(reading, open_late)
    return _with("clear" if _topic(early) else "topic-unsaid", open_early)


def _without_offer(reading: Reading, open_late: Found | None) -> Finding:
    if open_late is not None:
        return _with("late", open_late)
    late = [line for line in reading.lines if line.slot in LATE]
    named = _first(reading.lines, _named_topic) or _first(late, _answered_topic)
    return _with("purpose-unsaid", named) if named else Finding(id="missing")


def _aside(offer: Found, pretext: Found) -> bool:
    """Whether the selling is only touched: in the pretext's own sentence, or where an earlier consent is told."""
    sentence = offer[0].text.sentence_of(offer[1])
    if sentence.has_any("offer-frame"):
        return False
    same = offer[0] is pretext[0] and sentence.first <= pretext[1].first < sentence.last
    return same or sentence.has_any("call-word")


def _with(id: str, found: Found) -> Finding:
    line, span = found
    return Finding(id=id, evidence=(line.quote(span),))


def _first(lines: Iterable[Line], finder: Callable[[Sentence], Span | None]) -> Found | None:
    found = ((line, finder(sentence)) for line in lines for sentence in line.text.sentences)
    return next(((line, span) for line, span in found if span is not None), None)


def _plain_offer(sentence: Sentence) -> Span | None:
    """The honest sentence: "ich möchte Ihnen … anbieten", "das ist ein Werbeanruf"."""
    return _selling(sentence) if sentence.has_any("offer-frame") else None


def _offer(sentence: Sentence) -> Span | None:
    """Words of selling that say what the caller wants: no question of needs, no promise of a benefit.

    The caller's "es geht um …" may stand in the sentence before: "Es geht um Kerzen. Umsonst sind die nicht."
    """
    caller = sentence.has_any(
        "me",
        "topic-frame",
        "call-word",
        "offer-frame",
        "cause-of-call",
        "first-person",
        "self-cue",
        "self-work",
        "unit-price",
    )
    before = [other for other in sentence.text.sentences if other.last == sentence.first]
    caller = caller or any(_named_topic(other) for other in before)
    return _selling(sentence) if caller and not _asks_about_you(sentence) else None


def _answer(sentence: Sentence) -> Span | None:
    """Words of selling that answer "Worum geht es denn?"; a question of needs is no answer."""
    return None if _asks_about_you(sentence) else _selling(sentence)


def _asks_about_you(sentence: Sentence) -> bool:
    """A question of needs with a W-word; not 'wenn ich Ihnen sage, was das bei uns kostet, stört das?'."""
    if not sentence.asks:
        return False
    asking = (c for c in sentence.clauses if any("w-word" in token.classes for token in c.tokens[:2]))
    return any(clause.first == sentence.first or not clause.has_any("me") for clause in asking)


def _selling(sentence: Sentence) -> Span | None:
    """Words of selling that are neither denied, quoted nor taken back, and are about today."""
    if sentence.has_any("not-today", "quoting", "disowning") or _echoed(sentence) or _not_called_for(sentence):
        return None
    for clause in sentence.clauses:
        plain = clause.has_any("offer-frame", "not-for-free")
        denied = (clause.negated or sentence.has_any("denies-sale")) and not plain
        sold = None if denied or clause.has_any("denies-sale", "others-sale") else _begun(clause, "selling")
        bought = clause.has("you-have", "bought") and not plain
        if sold is not None and not bought and taken_back(sold) is None:
            return sentence
    return None


def _begun(clause: Clause, name: str) -> Span | None:
    """The first place of a word class that begins in the clause; its row may run into the next."""
    places = (span for span in clause.text.sentence_of(clause).find_all(name) if clause.first <= span.first)
    return next((span for span in places if span.first < clause.last), None)


def _not_called_for(sentence: Sentence) -> bool:
    """Whether the sale hangs on a call that is denied: "Ich rufe nicht an, um Ihnen Wein zu verkaufen"."""
    pairs = zip(sentence.clauses, sentence.clauses[1:], strict=False)
    return any(
        one.negated and one.has_any("own-call", "call-word") and "purpose-start" in two.tokens[0].classes
        for one, two in pairs
    )


def _echoed(sentence: Sentence) -> bool:
    """Whether a question is put up only to be denied: "Ihnen etwas verkaufen? Nein, …"."""
    following = sentence.text.tokens[sentence.last : sentence.last + 1]
    denied = any("denying-answer" in token.classes for token in following)
    return sentence.marked and denied and not sentence.has_any("you-subject")


def _pretext(lines: list[Line], offer: Found | None, named: bool) -> Found | None:
    """What hides the reason: a survey, a secret, a favour, mere chat (unless the topic is `named`).

    A plain offer clears all but a survey.
    """
    plain = offer is not None and offer[1].has_any("offer-frame")
    strength = ("survey",) if plain else ("survey", "secrecy", "favour", "denies-sale", "pretext-noun")
    found = _first(lines, lambda sentence: _hiding(sentence, *strength))
    if found is None and offer is None and not named:
        found = _first(lines, lambda sentence: None if sentence.has_any("by-phone") else _hiding(sentence, "chat"))
    if found is None or (plain and offer and not _comes_first(lines, found, offer)):
        return None
    return found


def _comes_first(lines: list[Line], one: Found, other: Found) -> bool:
    return (lines.index(one[0]), one[1].first) < (lines.index(other[0]), other[1].first)


def _hiding(sentence: Sentence, *names: str) -> Span | None:
    """A hiding word of these classes, not denied and not about what the recipient once did."""
    for name in names:
        for span in sentence.find_all(name):
            clause = sentence.text.clause_of(span)
            denied = (
                clause.negated and name in _DENIABLE and not any(n in span.words for n in ("nicht", "nichts", "nix"))
            )
            if not denied and not clause.has_any("you-have") and not sentence.has_any("quoting"):
                return span
    return None


def _topic(lines: list[Line]) -> bool:
    """Whether a thing is named where something is offered or asked for, not just "ein Angebot"."""
    before: Sentence | None = None
    for sentence in (sentence for line in lines for sentence in line.text.sentences):
        if sentence.has_any("selling", "topic-frame", "call-word"):
            points_back = "pointing-back" in sentence.tokens[0].classes
            named = before.clauses if before and points_back else ()
            if any(map(_thing, sentence.clauses)) or any(_thing(clause, about=True) for clause in named):
                return True
        before = sentence
    return False


def _named_topic(sentence: Sentence) -> Span | None:
    """A sentence that says what the call is about, without saying that it is for sale."""
    if sentence.has_any("wish-later-strong"):
        return None
    for clause in sentence.clauses:
        about = clause.has_any("topic-frame") or (clause.words[0] in ("um", "ums") and sentence.has_any("about-verb"))
        if about and not clause.negated and _thing(clause):
            return clause
    for before, clause in zip(sentence.clauses, sentence.clauses[1:], strict=False):
        if clause.has_any("cause-of-call") and not before.negated and _thing(before, about=True):
            return before
    return None


def _answered_topic(sentence: Sentence) -> Span | None:
    """'Um Yoga in der Mittagspause': the bare answer to what it is about."""
    for clause in sentence.clauses:
        answers = clause.words[0] in ("um", "ums") and "zu" not in clause.words
        if answers and not clause.negated and not clause.has_any("you-subject") and _thing(clause):
            return clause
    return None


def _introduces(clause: Clause) -> bool:
    """Whether the clause says who calls: names are no products."""
    following = (cue.last for cue in clause.find_all("self-cue") if cue.last < clause.last)
    named = any(not clause.text.tokens[number].classes.isdisjoint(("given-name", "title")) for number in following)
    return named or clause.has_any("name-cue-strong")


def _thing(clause: Clause, about: bool = False) -> Span | None:
    """A word in this clause that can name a product: no small word, no word of introductions or of offering as such.

    What the recipient does names none, unless the clause is `about` the offer.
    """
    about = about or clause.has_any("selling", "topic-frame", "call-word")
    if (
        clause.has_any("survey")
        or (clause.has_any("you-subject") and not about)
        or (_introduces(clause) and not clause.has_any("selling"))
    ):
        return None
    for number in range(clause.first, clause.last):
        word = clause.text.tokens[number]
        if (
            len(word.text) > 2
            and word.text[0].isalpha()
            and not word.quoted
            and word.classes.isdisjoint(_SMALL_WORDS | _CALL_WORDS)
        ):
            return Span(clause.text, number, number + 1)
    return None
