"""benefit: does the recipient hear a concrete, checkable consequence for themselves?"""

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding

CERTAIN = (
    "gain-free", "gain-safe", "gain-save", "gain-effort",
    "gain-delivered", "gain-knowing", "gain-frame", "gain-money", "gain-done",
)  # fmt: skip
"""Word classes that each name a consequence by themselves."""

FREE = ("gain-free",)
"""What counts wherever it is said."""

LATE = ("gain-free", "gain-safe", "gain-save", "gain-money", "gain-done")
"""What counts in the lines that answer the doubt and propose the step (C7, C8): there, sending is no benefit."""

OTHER_SLOT = (
    "slot-contact", "slot-reason", "slot-needs-phrase",
    "slot-bye-phrase", "slot-no", "slot-yes-phrase", "gain-doubt",
)  # fmt: skip
"""Words of lines that belong elsewhere in the call: they speak to the recipient too, but of no gain."""

SOFT = ("gain-effort", "gain-knowing", "gain-frame")
"""What praise can also say: 'So etwas Tolles kriegen Sie nie wieder'."""

LIKELY = ("gain-ease", "gain-clear", "gain-choice", "gain-get", "gain-that")
"""Word classes of a consequence only in C4, which answers what good is done to them, and only without praise."""


CONDITION = ("wenn", "falls", "sofern")
"""What begins so only says when there is something to gain."""

LIST = 5
"""So many bits between commas can be a mere list of catchwords."""

PRAISE = ("gain-praise", "gain-hype", "gain-company")
"""Words that praise the product or speak about the company."""


def check(reading: Reading) -> Finding:
    """A consequence said to them wins; else a feature; else what stands there instead."""
    for finding, applies in (
        ("concrete", _is_consequence),
        ("feature", _is_feature),
        ("health", _is_health),
        ("praise", _is_praise),
    ):
        for line, sentence in reading.sentences():
            rest = Span(line.text, sentence.first, len(line.text.tokens))
            if not rest.has_any("gain-withdrawn", "taken-back") and applies(line, sentence):
                return Finding(id=finding, evidence=(line.quote(sentence),))
    return _doubtful(reading) or Finding(id="missing")


def _doubtful(reading: Reading) -> Finding | None:
    """A person decides where the guide's own line tells the recipient of something that no class names."""
    line = reading.line("benefit")
    if line is None or line.text.whole.has_any("gain-withdrawn", "gain-emptied", "taken-back", "told-of", *OTHER_SLOT):
        return None
    tells = (s for s in line.text.sentences if _concerns(s) and not s.marked and not s.negated and len(s) > 6)
    return next((Finding(id="unsure", evidence=(line.quote(s),)) for s in tells if not _is_list(s)), None)


def _is_consequence(line: Line, sentence: Sentence) -> bool:
    if not _addressed(sentence) or sentence.has("told-of") or _is_list(sentence):
        return False
    asks = sentence.marked or sentence.has("ask-narrate")
    classes = FREE if asks else LATE if line.slot in ("C7", "C8") else CERTAIN
    if any(_gives(clause, classes) for clause in sentence.clauses):
        return True
    return not asks and _gives_quietly(line, sentence)


def _gives(clause: Clause, classes: tuple[str, ...]) -> bool:
    sentence = clause.text.sentence_of(clause)
    if _elsewhere(clause) or sentence.has("slot-needs-phrase"):
        classes = FREE
    if _praises(sentence) or clause.words[0] in CONDITION:
        classes = tuple(name for name in classes if name not in SOFT)
    if not clause.has_any(*classes) or clause.has_any("gain-emptied") or _is_ours(clause):
        return False
    return clause.has_any(*FREE) or not clause.has_any("gain-talk", "gain-health", *OTHER_SLOT)


def _is_ours(clause: Clause) -> bool:
    """Whether the clause says what the firm has from it: 'Unser Fahrer wär eine Stunde früher daheim'."""
    return clause.has_any("gain-ours", "gain-earned") and not clause.has("gain-they")


def _gives_quietly(line: Line, sentence: Sentence) -> bool:
    """A sentence that says, without praise, what they can do or will have, where the line's task is to say that."""
    if sentence.has_any(*PRAISE, "gain-talk", "gain-health", "gain-emptied"):
        return False
    if _elsewhere(line.text.whole) or line.text.whole.has_any("slot-bye", "slot-permission", "slot-yes"):
        return False
    if not sentence.has("gain-subject") and sentence.words.count("ich"):
        return False
    once = sum(1 for _ in sentence.find_all("gain-they")) == 1
    if sentence.has("gain-feature") and (line.slot != "benefit" or (once and sentence.has("gain-receive"))):
        return False
    return line.slot == "benefit" or (line.slot == "C4" and sentence.has_any(*LIKELY))


def _is_list(sentence: Sentence) -> bool:
    """Whether the sentence is a row of catchwords: many clauses of one or two words."""
    return len(sentence.clauses) >= LIST and len(sentence) <= 2 * len(sentence.clauses)


def _elsewhere(span: Span) -> bool:
    """Whether the words belong elsewhere in the call; 'in zwei Minuten' only where something is asked."""
    asks = any(sentence.asks for sentence in span.text.sentences)
    return span.has_any(*OTHER_SLOT) or (asks and span.has("slot-permission-phrase"))


def _praises(sentence: Sentence) -> bool:
    """Whether there is praise; 'Gutes' at the very beginning only takes up what was asked (R3)."""
    return any(not (s.first <= sentence.first + 1 and s.words == ("gutes",)) for s in sentence.find_all(*PRAISE))


def _addressed(sentence: Sentence) -> bool:
    """Whether the recipient is spoken to: a 'sie' beside 'wird' or 'ist' is the product."""
    about = {place for span in sentence.find_all("gain-product") for place in range(span.first, span.last)}
    they = (n for n, token in enumerate(sentence.tokens) if "gain-they" in token.classes)
    return any(sentence.first + n not in about and not _product(sentence, n) for n in they)


def _concerns(sentence: Sentence) -> bool:
    """Whether it is said to the recipient, or tells of work that is done for somebody."""
    return _addressed(sentence) or sentence.has_any("gain-done", "gain-delivered")


def _product(sentence: Sentence, number: int) -> bool:
    tokens = sentence.tokens
    before, after = tokens[max(number - 1, 0) : number], tokens[number + 1 : number + 2]
    if tokens[number].text not in ("sie", "se") or any("ask-preposition" in token.classes for token in before):
        return False
    if before and before[0].text == "kostet":
        return False
    return any("gain-third-person" in token.classes for token in (*before, *after))


def _is_feature(line: Line, sentence: Sentence) -> bool:
    if line.slot in ("C7", "C8") or sentence.marked or sentence.has_any("gain-emptied", "gain-earned"):
        return False
    price = sentence.has("gain-price") and sentence.has("number")
    detail = line.slot == "benefit" and sentence.has_any("gain-number", "gain-making")
    plain = detail and not line.text.whole.has_any(*PRAISE, *OTHER_SLOT)
    told = any(
        _names_feature(clause, plain and clause.has_any("gain-number", "gain-making")) for clause in sentence.clauses
    )
    return price or (told and not sentence.has_any(*PRAISE))


def _names_feature(clause: Clause, told: bool) -> bool:
    """Whether the clause names a feature; an effect on health beside it takes nothing away, 'um …' is but the topic."""
    if clause.words[0] in ("um", "ums") and not clause.has("number"):
        return False
    return (told or clause.has("gain-feature")) and not clause.has_any("gain-talk", "gain-health")


def _is_health(line: Line, sentence: Sentence) -> bool:
    return sentence.has("gain-health")


def _is_praise(line: Line, sentence: Sentence) -> bool:
    return sentence.has_any(*PRAISE)
