"""introduction: does the recipient hear at once who is calling, and for whom?

The name is found by `naming`. The company stands behind von, bei or für, right behind the name, or is an organisation
by its noun; a profession will do as well ("ich bin Klavierlehrer").
"""

from collections.abc import Iterator

from telesales.checks.naming import (
    Name,
    asks_for_recipient,
    clause_end,
    is_word,
    namelike,
    names,
    recipients_words,
    run_end,
    third_person,
    with_particle,
)
from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Span, Text
from telesales.model import Evidence, Finding

SHORT = 5
"""A clause of so few words that begins with a company says nothing but the company."""


def check(reading: Reading) -> Finding:
    """Name and company: pass; one of them, or a bare first name with a company: partial; neither: fail."""
    line = reading.lines[0]
    found = names(line.text)
    name, company = (found[0] if found else None), _company(line.text, found)
    noble = with_particle(line.text, name) if name is not None and name.kind == "first" else None
    if noble is not None and (other := _company(line.text, [noble, *found])) is not None:
        name, company = noble, other
    retraction = line.text.whole.find("taken-back", "opening-taken-back")
    if retraction is not None and (name or company):
        return Finding(id="taken-back", evidence=(line.quote(retraction),))
    return Finding(id=_id(name, company), evidence=_evidence(line, name, company))


def _id(name: Name | None, company: Span | None) -> str:
    if name is None or (name.kind == "first" and company is None):
        return "nobody" if company is None else "name-missing"
    if company is None:
        return "company-missing"
    return "first-name-only" if name.kind == "first" else "name-and-company"


def _evidence(line: Line, name: Name | None, company: Span | None) -> tuple[Evidence, ...]:
    return tuple(line.quote(span) for span in (name.span if name else None, company) if span is not None)


def _company(text: Text, found: list[Name]) -> Span | None:
    """The company, organisation or professional role for which the call is made."""
    for clause in text.clauses:
        asking = is_word(text, clause.first, "asks-first") or asks_for_recipient(text, clause)
        asked = asking and text.sentence_of(clause).marked
        trade = clause.find("by-trade")
        denied = Span(text, clause.first, trade.last).negated if trade else clause.negated
        mentioned = denied or clause.has_any("acquaintance") or text.sentence_of(clause).has_any("quoting")
        mentioned |= clause.has_any("spoke-with", "number-word") and not clause.has_any(
            "self-cue", "name-cue-strong", "by-trade"
        )
        if not asked and not mentioned:
            company = next(_in_clause(text, clause, found), None)
            if company is not None:
                return company
    return _apposition(text, found)


def _in_clause(text: Text, clause: Clause, found: list[Name]) -> Iterator[Span]:
    taken = {n for name in found for n in range(name.span.first, name.span.last)} | recipients_words(text)
    for noun in clause.find_all("org-noun", "role-noun"):
        if noun.first not in taken and _ours(text, clause, noun, found):
            yield Span(text, noun.first, max(noun.last, run_end(text, noun.first, clause.last, True)))
    for cue in clause.find_all("role-cue"):
        role = next((n for n in range(cue.last, min(cue.last + 3, clause.last)) if not _adjective(text, n)), cue.last)
        if is_word(text, role, "role-shape") and namelike(text, role):
            yield Span(text, role, role + 1)
    for link in clause.find_all("on-behalf"):
        company = Span(text, link.last, run_end(text, link.last, clause.last, False))
        named = any(clause.first <= name.span.last <= link.first for name in found)
        if link.first == clause.first:  # "… der Egger Toni ist dran, vom Kammerchor"
            named |= any(clause_end(text, name.span.first) == clause.first for name in found)
        spoken = named or clause.has_any("self-work")
        place = is_word(text, link.first - 1, "near") or is_word(text, link.last, "no-org", "given-name")
        if len(company) and spoken and not place and link.last not in taken:
            yield company


def _ours(text: Text, clause: Clause, noun: Span, found: list[Name]) -> bool:
    """Whether an organisation or role is the caller's: by the words that lead to it, or by its place."""
    if clause.has_any("sent-by") and not clause.has_any("other-person"):
        return True
    if third_person(clause):
        return False
    if clause.has_any("employer"):
        return True
    if clause.has_any("you-subject") and not clause.has_any("self-work", "self-cue"):
        return False
    if clause.has_any("by-trade") and is_word(text, noun.first, "role-noun"):
        return True
    leads = {span.last for span in clause.find_all("self-cue", "self-work", "role-noun", "on-behalf")}
    leads |= {name.span.last for name in found}
    for number in range(noun.first - 1, max(clause.first, noun.first - 5) - 1, -1):
        if is_word(text, number, "unnamed") and not clause.has_any("runs-business") and _nameless(text, clause, noun):
            return False
        if is_word(text, number, "behalf") or number + 1 in leads:
            return True
        if is_word(text, number, "own-pronoun"):
            break
        if is_word(text, number, "elsewhere"):
            led = number == clause.first or number in leads
            yours = led and number + 1 == noun.first and is_word(text, noun.first, "role-noun")  # "…, Ihre Gärtnerin"
            return yours or (is_word(text, number, "inside") and clause.has_any("working"))
    return _opens(text, clause, noun)


def _adjective(text: Text, number: int) -> bool:
    """Whether the word may stand between "als" and the role: "als freie Buchhalterin"."""
    return not is_word(text, number, "role-shape", "function-word") and text.words[number].endswith(("e", "er", "en"))


def _nameless(text: Text, clause: Clause, noun: Span) -> bool:
    """Whether no name follows the organisation: "von einer Firma, die …"."""
    return noun.last >= clause.last or not namelike(text, noun.last)


def _opens(text: Text, clause: Clause, noun: Span) -> bool:
    """Whether a clause begins with its company: "Kräuterhof Auental, guten Abend"."""
    before = range(clause.first, noun.first)
    after = run_end(text, noun.first, clause.last, True)
    if after - noun.first == 1 and is_word(text, noun.first, "at-home"):
        return False
    ends = after >= clause.last or len(clause) <= SHORT or is_word(text, after, "after-company")
    return ends and all(is_word(text, number, "no-name", "article") or namelike(text, number) for number in before)


def _past_cue(text: Text, number: int) -> int:
    """Where the clause ends if only a cue follows the name in it ("hier", "am Apparat"), else `number` itself."""
    end = clause_end(text, number)
    rest = Span(text, number, end)
    return end if number < end and any(len(cue) == len(rest) for cue in rest.find_all("self-cue-after")) else number


def _apposition(text: Text, found: list[Name]) -> Span | None:
    """A company of unknown kind right behind the name: "Jana Vogt, Grünschnabel Leipzig", "Jana Vogt hier, …"."""
    for first in (_past_cue(text, name.span.last) for name in found):
        if first < len(text.tokens) and clause_end(text, first - 1) == first:
            end = clause_end(text, first)
            last = run_end(text, first, end, False)
            closed = last == end or is_word(text, last, "after-company")
            trade = last - first == 1 and last < end and is_word(text, first, "trade-shape")
            if (last - first > 1 or trade) and closed and not is_word(text, first, "given-name", "no-org"):
                return Span(text, first, last)
    return None
