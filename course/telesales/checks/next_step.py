"""next-step: is one small, definite step proposed, and does the caller ask whether it is welcome?"""

from telesales.checks.asking import Kind, Question, questions_in
from telesales.checks.reading import Line, Reading
from telesales.language import Clause, Sentence, Span
from telesales.model import Finding


def check(reading: Reading) -> Finding:
    """The last line decides; an earlier one counts where the last proposes nothing (in `rewrite`: C8, then C7)."""
    findings = [_judge(line) for line in reversed(reading.lines)]
    proposing = [finding for finding in findings if finding.id not in ("missing", "surrender")]
    if findings[0].id == "surrender" or not proposing:
        return findings[0]
    return proposing[0] if proposing[0] is findings[0] else _from_earlier(findings[0], proposing[0])


def _from_earlier(last: Finding, earlier: Finding) -> Finding:
    """A step from the answer to the doubt counts only where it is complete: sending a list is part of that answer."""
    return earlier if earlier.id == "agreed" else last


def _judge(line: Line) -> Finding:
    text = line.text
    step = _step(line)
    question = _question(line)
    for finding, span in (("order", _order(line)), ("pressure", _pressure(line))):
        if span is not None:
            return Finding(id=finding, evidence=(line.quote(span),))
    if text.whole.has_any("step-withdrawn", "step-not-done", "taken-back"):
        return Finding(id="vague", evidence=(line.quote(text.whole),))
    if step is not None:
        quotes = tuple(line.quote(span) for span in (step, question) if span is not None)
        return Finding(id="no-question" if question is None else "agreed", evidence=quotes)
    return _without_step(line, question)


def _without_step(line: Line, question: Span | None) -> Finding:
    whole = line.text.whole
    vague = whole.has("step-vague-time") or (whole.has_any("step-deed", "step-talk") and whole.has("me"))
    given_up = whole.find("step-given-up")
    if given_up is not None:
        return Finding(id="surrender", evidence=(line.quote(given_up),))
    if question is not None and vague:
        return Finding(id="vague-question", evidence=(line.quote(question),))
    loose = whole.find("step-vague-time")
    return Finding(id="missing") if loose is None else Finding(id="vague", evidence=(line.quote(loose),))


def _step(line: Line) -> Span | None:
    """Where something definite is to happen: what, and when or by which way; in one sentence, or in the whole line."""
    whole = line.text.whole
    return next((span for span in (*line.text.sentences, whole) if _is_step(span)), None)


def _is_step(sentence: Span) -> bool:
    if sentence.has("step-other-question") or not sentence.has_any("step-deed", "step-thing", "step-agreement-verb"):
        return False
    if not sentence.has_any("you", "me", "step-thing", "step-agreement-verb", "step-person"):
        return False
    if sentence.has("step-making") and not sentence.has("you"):
        return False
    definite = sentence.has_any("step-day", "step-when", "step-way")
    return definite and not (sentence.has("step-vague-time") and not sentence.has_any("step-day", "step-when"))


def _question(line: Line) -> Span | None:
    """The question for agreement: any question for yes or no, or 'Was halten Sie davon …'; also without its mark."""
    for sentence in reversed(line.text.sentences):
        if sentence.has_any("step-other-question"):
            continue
        asked = list(questions_in(line, sentence))
        agreeing = next((question.span for question in asked if _asks_agreement(question)), None)
        if agreeing is None:
            agreeing = next((s for s in sentence.find_all("step-indirect") if not s.negated), None)
        if agreeing is None and not asked:
            agreeing = _short(sentence)
        if agreeing is not None:
            return agreeing
    return None


def _asks_agreement(question: Question) -> bool:
    if question.span.has_any("step-question-w"):
        return True
    return question.kind is Kind.CLOSED and not question.withdrawn


def _short(sentence: Sentence) -> Clause | None:
    """'Einverstanden?', 'Recht so?', or, without a mark, words of agreement at the edge of the last clause."""
    first, last = sentence.clauses[0], sentence.clauses[-1]
    if sentence.marked:
        return last
    leads = first.find("step-question-lead")
    if leads is not None and leads.first == first.first:
        return first
    opens = last.find("step-agreement-verb")
    if opens is not None and (opens.first == last.first or last.words[0] in ("und", "oder", "also")):
        return last
    if len(last) == 1 and last.has("step-agreement-tag"):
        return last
    ends = last.find_all("step-agreement-end")
    return last if any(last.last - end.last <= 2 for end in ends) else None


def _pressure(line: Line) -> Span | None:
    """The first words that press, except where their clause presses nobody: 'Sie müssen heute nichts entscheiden'."""
    pressing = line.text.whole.find_all("step-pressure")
    return next((s for s in pressing if not line.text.clause_of(s).has("step-not-pressed")), None)


def _costs_nothing(sentence: Sentence) -> bool:
    """Whether it is free, can be ended, or is a trial for which no money is asked."""
    if sentence.has("step-not-paid") or (sentence.has("step-free") and not sentence.has("step-locked")):
        return True
    return sentence.has("step-trial") and not sentence.has_any("step-charge", "step-locked")


def _order(line: Line) -> Span | None:
    """Where a paid order is the step."""
    for sentence in line.text.sentences:
        sure = sentence.find("step-paid-sure")
        if sure is not None and not sentence.negated:
            return sure
        found = sentence.find("step-paid")
        if found is not None and not _costs_nothing(sentence):
            return found
        enrolled = sentence.find("step-enrolled")
        if enrolled is not None and not sentence.marked and not line.text.whole.has_any("step-free", "step-not-paid"):
            return enrolled
    return None
