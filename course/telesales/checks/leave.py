"""When a sentence asks whether it suits, or for leave to explain. Used by `permission`.

Four ways: a known frame with its verb first ("passt es", "darf ich Ihnen sagen"), any other yes-or-no question about
this talk, these minutes, this hour ("verträgt Ihr Abend ein Gespräch?"), a question without a verb ("zwei Minuten,
einverstanden?"), and an "ob" that hangs on asking ("sagen Sie mir, ob es passt").
"""

from telesales.language import Clause, Sentence, Span

FRAMES = ("asks-time", "asks-suits", "asks-disturbing", "asks-leave")
MOMENT = ("moment-talk", "moment-span", "moment-day")
SHORT = 10
"""A question without a verb has no more words."""


def asks_leave(sentence: Sentence) -> bool:
    """Whether the sentence asks for the moment or for leave; a claim ("Sie haben ja sicher Zeit") does not."""
    mentioned = sentence.has_any("quoting", "disowning", "reaches-recipient")
    if mentioned or any(elsewhere(sentence) for elsewhere in (_about_a_step, _about_another_day, _for_another_time)):
        return False
    ways = (_asks_directly, _asks_of_the_moment, _asks_briefly, _asks_indirectly)
    return any(way(sentence) for way in ways)


def _drops_subject(sentence: Sentence, verb: int) -> bool:
    """Whether the verb has lost its subject, as in a statement: "Ist völlig in Ordnung"."""
    words = sentence.text.tokens[verb : min(verb + 2, sentence.last)]
    return "fused-verb" not in words[0].classes and "dropped-subject" in words[-1].classes


def _about_a_step(sentence: Sentence) -> bool:
    """Whether it asks for agreement to a step: "Ich schicke es am Montag. Ist das recht?", "Passt die Lieferung?"."""
    if sentence.has_any("step-noun") and not sentence.has_any("present"):
        return True
    return not sentence.has_any("now", "explain") and Span(sentence.text, 0, sentence.last).has_any("step-proposal")


def _about_another_day(sentence: Sentence) -> bool:
    """Whether it asks about a day to come, and not as an alternative to this moment ("oder lieber am Montag?")."""
    if sentence.has_any("present"):
        return False
    return any(not _alternative(sentence, day) for day in sentence.find_all("other-day"))


def _alternative(sentence: Sentence, day: Span) -> bool:
    """Whether the day is only the second choice: "…, oder lieber am Montag?"."""
    return Span(sentence.text, sentence.text.clause_of(day).first, day.first).has_any("alternative")


def _for_another_time(sentence: Sentence) -> bool:
    """Whether it asks only when to call again, in a line that answers a no: "Verstehe. Wann passt es besser?"."""
    opening = Span(sentence.text, 0, sentence.last)
    return (
        opening.has_any("replying")
        and sentence.has_any("rather-later")
        and not sentence.has_any("present", "alternative")
    )


def _asks_directly(sentence: Sentence) -> bool:
    """A frame with its verb first; verbs that may command, and words that push it back, need the question mark."""
    for frame in sentence.find_all(*FRAMES):
        clause = sentence.text.clause_of(frame)
        before = Span(clause.text, clause.first, frame.first)
        commands = Span(clause.text, frame.first, frame.first + 1).has_any("may-command")
        if clause.has_any("channel", "assumes-time", "asks-for-other", "step-verb") or (
            commands and (not sentence.marked or _only_tagged(sentence))
        ):
            continue
        if _only_leads(before) and (sentence.marked or not _states(sentence, clause, before)):
            return True
    return False


def _only_leads(before: Span) -> bool:
    """Whether nothing stands before the verb but "und", "sagen Sie" and the like."""
    said = {number for span in before.find_all("permission-say") for number in range(span.first, span.last)}
    words = enumerate(before.tokens, before.first)
    return all(number in said or "permission-lead" in token.classes for number, token in words)


def _states(sentence: Sentence, clause: Clause, before: Span) -> bool:
    """Whether it is a statement: "jetzt habe ich", "wie ich höre, haben Sie", "hätten Sie Zeit, würde ich"."""
    number = sentence.clauses.index(clause)
    earlier, later = sentence.clauses[:number][-1:], sentence.clauses[number + 1 : number + 2]
    return (
        before.has_any("verb-second-lead")
        or _drops_subject(sentence, before.last)
        or any(_subordinate(other) for other in earlier)
        or (clause.has_any("supposing") and not sentence.marked)
        or any("then-clause" in other.tokens[0].classes for other in later)
    )


def _subordinate(clause: Clause) -> bool:
    return any("subordinator" in token.classes for token in clause.tokens[:2])


def _only_tagged(sentence: Sentence) -> bool:
    """Whether the question mark belongs to a tag: "Bleiben Sie kurz dran, ja?"."""
    last = sentence.clauses[-1]
    return len(sentence.clauses) > 1 and len(last) <= 2 and last.has_any("ask-tag-only")


def _asks_of_the_moment(sentence: Sentence) -> bool:
    """A yes-or-no question of any wording about this talk, these minutes, this hour."""
    if not sentence.marked or _only_tagged(sentence) or sentence.has_any("moment-other", "w-word"):
        return False
    for clause in sentence.clauses:
        lead = next((n for n in range(clause.first, clause.last) if not _leads(clause, n)), clause.last)
        question = Span(clause.text, lead, clause.last)
        if len(question) > 2 and _verb_first(question) and not clause.has_any("channel", "assumes-time", "step-verb"):
            signs = ("moment-talk", "moment-span") if "sie" in question.words[:2] else MOMENT
            if Span(clause.text, lead, sentence.last).has_any(*signs):
                return True
    return False


def _leads(clause: Clause, number: int) -> bool:
    return "permission-lead" in clause.text.tokens[number].classes


def _verb_first(question: Span) -> bool:
    """Whether the words begin like a yes-or-no question: a verb (no small word), then its subject."""
    first, second = question.tokens[0], question.tokens[1]
    verb = "aux-verb" in first.classes or first.classes.isdisjoint(("function-word", "w-word", "number", "title"))
    return verb and "subject-start" in second.classes


def _asks_briefly(sentence: Sentence) -> bool:
    """A question without a verb: "Zwei Minuten, einverstanden?", "Gerade Zeit?"."""
    if not sentence.marked or len(sentence) > SHORT or sentence.has_any("assumes-time", "channel", "moment-other"):
        return False
    if sentence.has_any("imperative-like"):
        return False
    if sentence.clauses[-1].has_any("assent", "rather-later"):
        before = [other for other in sentence.text.sentences if other.last == sentence.first and len(other) <= SHORT]
        offered: list[Span] = [*sentence.clauses[:-1]] or [*before]
        return any(span.has_any("moment-span") and not span.has_any("me", "you-subject") for span in offered)
    return not sentence.has_any("me", "you-subject", "w-word") and sentence.has("present", "spare-time")


def _asks_indirectly(sentence: Sentence) -> bool:
    """An "ob" that hangs on asking, by the caller and now: "Sagen Sie mir kurz, ob es passt"."""
    frame = sentence.find("asks-indirect")
    if frame is None or not (sentence.marked or sentence.has_any("says-or-asks")):
        return False
    asking = [clause for clause in sentence.clauses if clause.has_any("says-or-asks")]
    return not any(clause.has_any("negator", "asked-by-others") for clause in asking)
