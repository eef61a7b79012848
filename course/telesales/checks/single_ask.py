"""One wish, one channel: at most one request to the recipient, and none about another channel or profile.

A channel word and a request that meet in a sentence are a channel request, unless the channel is denied, dismissed
("das hat sich erledigt"), put aside, or only tells where one knows each other. A request that is marked as one more,
or a second different one, competes with the call; all that is asked about one survey is one request. What is expressly
put aside for later is partial.
"""

from telesales.checks.reading import Line, Reading
from telesales.checks.spans import begins_in
from telesales.language import Clause, Sentence, Span
from telesales.model import Evidence, Finding

HANGING = ("wenn", "falls", "dass", "ob")
"""What begins a clause that says what is asked for: 'Es wäre nett, wenn Sie …'."""

CHANNELS = ("wish-channel", "wish-channel-verb", "wish-sent", "wish-move", "wish-invitation", "wish-needs")
"""Words without which no other channel or profile is asked for."""


def check(reading: Reading) -> Finding:
    """`channel` or `two-asks` (fail), `put-aside` (partial), else `one-ask`."""
    asides = [(line, later) for line, sentence in reading.sentences() if (later := put_aside(sentence)) is not None]
    survey = any(line.text.whole.has_any("wish-survey") for line in reading.lines)
    asks: list[Evidence] = []
    surveyed = False
    for line, sentence in reading.sentences():
        channel = channel_request(sentence)
        if channel is not None:
            return Finding(id="channel", evidence=(line.quote(channel),))
        if _two_things(sentence) and not _set_aside(sentence, asides):
            return Finding(id="two-asks", evidence=(line.quote(sentence),))
        for clause in [] if _aside_here(sentence, asides) else sentence.clauses:
            if not _other_request(sentence, clause):
                continue
            same = survey and _about_the_survey(sentence, clause)
            asks += [] if same and surveyed else [line.quote(clause)]
            surveyed |= same
            if clause.has_any("wish-also") and not same:
                return Finding(id="two-asks", evidence=tuple(asks))
    if len(asks) > 1:
        return Finding(id="two-asks", evidence=tuple(asks[:2]))
    return Finding(id="put-aside", evidence=(asides[0][0].quote(asides[0][1]),)) if asides else Finding(id="one-ask")


def channel_request(sentence: Sentence) -> Clause | None:
    """The clause in which a request about another channel or profile stands, None where there is none."""
    if not sentence.has_any(*CHANNELS):
        return None
    aside = _aside(sentence)
    for number, clause in enumerate(sentence.clauses):
        if begins_in(clause, "wish-needs"):
            return clause
        if _denied(sentence, clause) or clause.has_any("wish-renounced") or _covers(aside, clause):
            continue
        if begins_in(clause, "wish-sent") and not _dismissed(sentence, number):
            return clause
        if begins_in(clause, "wish-move", "wish-invitation"):
            told = _about_the_past(clause) or _told(sentence, clause)
            if not told and not _dismissed(sentence, number):
                return clause
        if _names_channel(clause) and not _told(sentence, clause) and _asked_about(sentence, number):
            return clause
    return None


def _asked_about(sentence: Sentence, number: int) -> bool:
    """Whether something is requested where a channel is named: in its clause, or in another that takes it up."""
    clause = sentence.clauses[number]
    near = _asked_before(sentence, number)
    if any(_requests(sentence, other) for other in near) or _around_aber(sentence, number):
        return not _dismissed(sentence, number, by_pronoun=True)
    others = sentence.clauses if _strong(clause) else _pointing_back(sentence, number)
    return any(_requests(sentence, other) and not other.has_any("wish-attention", "wish-renounced") for other in others)


def _asked_before(sentence: Sentence, number: int) -> tuple[Clause, ...]:
    """The clause, with the one before it where it is its 'wenn': 'Es wäre nett, wenn Sie unsere Seite …'."""
    follows = number > 0 and sentence.clauses[number].words[0] in HANGING
    return sentence.clauses[number - follows : number + 1]


def _pointing_back(sentence: Sentence, number: int) -> tuple[Clause, ...]:
    """The clause after it that takes it up: 'ein Gewinnspiel läuft auch, da sollten Sie mitmachen'."""
    after = sentence.clauses[number + 1 : number + 2]
    return tuple(other for other in after if other.tokens[0].classes & {"pointing-back", "wish-there"})


def _around_aber(sentence: Sentence, number: int) -> bool:
    """Whether the 'aber' that begins the clause stands inside a request: 'Sie könnten mir aber … dalassen'."""
    before = sentence.clauses[number - 1] if number and sentence.clauses[number].words[0] == "aber" else None
    return before is not None and begins_in(before, "wish-frame-aber")


def _strong(clause: Clause) -> bool:
    """Whether a channel is named that seldom stands in a good line: no web page, no rating that was given."""
    found = clause.find_all("wish-channel", "wish-channel-verb")
    return any("wish-weak-channel" not in span.tokens[0].classes for span in found)


def _denied(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is negated; 'Wollen wir nicht skypen?' and 'Sie folgen uns noch nicht' deny nothing."""
    opening = clause.tokens[clause.words[0] in ("aber", "und", "oder")] if len(clause) > 1 else clause.tokens[0]
    rhetorical = sentence.marked and "personal-verb-first" in opening.classes
    return clause.negated and not rhetorical and not clause.has_any("wish-not-yet")


def _dismissed(sentence: Sentence, number: int, by_pronoun: bool = False) -> bool:
    """Whether what a clause mentions is done with right after: 'wegen Skype, nee', '…, die war ein Versehen'."""
    later = [*sentence.clauses[number:], *(other.clauses[0] for other in _next(sentence))]
    for clause in later:
        points = not by_pronoun or "pointing-back" in clause.tokens[0].classes or clause.words[0] == "aber"
        if points and (clause.has_any("wish-needless") or (clause.has_any("wish-dismissed") and not clause.negated)):
            return True
    return not by_pronoun and any("denying-answer" in other.tokens[0].classes for other in later[1:2])


def _next(sentence: Sentence) -> list[Sentence]:
    return [other for other in sentence.text.sentences if other.first == sentence.last]


def _names_channel(clause: Clause) -> bool:
    named = clause.has_any("wish-channel", "wish-channel-verb")
    return named and not _about_the_past(clause) and not _acquainted(clause)


def _acquainted(clause: Clause) -> bool:
    """Whether the clause only tells where one knows each other or reads about somebody."""
    return clause.has_any("wish-acquainted") and not clause.has_any("wish-not-yet")


def _told(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause states what the recipient knows: "auf Instagram sehen Sie ja, was wir machen"."""
    told = clause.has("wish-known", "you-subject") and not clause.has_any("wish-please", "wish-not-yet")
    return told and not sentence.marked


def _requests(sentence: Sentence, clause: Clause) -> bool:
    if _denied(sentence, clause) or _about_the_past(clause) or clause.has_any("wish-if-only"):
        return False
    return begins_in(clause, "wish-frame", "wish-du", "wish-fused") or _imperative(clause)


def _imperative(clause: Clause) -> bool:
    """'Schenken Sie uns', with any verb but those that state ('finden Sie'); not 'dort schreiben Sie ja'."""
    for found in clause.find_all("wish-any-imperative"):
        stating = "wish-stating" in found.tokens[0].classes and "wish-act" not in found.tokens[0].classes
        told = found.first > clause.first and clause.has_any("wish-known") and not clause.has_any("wish-please")
        if not stating and not told:
            return True
    return False


def _about_the_past(clause: Clause) -> bool:
    """'Sie haben sich für den Newsletter eingetragen': where the contact comes from, no request."""
    asked = clause.words[:2] in (("haben", "sie"), ("hast", "du"), ("habens",))
    return clause.has_any("wish-past") and clause.has_any("wish-participle") and not asked


def put_aside(sentence: Sentence) -> Sentence | None:
    """The sentence, where it puts a second topic or channel aside for another time."""
    return sentence if _aside(sentence) is not None else None


def _aside(sentence: Sentence) -> Span | None:
    """The words that put something aside which is not the call itself."""
    if sentence.marked:
        return None
    pleads = sentence.has_any("wish-frame") or any(map(_imperative, sentence.clauses))
    if sentence.has("wish-channel", "wish-later") and not pleads:
        return sentence.find("wish-later")
    named = sentence.has_any("wish-channel", "wish-topic")
    if sentence.has_any("wish-call-later-weak") and not named:
        return None
    for found in sentence.find_all("wish-later-strong"):
        place = sentence.text.clause_of(found) if named else sentence
        if not place.has_any("wish-call-later"):
            return found
    return None


def _aside_here(sentence: Sentence, asides: list[tuple[Line, Sentence]]) -> bool:
    return any(later is sentence for _, later in asides)


def _set_aside(sentence: Sentence, asides: list[tuple[Line, Sentence]]) -> bool:
    """Whether one of two things is put aside in this sentence or in the next."""
    return any(_aside_here(other, asides) for other in (sentence, *_next(sentence)))


def _covers(aside: Span | None, clause: Clause) -> bool:
    """Whether a channel is put aside; an imperative of its own ('Laden Sie die App, …') is not."""
    return aside is not None and (aside.first < clause.last or not _imperative(clause))


def _two_things(sentence: Sentence) -> bool:
    if sentence.has_any("wish-two-joined") and not sentence.has_any("wish-attention") and not sentence.negated:
        return True
    return sentence.has_any("wish-two-things") and not sentence.negated and not sentence.has_any("wish-asked-by-you")


def _other_request(sentence: Sentence, clause: Clause) -> bool:
    """A request to the recipient that is neither for attention nor for permission."""
    if clause.negated or not begins_in(clause, "wish-other") or _about_the_past(clause):
        return False
    if begins_in(clause, "wish-search"):
        before = sentence.clauses[max(0, sentence.clauses.index(clause) - 1)]
        about = (clause, before) if "pointing-back" in clause.tokens[0].classes else (clause,)
        return not any(other.has_any("wish-attention") for other in about)
    number = sentence.clauses.index(clause)
    more = clause.words[0] == "und" and clause.has_any("wish-also")  # 'Haben Sie Zeit, und könnten Sie gleich …'
    return not any(other.has_any("wish-attention") for other in sentence.clauses[number if more else 0 :])


def _about_the_survey(sentence: Sentence, clause: Clause) -> bool:
    """Whether a request is to take part in the survey: its own words, or the 'wenn' that hangs on it, say so."""
    number = sentence.clauses.index(clause)
    hanging = [other for other in sentence.clauses[number + 1 : number + 2] if other.words[0] in HANGING]
    return any(other.has_any("wish-survey", "wish-take-part") for other in (clause, *hanging))
