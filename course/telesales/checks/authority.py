"""Medical authority as an argument: 'ich komme aus der Medizin', 'von Ärzten empfohlen', and whether it has a name."""

from telesales.checks.health_denials import negated, taken_back
from telesales.language import Sentence, Span, Token

NO_NAME = frozenset({"function-word", "authority-verb", "medic", "negator"})
ADDRESSES = ("frau", "herr", "herrn")


def find_authority(sentence: Sentence) -> Span | None:
    """A frame of authority, or a medical person with a verb of recommending in one clause."""
    for span in sentence.find_all("authority-frame"):
        clause = sentence.text.clause_of(span)
        if not Span(sentence.text, clause.first, span.last).negated and not taken_back(sentence, clause):
            return clause
    if sentence.marked or not sentence.has_any("medic"):
        return None
    said = sentence.has_any("authority-verb") and not any(negated(sentence, clause) for clause in sentence.clauses)
    clause = sentence.text.clause_of(next(sentence.find_all("medic")))
    return clause if said and not taken_back(sentence, clause) else None


def is_named(sentence: Sentence) -> bool:
    """Whether the authority is named: 'Dr. Seidel', 'die Apothekerin Heike Brandt', 'unsere Hebamme, Frau Stolz'."""
    return any(_name_follows(span) for span in sentence.find_all("authority-title", "medic"))


def _name_follows(title: Span) -> bool:
    """One word of a name after 'Dr.' or 'Frau', two after a profession."""
    ahead = title.text.tokens[title.last : title.last + 2]
    titled = "authority-title" in title.tokens[0].classes or any(token.text in ADDRESSES for token in ahead[:1])
    needed = 1 if titled else 2
    return len(ahead) >= needed and all(_may_be_name(token) for token in ahead[:needed])


def _may_be_name(token: Token) -> bool:
    return token.text in ADDRESSES or not token.classes & NO_NAME
