"""One wish, one channel: at most one request to the recipient, and none about another channel or profile.

A channel word and a request that meet in a sentence (and no denial) are a channel request. A request that is marked as
one more, or a second different one, competes with the call. What is expressly put aside for later is partial.
"""

from telesales.checks.reading import Reading
from telesales.checks.spans import begins_in
from telesales.language import Clause, Sentence
from telesales.model import Evidence, Finding


def check(reading: Reading) -> Finding:
    """`channel` or `two-asks` (fail), `put-aside` (partial), else `one-ask`."""
    aside: list[Evidence] = []
    asks: list[Evidence] = []
    for line, sentence in reading.sentences():
        channel = channel_request(sentence)
        if channel is not None:
            return Finding(id="channel", evidence=(line.quote(channel),))
        if sentence.has_any("wish-two-things") and not sentence.negated:
            return Finding(id="two-asks", evidence=(line.quote(sentence),))
        later = put_aside(sentence)
        aside += [line.quote(later)] if later is not None else []
        wishes = [clause for clause in sentence.clauses if later is None and _other_request(sentence, clause)]
        asks += [line.quote(clause) for clause in wishes]
        if any(clause.has_any("wish-also") for clause in wishes):
            return Finding(id="two-asks", evidence=tuple(asks))
    if len(asks) > 1:
        return Finding(id="two-asks", evidence=tuple(asks[:2]))
    return Finding(id="put-aside", evidence=(aside[0],)) if aside else Finding(id="one-ask")


def channel_request(sentence: Sentence) -> Clause | None:
    """The clause in which a request about another channel or profile stands, None where there is none."""
    for number, clause in enumerate(sentence.clauses):
        if begins_in(clause, "wish-needs"):
            return clause
        if _denied(sentence, clause) or clause.has_any("wish-renounced") or put_aside(sentence) is not None:
            continue
        past = _about_the_past(clause)
        if begins_in(clause, "wish-sent") or (begins_in(clause, "wish-move", "wish-invitation") and not past):
            return clause
        around = sentence.clauses if _strong(clause) else _asked_before(sentence, number)
        if _names_channel(clause) and any(_requests(other) for other in around):
            return clause
    return None


def _asked_before(sentence: Sentence, number: int) -> tuple[Clause, ...]:
    """The clause, with the one before it where it is its 'wenn': 'Es wäre nett, wenn Sie unsere Seite …'."""
    follows = number > 0 and sentence.clauses[number].words[0] in ("wenn", "falls", "dass")
    return sentence.clauses[number - follows : number + 1]


def _strong(clause: Clause) -> bool:
    """Whether a channel is named that seldom stands in a good line: no web page, no rating that was given."""
    found = clause.find_all("wish-channel", "wish-channel-verb")
    return any("wish-weak-channel" not in span.tokens[0].classes for span in found)


def _denied(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is negated; 'Wollen wir nicht skypen?' and 'Sie folgen uns noch nicht' deny nothing."""
    opening = clause.tokens[clause.words[0] in ("aber", "und", "oder")] if len(clause) > 1 else clause.tokens[0]
    rhetorical = sentence.marked and "personal-verb-first" in opening.classes
    return clause.negated and not rhetorical and not clause.has_any("wish-not-yet")


def _names_channel(clause: Clause) -> bool:
    return clause.has_any("wish-channel", "wish-channel-verb") and not _about_the_past(clause)


def _requests(clause: Clause) -> bool:
    if clause.negated or _about_the_past(clause):
        return False
    return begins_in(clause, "wish-frame", "wish-du") or _imperative(clause)


def _imperative(clause: Clause) -> bool:
    """'Schenken Sie uns', with any verb but those that state ('finden Sie', 'haben Sie')."""
    found = clause.find_all("wish-any-imperative")
    return any("wish-stating" not in span.tokens[0].classes for span in found)


def _about_the_past(clause: Clause) -> bool:
    """'Sie haben sich für den Newsletter eingetragen': where the contact comes from, no request."""
    asked = clause.words[:2] in (("haben", "sie"), ("hast", "du"), ("habens",))
    return clause.has_any("wish-past") and clause.has_any("wish-participle") and not asked


def put_aside(sentence: Sentence) -> Sentence | None:
    """The sentence, where it puts a second topic or channel aside for another time."""
    if sentence.marked:
        return None
    if sentence.has("wish-channel", "wish-later") and not sentence.has_any("wish-frame"):
        return sentence
    if sentence.has_any("wish-call-later"):
        return None
    if sentence.has_any("wish-call-later-weak") and not sentence.has_any("wish-channel", "wish-topic"):
        return None
    return sentence if sentence.has_any("wish-later-strong") else None


def _other_request(sentence: Sentence, clause: Clause) -> bool:
    """A request to the recipient that is neither for attention nor for permission."""
    if clause.negated or not begins_in(clause, "wish-other"):
        return False
    return not sentence.has_any("wish-attention") and not _about_the_past(clause)
