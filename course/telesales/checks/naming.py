"""Finds the caller's name in a line, whatever its capital letters: by cue, by place, and by a list of first names.

Three kinds of sentence name the caller: a cue and then the name ("mein Name ist …", "hier spricht …"), the name and
then a cue ("… am Apparat"), or the bare name at a clause's beginning ("Jana Vogt, Imkerei Lenz"). A name after Frau or
Herr in a greeting is the recipient's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from telesales.language import Clause, Span, Text

Kind = Literal["full", "last", "first"]
_NAMES = frozenset({"given-name", "surname"})
_NO_NAME = frozenset({"no-name", "function-word", "title", "degree", "month", "weekday", "number", "product-word"})


@dataclass(frozen=True)
class Name:
    """A caller's name: its words, and whether it is a full name, a last name or a bare first name."""

    span: Span
    kind: Kind


def names(text: Text) -> list[Name]:
    """All names by which the caller may have named herself, the fullest first."""
    found = [name for clause in text.clauses if _may_name(text, clause) for name in _of_clause(text, clause)]
    found += _reversed(text)
    return sorted(found, key=lambda name: ("full", "last", "first").index(name.kind))


def recipients_words(text: Text) -> set[int]:
    """The numbers of the words after Frau and Herr: names, whatever they mean otherwise."""
    return {title.last for title in text.whole.find_all("title")}


def is_word(text: Text, number: int, *classes: str) -> bool:
    """Whether word `number` is there and belongs to one of the word classes."""
    return 0 <= number < len(text.tokens) and not text.tokens[number].classes.isdisjoint(classes)


def clause_end(text: Text, number: int) -> int:
    """Where the clause of word `number` ends."""
    return next((clause.last for clause in text.clauses if clause.first <= number < clause.last), number)


def speaks_for(text: Text, number: int) -> bool:
    """Whether the words from `number` on say for whom one calls: "vom Kräuterhof", not "vom Wochenmarkt"."""
    return is_word(text, number, "behalf") and not is_word(text, number + 1, "no-org")


def namelike(text: Text, number: int) -> bool:
    """Whether the word can be a name: no function word, no word of greetings, no number."""
    if not 0 <= number < len(text.tokens):
        return False
    word = text.tokens[number]
    if word.classes & _NAMES:
        return True
    return len(word.text) > 1 and word.text[0].isalpha() and not word.classes & _NO_NAME and not word.quoted


def run_end(text: Text, first: int, end: int, any_noun: bool) -> int:
    """Where the row of name-like words from `first` on ends; before an organisation or role, unless `any_noun`."""
    last = first
    while last < min(end, first + 3) and namelike(text, last):
        if is_word(text, last, "behalf") or (not any_noun and is_word(text, last, "org-noun", "role-noun")):
            break
        last += 1
    return last + (last == first + 1 and is_word(text, first, "given-name") and _is_surname(text, last, end))


def _may_name(text: Text, clause: Clause) -> bool:
    asks = asks_for_recipient(text, clause) or _opens_asking(text, clause)
    return not asks and not clause.negated and not text.sentence_of(clause).has_any("quoting")


def _opens_asking(text: Text, clause: Clause) -> bool:
    """Whether the clause begins like "Ist da …"; not "wer da spricht, ist Jana Vogt"."""
    sentence = text.sentence_of(clause)
    return is_word(text, clause.first, "asks-first") and (sentence.marked or clause.first == sentence.first)


def asks_for_recipient(text: Text, clause: Clause) -> bool:
    """Whether the clause asks whether it is the recipient who answers, or goes on asking that in the same question."""
    sentence = text.sentence_of(clause)
    if clause.has_any("asks-for-recipient"):
        return True
    first = clause.find("asks-recipient-first")
    if first is not None and (first.first == clause.first or sentence.marked):
        return True
    before = [other for other in sentence.clauses if other.first < clause.first]
    asked = any(other.has_any("asks-for-recipient", "asks-recipient-first") for other in before)
    return sentence.marked and asked and not clause.has_any("self-cue", "self-cue-after", "self-work")


def third_person(clause: Clause) -> bool:
    """Whether somebody else is spoken of: "hat mir gesagt", but not "ich wollte", not "den Gruß schickt Ihnen …"."""
    if not clause.has_any("third-person-verb") or clause.has_any("first-person"):
        return False
    return clause.has_any("me") or not clause.has_any("does-for-you")


def _of_clause(text: Text, clause: Clause) -> Iterator[Name]:
    for cue in clause.find_all("self-cue"):
        yield from _after(text, cue)
    for cue in clause.find_all("self-cue-after"):
        yield from _before(text, clause, cue)
    yield from _bare(text, clause)
    yield from _pair(text, clause)


def _after(text: Text, cue: Span) -> Iterator[Name]:
    """The name that follows a cue: "hier ist die Frau Gruber"."""
    clause = text.clause_of(cue)
    unsaid = cue.last == clause.last and is_word(text, clause.first, "name-unsaid")  # "wie ich heiße, …"
    if unsaid or clause.has_any("presents-thing"):
        return
    first, end = cue.last, clause_end(text, cue.last)
    while first < end and is_word(text, first, "title", "degree", "article"):
        first += 1
    led = Span(text, cue.last, first)
    titled, article = led.has_any("title"), led.has_any("article")
    own = _touches(text, cue, "name-cue-own")
    last = run_end(text, first, end, own or titled)
    if own and last == first:
        last += _is_surname(text, first, end)
    strong, closed = _touches(text, cue, "name-cue-strong"), _closes(text, first, last, end)
    if (
        own
        and last - first == 1
        and not article
        and "heiss" not in cue.words[-1]
        and is_word(text, first, "also-surname")
    ):
        yield Name(Span(text, first, last), "last")
    elif strong or titled or closed or is_word(text, first, "given-name"):
        yield from _named(Span(text, first, last), titled, strong or (last == end and not article), article)


def _closes(text: Text, first: int, last: int, end: int) -> bool:
    """Whether the words end as a name does: with their clause, before "vom …", two of them also before "und …"."""
    return last == end or speaks_for(text, last) or (last - first > 1 and is_word(text, last, "after-company"))


def _before(text: Text, clause: Clause, cue: Span) -> Iterator[Name]:
    """The name before a cue: "Jana Vogt am Apparat"."""
    first = cue.first
    while first > max(clause.first, cue.first - 3) and namelike(text, first - 1):
        if is_word(text, first - 1, "org-noun"):
            return
        first -= 1
    titled = first > clause.first and is_word(text, first - 1, "title")
    if titled and cue.first - first >= 3 - is_word(text, first, "given-name"):
        first, titled = first + 1, False  # "Guten Abend Frau Sommer Jana Vogt hier": Sommer is the recipient
    lead = first - 1 - is_word(text, first - 1, "article")
    if lead < clause.first or not is_word(text, lead, "behalf", "elsewhere"):
        sure = _touches(text, cue, "name-cue-strong") or len(clause) <= 3 or speaks_for(text, cue.last)
        yield from _named(Span(text, first, cue.first), titled, sure, article=False)


def _bare(text: Text, clause: Clause) -> Iterator[Name]:
    """A name without a cue, at the beginning of a clause or right after greeting and recipient."""
    first = _after_greeting(text, clause)
    titled = first < clause.last and is_word(text, first, "title")
    first += titled or is_word(text, first, "degree")
    name = Span(text, first, run_end(text, first, clause.last, titled))
    told = name.last == clause.last and _tells_company(text, name.last)
    alone = len(name) == 1 and not titled and not speaks_for(text, name.last)
    if third_person(clause) or (alone and not (told and len(clause) == 1 and _only_greeted(text, first))):
        return
    linked = speaks_for(text, name.last) or told
    if linked or (len(name) > 1 and name.has_any("given-name") and not titled):
        yield from _named(name, titled, linked, article=is_word(text, first - 1, "article"))


def _pair(text: Text, clause: Clause) -> Iterator[Name]:
    """First and last name anywhere else, where nobody else is spoken of: "mit Ulrike Brandt"."""
    if third_person(clause) or clause.has_any("acquaintance", "other-person"):
        return
    for given in clause.find_all("given-name"):
        before, last = given.first - 1, run_end(text, given.first, clause.last, False)
        while before >= clause.first and is_word(text, before, "academic"):
            before -= 1
        led = before >= clause.first and is_word(text, before, "behalf", "elsewhere", "title", "given-name")
        if last - given.first > 1 and not led:
            yield Name(Span(text, given.first, last), "full")


def _reversed(text: Text) -> Iterator[Name]:
    """Last name first: "Vogt, Jana, Kräuterhof Auental"."""
    recipient = recipients_words(text)
    for clause, after in zip(text.clauses, text.clauses[1:], strict=False):
        last, given = clause.last - 1, after.first
        told = len(after) == 1 or speaks_for(text, given + 1)
        if not told or not is_word(text, given, "given-name") or last in recipient or not namelike(text, last):
            continue
        greeted = all(is_word(text, number, "no-name", "article") for number in range(clause.first, last))
        if greeted and not is_word(text, last, "given-name", "org-noun", "role-noun"):
            yield Name(Span(text, last, given + 1), "full")


def with_particle(text: Text, name: Name) -> Name | None:
    """A first name with a noble last name, if it can be one: "Frederike von Alvensleben"."""
    last = name.span.last
    if is_word(text, last, "degree") and namelike(text, last + 1) and not is_word(text, last + 1, "org-noun"):
        return Name(Span(text, name.span.first, last + 2), "full")
    return None


def _named(span: Span, titled: bool, sure: bool, article: bool) -> Iterator[Name]:
    """`span` as a name, if it can be one; a single unknown word only where the sentence makes it `sure`."""
    text = span.text
    if len(span) > 1:
        yield Name(span, "full")
    elif len(span) == 1 and titled:
        yield Name(span, "last")
    elif len(span) == 1 and (is_word(text, span.first, "given-name") or (article and speaks_for(text, span.last))):
        yield Name(span, "first")
    elif len(span) == 1 and (sure or speaks_for(text, span.last)):
        yield Name(span, "last")


def _after_greeting(text: Text, clause: Clause) -> int:
    """Where a bare name could begin: after "guten Abend, liebe Frau Sommer"."""
    number = clause.first
    while number < clause.last:
        if is_word(text, number, "title") and number + 1 < clause.last and not speaks_for(text, number + 2):
            number += 2 + is_word(text, number + 1, "degree")
        elif is_word(text, number, "no-name", "article") and not is_word(text, number, "given-name"):
            number += 1
        else:
            break
    return min(number, clause.last)


def _only_greeted(text: Text, number: int) -> bool:
    """Whether nothing but a greeting stands before word `number`: "Grüß Gott, Stadler, Weltladen Hallein"."""
    recipient = recipients_words(text)
    return number > 0 and all(is_word(text, n, "no-name", "title", "article") or n in recipient for n in range(number))


def _tells_company(text: Text, number: int) -> bool:
    """Whether the clause that begins at `number` says for whom the named person calls."""
    words = Span(text, number, clause_end(text, number))
    return words.has_any("org-noun", "role-noun", "self-work") or speaks_for(text, number)


def _is_surname(text: Text, number: int, end: int) -> bool:
    """Whether an everyday word stands where only a name can: "mein Name ist Freitag"."""
    if not number < end or is_word(text, number, "function-word", "no-surname", "title"):
        return False
    return number + 1 == end or is_word(text, number + 1, "behalf", "org-noun", "after-company")


def _touches(text: Text, cue: Span, name: str) -> bool:
    return any(place.first < cue.last and cue.first < place.last for place in text.whole.find_all(name))
