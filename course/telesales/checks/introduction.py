"""introduction: does the recipient hear at once who is calling, and for whom?

Three kinds of sentence name the caller: a cue and then the name ("mein Name ist …", "hier spricht …"), the name and then a
cue ("… am Apparat"), or the bare name at a clause's beginning ("Jana Vogt, Imkerei Lenz"). A name after Frau or Herr in a
greeting is the recipient's. The company stands behind von, bei or für, behind the name, or is an organisation by its noun.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Span, Text
from telesales.model import Evidence, Finding

Kind = Literal["full", "last", "first"]
SHORT = 5
"""A clause of so few words that begins with a company says nothing but the company."""

_NO_NAME = frozenset({"no-name", "function-word", "title", "degree", "month", "weekday", "number"})


@dataclass(frozen=True)
class Name:
    """A caller's name: its words, and whether it is a full name, a last name or a bare first name."""

    span: Span
    kind: Kind


def check(reading: Reading) -> Finding:
    """Name and company: pass; one of them, or a bare first name with a company: partial; neither: fail."""
    found = [_of_line(line) for line in reading.lines]
    line, name, company = max(found, key=lambda f: (f[1] is not None) + (f[2] is not None))
    return Finding(id=_id(name, company), evidence=_evidence(line, name, company))


def _of_line(line: Line) -> tuple[Line, Name | None, Span | None]:
    text = line.text
    if text.whole.has_any("taken-back"):
        return line, None, None
    names = sorted(_names(text), key=lambda name: ("full", "last", "first").index(name.kind))
    taken = {number for name in names for number in range(name.span.first, name.span.last)} | _recipient(text)
    return line, (names[0] if names else None), _company(text, names, taken)


def _id(name: Name | None, company: Span | None) -> str:
    if name is None or (name.kind == "first" and company is None):
        return "nobody" if company is None else "name-missing"
    if company is None:
        return "company-missing"
    return "first-name-only" if name.kind == "first" else "name-and-company"


def _evidence(line: Line, name: Name | None, company: Span | None) -> tuple[Evidence, ...]:
    return tuple(line.quote(span) for span in (name.span if name else None, company) if span is not None)


def _names(text: Text) -> Iterator[Name]:
    for clause in text.clauses:
        if clause.negated or clause.has_any("asks-for-recipient") or text.sentence_of(clause).has_any("quoting") or _is(text, clause.first, "asks-first"):
            continue
        for cue in clause.find_all("self-cue"):
            yield from _after(text, cue)
        for cue in clause.find_all("self-cue-after"):
            yield from _before(text, clause, cue)
        yield from _bare(text, clause)
        yield from _pair(text, clause)


def _after(text: Text, cue: Span) -> Iterator[Name]:
    """The name that follows a cue: "hier ist die Frau Gruber"."""
    first, titled, article = cue.last, False, False
    end = _clause_end(text, first)
    while first < end and (_is(text, first, "title", "degree") or _is(text, first, "article")):
        titled |= _is(text, first, "title")
        article |= _is(text, first, "article")
        first += 1
    strong, own = _touches(text, cue, "name-cue-strong"), _touches(text, cue, "name-cue-own")
    last = _run_end(text, first, end, own or titled) if not own or _namelike(text, first) else first + _is_surname(text, first, end)
    closed = last == end or _behalf(text, last)
    if last > first and (strong or titled or closed or _is(text, first, "given-name")):
        yield from _named(text, first, last, titled, strong or (last == end and not article), article)


def _before(text: Text, clause: Clause, cue: Span) -> Iterator[Name]:
    """The name before a cue: "Jana Vogt am Apparat"."""
    strong = _touches(text, cue, "name-cue-strong")
    first = cue.first
    while first > clause.first and cue.first - first < 3 and _namelike(text, first - 1) and not _is(text, first - 1, "org-noun"):
        first -= 1
    titled = first > clause.first and _is(text, first - 1, "title")
    if titled and cue.first - first >= 3 - _is(text, first, "given-name"):
        first, titled = first + 1, False  # "Guten Abend Frau Sommer Jana Vogt hier"
    if first < cue.first and not (first > clause.first and _is(text, first - 1, "behalf", "elsewhere", "org-noun")):
        yield from _named(text, first, cue.first, titled, strong or len(clause) <= 3, article=False)


def _bare(text: Text, clause: Clause) -> Iterator[Name]:
    """A name without a cue, at the beginning of a clause or right after greeting and recipient."""
    first = _after_greeting(text, clause)
    titled = first < clause.last and _is(text, first, "title")
    first += _is(text, first, "degree")
    last = _run_end(text, first + titled, clause.last, titled)
    size = last - first - titled
    if not size or clause.has_any("third-person-verb") or (size == 1 and not titled and not _behalf(text, last)):
        return
    given = any(_is(text, number, "given-name") for number in range(first, last))
    linked = _behalf(text, last) or (last == clause.last and _company_clause(text, last))
    if linked or (given and not titled and size > 1):
        yield from _named(text, first + titled, last, titled, linked, article=False)


def _pair(text: Text, clause: Clause) -> Iterator[Name]:
    """First and last name anywhere else, where nobody else is spoken of: "mit Ulrike Brandt"."""
    if clause.has_any("third-person-verb", "acquaintance", "other-person"):
        return
    for given in clause.find_all("given-name"):
        before, last = given.first - 1, _run_end(text, given.first, clause.last, False)
        led = before >= clause.first and _is(text, before, "behalf", "elsewhere", "title", "degree", "given-name")
        if last - given.first > 1 and not led:
            yield Name(Span(text, given.first, last), "full")


def _named(text: Text, first: int, last: int, titled: bool, sure: bool, article: bool) -> Iterator[Name]:
    """The words `first` to `last` as a name, if they can be one."""
    given = _is(text, first, "given-name")
    span = Span(text, first, last)
    if last - first > 1:
        yield Name(span, "full")
    elif titled:
        yield Name(span, "last")
    elif given or (article and _behalf(text, last)):
        yield Name(span, "first")
    elif sure or _behalf(text, last):
        yield Name(span, "last")


def _company(text: Text, names: list[Name], taken: set[int]) -> Span | None:
    """The company, organisation or professional role for which the call is made."""
    for clause in text.clauses:
        if clause.negated or clause.has_any("acquaintance") or text.sentence_of(clause).has_any("quoting"):
            continue
        if _is(text, clause.first, "asks-first") and text.sentence_of(clause).marked:
            continue
        for noun in clause.find_all("org-noun", "role-noun"):
            if noun.first not in taken and _ours(text, clause, noun, names):
                return Span(text, noun.first, max(noun.last, _run_end(text, noun.first, clause.last, True)))
        for cue in clause.find_all("role-cue"):
            if _is(text, cue.last, "role-shape") and _namelike(text, cue.last):
                return Span(text, cue.last, cue.last + 1)
        if clause.has_any("asks-for-recipient"):
            continue
        for link in clause.find_all("on-behalf"):
            if clause.has_any("self-work") or any(clause.first <= name.span.first < clause.last for name in names):
                last = _run_end(text, link.last, clause.last, False)
                if not _is(text, link.first - 1, "near") and last > link.last and link.last not in taken and not _is(text, link.last, "no-org", "given-name"):
                    return Span(text, link.last, last)
    return _apposition(text, names)


def _ours(text: Text, clause: Clause, noun: Span, names: list[Name]) -> bool:
    """Whether an organisation or role is the caller's: by the word that leads to it, or because it stands beside the name."""
    if clause.has_any("third-person-verb") or text.sentence_of(noun).marked and clause.has_any("asks-for-recipient"):
        return False
    if clause.has_any("you-subject") and not clause.has_any("self-work", "self-cue"):
        return False
    for number in range(noun.first - 1, max(clause.first, noun.first - 5) - 1, -1):
        if _is(text, number, "unnamed") and not clause.has_any("runs-business") and not _namelike(text, noun.last if noun.last < clause.last else -1):
            return False
        if _is(text, number, "behalf"):
            return True
        if any(link.last == number + 1 for link in clause.find_all("on-behalf")):
            return True
        if _is(text, number, "elsewhere"):
            return _is(text, number, "inside") and clause.has_any("working")
        if any(cue.last == number + 1 for cue in clause.find_all("self-cue", "self-work", "role-noun")):
            return True
        if any(name.span.last == number + 1 for name in names):
            return True
    opening = all(_is(text, n, "no-name", "article") or _namelike(text, n) for n in range(clause.first, noun.first))
    after = _run_end(text, noun.first, clause.last, True)
    return opening and (after >= clause.last or len(clause) <= SHORT or _is(text, after, "after-company"))


def _apposition(text: Text, names: list[Name]) -> Span | None:
    """A company of unknown kind right behind the name: "Jana Vogt, Grünschnabel Leipzig"."""
    for name in names:
        first = name.span.last
        if first < len(text.tokens) and _clause_end(text, first - 1) == first:
            last = _run_end(text, first, _clause_end(text, first), False)
            closed = last == _clause_end(text, first) or _is(text, last, "after-company")
            if last - first > 1 and closed and not _is(text, first, "given-name", "no-org"):
                return Span(text, first, last)
    return None


def _recipient(text: Text) -> set[int]:
    """The words after Frau and Herr: names, whatever they mean otherwise."""
    return {title.last for title in text.whole.find_all("title")}


def _after_greeting(text: Text, clause: Clause) -> int:
    """Where a bare name could begin: after "guten Abend, liebe Frau Sommer"."""
    number = clause.first
    while number < clause.last:
        if _is(text, number, "title") and number + 1 < clause.last and not _behalf(text, number + 2):
            number += 2 + _is(text, number + 1, "degree")
        elif _is(text, number, "no-name", "article") and not _is(text, number, "given-name"):
            number += 1
        else:
            break
    return min(number, clause.last)


def _company_clause(text: Text, number: int) -> bool:
    """Whether the clause that begins at `number` says for whom the named person calls."""
    if number >= len(text.tokens):
        return False
    end = _clause_end(text, number)
    words = Span(text, number, end)
    return words.has_any("org-noun", "role-noun", "self-work") or _behalf(text, number)


def _behalf(text: Text, number: int) -> bool:
    return _is(text, number, "behalf") and not _is(text, number + 1, "no-org")


def _run_end(text: Text, first: int, end: int, any_noun: bool) -> int:
    """Where the row of name-like words that begins at `first` ends; before an organisation, unless `any_noun`."""
    last = first
    while last < min(end, first + 3) and _namelike(text, last) and (any_noun or not _is(text, last, "org-noun", "role-noun")):
        last += 1
    return last + (last == first + 1 and _is(text, first, "given-name") and _is_surname(text, last, end))


def _namelike(text: Text, number: int) -> bool:
    """Whether the word can be a name: no function word, no word of greetings, no number."""
    if not 0 <= number < len(text.tokens):
        return False
    word = text.tokens[number]
    if "given-name" in word.classes:
        return True
    return len(word.text) > 1 and word.text[0].isalpha() and not word.classes & _NO_NAME and not word.quoted


def _is_surname(text: Text, number: int, end: int) -> bool:
    """Whether an everyday word stands where only a name can: "mein Name ist Freitag"."""
    if not number < end or _is(text, number, "function-word", "no-surname", "title"):
        return False
    return number + 1 == end or _is(text, number + 1, "behalf", "org-noun", "after-company")


def _touches(text: Text, cue: Span, name: str) -> bool:
    return any(place.first < cue.last and cue.first < place.last for place in text.whole.find_all(name))


def _clause_end(text: Text, number: int) -> int:
    return next((clause.last for clause in text.clauses if clause.first <= number < clause.last), number)


def _is(text: Text, number: int, *names: str) -> bool:
    """Whether word `number` is there and belongs to one of the word classes."""
    return 0 <= number < len(text.tokens) and not text.tokens[number].classes.isdisjoint(names)
