"""Tells a spoken German sentence from everything else that may stand in a line.

A line with a problem is not "said": it earns nothing from the criteria that look for something good, while the
criteria that look for violations still read it.
"""

from telesales.language.text import Text

MIN_FUNCTION_SHARE = 0.2
"""Good German lines: median 0.5, the tersest 0.25; rows of keywords: 0.0 to 0.1 (measured on the labelled scripts)."""

_ARTICLES = frozenset("ein eine einen einem einer eines dem den des mein meine meinen meinem unser unsere unseren unserem ihrem ihren".split())
_PREPOSITIONS = frozenset("im am vom zum zur beim von mit aus bei wegen ohne gegen fuer ueber um".split())
_FINITE = frozenset(
    "bin ist sind habe haben hat moechte moechten wuerde wuerden kann koennen darf duerfen soll will wird werden muss "
    "brauchen verstehe schicke rufe waere haetten".split()
)
_PRONOUNS = frozenset("ich wir sie mich mir".split())
_LINKS = frozenset("und oder dass weil der die das fuer mit von im am".split())


def problem(text: Text) -> str | None:
    """Why this line is not a spoken German sentence (an id of the rubric's shared feedback), or None."""
    if text.normal.disguised:
        return "disguised"
    if text.whole.has_any("grader-talk"):
        return "to-the-grader"
    if _foreign(text):
        return "not-german"
    if _notes(text):
        return "not-spoken"
    if _no_sentence(text):
        return "no-sentence"
    return None


def _foreign(text: Text) -> bool:
    foreign = sum(1 for _ in text.whole.find_all("foreign-word"))
    german = sum(1 for _ in text.whole.find_all("function-word"))
    return foreign >= 3 and foreign > german


def _notes(text: Text) -> bool:
    raw = text.raw.strip()
    framed = raw[:1] in "[(*#→<{-•" and raw[-1:] in "])*>}" or raw[:1] in "[#→{" or "→" in raw or raw.count("#") > 1
    return framed or text.whole.has_any("rubric-talk", "stage-direction", "reported-speech")


def _no_sentence(text: Text) -> bool:
    words = text.whole.words
    if len(words) < 4:
        return False
    share = sum(1 for _ in text.whole.find_all("function-word")) / len(words)
    return share < MIN_FUNCTION_SHARE or _disorder(text) >= 2


def _disorder(text: Text) -> int:
    """How often two neighbours in one clause cannot follow each other in German: a sign of shuffled words."""
    count = 0
    for clause in text.clauses:
        words = clause.words
        for left, right in zip(words, words[1:], strict=False):
            count += left in _ARTICLES and (right in _FINITE or right in _PRONOUNS)
            count += left in _PREPOSITIONS and (right in _FINITE or right in ("ich", "wir"))
            count += left in ("ich", "wir") and right in ("wir", "ich", "guten", "schoenen")
            count += left == right and left in _FINITE
        count += len(words) > 2 and words[-1] in _LINKS.union(_ARTICLES) - {"die", "das", "der", "den", "dem", "ein", "mit", "eines", "einen", "eine", "einer", "am"}
    return count
