"""Medical authority as an argument: 'ich komme aus der Medizin', 'von Ärzten empfohlen', and whether it has a name."""

from telesales.checks.health_denials import negated, taken_back
from telesales.language import Sentence, Span, Text, Token

NO_NAME = frozenset({"function-word", "authority-verb", "medic", "negator", "no-name-form"})
ADDRESSES = ("frau", "herr", "herrn")


def find_authority(sentence: Sentence) -> Span | None:
    """A frame of authority, or a medical person of whom a statement tells."""
    if sentence.has("medic", "authority-backing") and is_named(sentence) and not sentence.asks:
        medic = next(sentence.find_all("medic"))
        return None if sentence.negated else sentence.text.clause_of(medic)
    for span in sentence.find_all("authority-frame"):
        clause = sentence.text.clause_of(span)
        denied = Span(sentence.text, clause.first, span.last).negated or sentence.has_any("claim-excuse")
        if not denied and (sentence.has_any("authority-exclusive") or not taken_back(sentence, clause)):
            return clause
    served = sentence.find("medical-place") if sentence.has_any("authority-served") else None
    if served is not None and not sentence.asks and not sentence.has_any("claim-excuse") and not sentence.negated:
        return sentence.text.clause_of(served)
    if sentence.asks or not sentence.has_any("medic"):
        return None
    clause = sentence.text.clause_of(next(sentence.find_all("medic")))
    before = (other for other in sentence.clauses if other.first <= clause.first)
    denied = any(negated(sentence, other) and not other.has_any("authority-exclusive") for other in before)
    head = clause.tokens[clause.words[0] == "und" and len(clause) > 1]
    asks = "w-word" in head.classes and clause.has_any("you")
    idle = asks or clause.has_any("claim-hypothetical") or sentence.has_any("claim-excuse", "authority-own")
    return None if denied or idle or taken_back(sentence, clause) else clause


def is_named(sentence: Sentence) -> bool:
    """Whether the authority is named: 'Dr. Seidel', 'die Apothekerin Heike Brandt', 'unsere Hebamme, Frau Stolz'."""
    return any(_name_follows(span) for span in sentence.find_all("authority-title", "medic"))


def _name_follows(title: Span) -> bool:
    """One word of a name after 'Dr.' or 'Frau', two after a profession."""
    ahead = title.text.tokens[title.last : title.last + 2]
    if "ich" in title.text.clause_of(title).words and any(token.text in ADDRESSES for token in ahead):
        return False  # 'Ich bin Krankenschwester, Frau Sommer': the recipient is addressed
    titled = "authority-title" in title.tokens[0].classes or any(token.text in ADDRESSES for token in ahead[:1])
    needed = 1 if titled else 2
    return len(ahead) >= needed and all(_may_be_name(title.text, token) for token in ahead[:needed])


def _may_be_name(text: Text, token: Token) -> bool:
    if text.raw[token.start].islower() and not text.raw.islower():
        return False
    return token.text in ADDRESSES or "given-name" in token.classes or not token.classes & NO_NAME
