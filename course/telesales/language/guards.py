"""Tells a spoken German sentence from everything else that may stand in a line.

A line with a problem is not "said": it earns nothing from the criteria that look for something good, while the
criteria that look for violations still read it. A false alarm would fail a good line, so every sign here was measured
at zero on the lines of good scripts.
"""

from telesales.language.order import shuffled
from telesales.language.text import Clause, Text

MIN_FUNCTION_SHARE = 0.2
"""Good German lines: median 0.5; rows of keywords: 0.0 to 0.1. Lines made of names have less and are let through."""

BARE_WORDS = 5
"""So many words that mean something, and no article, pronoun, preposition or link among them, are no clause."""

MANY_SCRAPS = 5
"""So many sentences of one or two words are a list."""

MAX_RUBRIC_NOUNS = 3
"""So many of the rubric's own nouns in one line, spoken to nobody, are the rubric and no call."""

MANY_PLANS = 3
"""So many clauses that end in an infinitive, said by nobody to nobody, are a plan: "Nein annehmen, danken"."""

_NOTES = {"=": 2, "+": 2, "/": 3, "#": 2, "→": 1, "[": 1, "{": 1, "*": 2}
"""Signs that nobody says, and how many of them make a line a note."""


def problem(text: Text) -> str | None:
    """Why this line is not a spoken German sentence (an id of the rubric's shared feedback), or None."""
    whole = text.whole
    if text.normal.disguised:
        return "disguised"
    if whole.has_any("grader-talk", "judge-talk"):
        return "to-the-grader"
    if _foreign(text):
        return "not-german"
    if _notes(text) or _rubric(text):
        return "not-spoken"
    if (whole.has_any("taken-back-line") and not whole.has_any("serious-again")) or whole.has_any(
        "retraction-line",
        "answer-unwanted",
        "answer-refused",
        "reported-speech",
        "mention",
        "told-by-others",
    ):
        return "taken-back"
    if _keywords(text) or shuffled(text):
        return "no-sentence"
    return None


def _foreign(text: Text) -> bool:
    foreign = sum(1 for _ in text.whole.find_all("foreign-word"))
    german = sum(1 for _ in text.whole.find_all("german-word"))
    return foreign >= 3 and foreign > german


def _notes(text: Text) -> bool:
    """Whether the line is a plan or a stage direction: signs nobody says, talk about the line, another's acts."""
    raw = text.raw.strip()
    if raw[:1].isdigit() and raw[1:2] in (".", ")"):
        return True
    if any(raw.count(sign) >= count for sign, count in _NOTES.items()):
        return True
    if raw[:1] == "(" and raw[-1:] == ")":
        return True
    whole = text.whole
    if whole.has_any("stage-direction"):
        return True
    if not whole.has_any("me", "you") and sum(map(_ends_in_infinitive, text.clauses)) >= MANY_PLANS:
        return True
    begins = "stage-opening" in whole.tokens[0].classes if len(whole) > 3 else False
    return begins and not whole.has_any("me", "you")


def _ends_in_infinitive(clause: Clause) -> bool:
    last = clause.tokens[-1]
    return len(clause) > 1 and last.text.endswith(("en", "ern", "eln")) and clause.text.raw[last.start].islower()


def _rubric(text: Text) -> bool:
    if text.whole.has_any("rubric-talk"):
        return True
    nouns = len({span.words for span in text.whole.find_all("rubric-noun")})
    return nouns >= MAX_RUBRIC_NOUNS and not text.whole.has_any("you-object")


def _keywords(text: Text) -> bool:
    """Whether the line is a row of keywords: hardly a function word, nothing that frames a clause, or mere scraps."""
    whole = text.whole
    if len(whole) < 4:
        return False
    scraps = sum(len(sentence) <= 2 for sentence in text.sentences)
    if scraps >= MANY_SCRAPS and scraps > 0.7 * len(text.sentences):
        return True
    if whole.has_any("salutation", "apparatus"):
        return False
    small = {span.first for span in whole.find_all("function-word", "number")}
    courteous = {span.first for span in whole.find_all("courtesy")}
    if len(whole) - len(small | courteous) >= BARE_WORDS and not whole.has("frame-word"):
        return True
    return len(small) / len(whole) < MIN_FUNCTION_SHARE
