"""When a sentence asks whether it suits, or for leave to explain. Used by `permission`.

Five ways: a known frame with its verb first ("passt es", "darf ich Ihnen sagen"), any other yes-or-no question about
this talk, these minutes, this hour ("verträgt Ihr Abend ein Gespräch?"), a question without a verb ("zwei Minuten,
einverstanden?"), an "ob" that hangs on asking ("sagen Sie mir, ob es passt"), and any question that shows enough signs
of asking for the moment: this moment, having time or none, a way out ("oder eher nicht"), leave ("darf ich").
"""

from collections.abc import Iterator

from telesales.language import Clause, Sentence, Span

FRAMES = ("asks-time", "asks-suits", "asks-disturbing", "asks-leave")
MOMENT = ("moment-talk", "moment-span", "moment-day")
SHORT = 10
"""A question without a verb has no more words."""

BARE = 4
"""So few words ask for a yes to what was just offered."""

STRONG = ("moment-talk", "moment-span", "available", "explain-sure")
"""Signs that a question is about the moment: they count twice."""

WEAK = ("present", "way-out")
"""Signs that other questions have too: "Haben Sie gerade einen Vertrag, oder ist der gekündigt?"."""

ABOUT_ELSE = ("moment-other", "not-leave", "channel", "assumes-time", "step-sure", "asks-for-other")
"""What a question for the moment has not."""

ENOUGH = 3
"""So much makes a question one for the moment; in the guide's own line for it, a strong sign alone does."""

PERHAPS = 2
"""From so much on a person decides, in the guide's own line from any sign on."""


def asks_leave(sentence: Sentence, own_slot: bool = False) -> bool:
    """Whether the sentence asks for the moment or for leave; a claim ("Sie haben ja sicher Zeit") does not."""
    if _elsewhere(sentence):
        return False
    ways = (_asks_directly, _asks_of_the_moment, _asks_briefly, _asks_indirectly)
    return any(way(sentence) for way in ways) or _signs(sentence) >= (PERHAPS if own_slot else ENOUGH)


def perhaps_asks_leave(sentence: Sentence, own_slot: bool) -> bool:
    """Whether it may be such a question, by one sign or by its shape alone: a person decides."""
    if _elsewhere(sentence):
        return False
    if own_slot and len(sentence) <= SHORT and _asks_about_it(sentence):
        return True
    if sentence.marked and sentence.has("time-condition", "explain"):
        return True
    return _signs(sentence) >= (1 if own_slot else PERHAPS)


def question_start(sentence: Sentence) -> int:
    """The number of the word with which the clause that asks begins."""
    opening = next((clause for clause in sentence.clauses if _opens_question(clause)), None)
    return opening.first if opening else sentence.last


def _elsewhere(sentence: Sentence) -> bool:
    """Whether the words are only mentioned, or ask about something else than this moment."""
    if sentence.has_any("quoting", "disowning", "reaches-recipient"):
        return True
    return any(other(sentence) for other in (_about_a_step, _about_another_day, _for_another_time))


def _signs(sentence: Sentence) -> int:
    """How much shows that a question asks for the moment; 0 where it is none, or about something else."""
    question = _question(sentence)
    if question is None:
        return 0
    leave = any(_only_leads(_before(clause, asked)) for asked, clause in _places(question, "leave-first"))
    if _only_tagged(sentence) and not leave:
        return 0
    strong = sum(question.has_any(sign) for sign in STRONG) + leave
    weak = sum(question.has_any(sign) for sign in WEAK) + (question.has_any("present") and _about_it(question))
    return 2 * strong + weak


def _question(sentence: Sentence) -> Span | None:
    """What is asked, without the words that lead to it; None where it is no yes-or-no question about the moment."""
    opening = next((clause for clause in sentence.clauses if _opens_question(clause)), None)
    if not sentence.marked or (opening is None and not sentence.has_any("way-out", "maybe-not")):
        return None
    if opening and opening.tokens[0].classes & {"may-command"} and _asks_on(sentence, opening):
        return None
    question = Span(sentence.text, opening.first if opening else sentence.first, sentence.last)
    return None if question.has_any(*ABOUT_ELSE) else question


def _places(span: Span, name: str) -> Iterator[tuple[Span, Clause]]:
    return ((found, span.text.clause_of(found)) for found in span.find_all(name))


def _before(clause: Clause, span: Span) -> Span:
    return Span(clause.text, clause.first, span.first)


def _opens_question(clause: Clause) -> bool:
    """Whether the clause begins like a yes-or-no question, after "und", "sagen Sie" and the like."""
    lead = next((n for n in range(clause.first, clause.last) if not _leads(clause, n)), clause.last)
    question = Span(clause.text, lead, clause.last)
    if len(question) and "fused-verb" in question.tokens[0].classes:
        return True
    return len(question) > 1 and _verb_first(question)


def _asks_about_it(sentence: Sentence) -> bool:
    """Whether it asks for a yes about "it" or about the caller: "Trifft sich das?"."""
    question = _question(sentence)
    return question is not None and not _only_tagged(sentence) and _about_it(question)


def _about_it(question: Span) -> bool:
    """Whether the subject is "es", "das", "ich" or "wir": "Geht das eben?"."""
    return any("it-or-me" in token.classes or "fused-verb" in token.classes for token in question.tokens[:2])


def _drops_subject(sentence: Sentence, verb: int) -> bool:
    """Whether the verb has lost its subject, as in a statement: "Ist völlig in Ordnung"."""
    words = sentence.text.tokens[verb : min(verb + 2, sentence.last)]
    return "fused-verb" not in words[0].classes and "dropped-subject" in words[-1].classes


def _about_a_step(sentence: Sentence) -> bool:
    """Whether it asks for agreement to a step: "Ich schicke es am Montag. Ist das recht?", "Passt die Lieferung?"."""
    if sentence.has_any("step-noun") and not sentence.has_any("present"):
        return True
    if sentence.has_any("now", "explain"):
        return False
    proposals = Span(sentence.text, 0, sentence.last).find_all("step-proposal")
    return any(not _harmless_step(sentence.text.clause_of(found)) for found in proposals)


def _harmless_step(clause: Clause) -> bool:
    """Whether only hanging up or these minutes are proposed: "Mein Vorschlag wäre: Sie geben mir zwei Minuten"."""
    return clause.has_any("hanging-up") or clause.text.sentence_of(clause).has_any("moment-span")


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
        if clause.has_any("channel", "assumes-time", "asks-for-other", "step-verb") or _only_dated(frame):
            continue
        if commands and (not sentence.marked or _only_tagged(sentence) or _asks_on(sentence, clause)):
            continue
        if _only_leads(before) and (sentence.marked or not _states(sentence, clause, before)):
            return True
    return False


def _asks_on(sentence: Sentence, clause: Clause) -> bool:
    """Whether the question only follows: "Fangen wir gleich an: Was trinken Sie gern?"."""
    return any("w-word" in other.tokens[0].classes for other in sentence.clauses if other.first > clause.first)


def _only_dated(frame: Span) -> bool:
    """Whether its moment only dates what is asked: "Haben Sie im Moment eine Versicherung?"."""
    if frame.words[-2:] not in (("im", "moment"), ("im", "augenblick")):
        return False
    clause = frame.text.clause_of(frame)
    return not Span(frame.text, frame.last, clause.last).has_any("spare-time", "explain", "suits")


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
    no_verb = ("function-word", "w-word", "number", "title", "subordinator")
    verb = "aux-verb" in first.classes or first.classes.isdisjoint(no_verb)
    return verb and "subject-start" in second.classes


def _asks_briefly(sentence: Sentence) -> bool:
    """A question without a verb: "Zwei Minuten, einverstanden?", "Gerade Zeit?"."""
    if not sentence.marked or sentence.has_any("assumes-time", "channel", "moment-other"):
        return False
    last = sentence.clauses[-1]
    if _after_budget(sentence) or _echoes(sentence) or _asks_for_them(sentence) or _would_explain(sentence):
        return True
    if len(last) <= 2 and any(len(found) == len(last) for found in last.find_all("short-leave")):
        return len(sentence.clauses) == 1 or not _only_tagged(sentence)
    if "brief-time" in last.tokens[0].classes and len(last) <= SHORT and not last.has_any("me", "you-subject"):
        return True
    if len(last) <= BARE and last.has("present", "spare-time") and not last.has_any("me", "you-subject"):
        return True
    if len(sentence) > SHORT:
        return False
    if sentence.has_any("imperative-like"):
        return False
    if sentence.clauses[-1].has_any("assent", "rather-later"):
        before = [other for other in sentence.text.sentences if other.last == sentence.first and len(other) <= SHORT]
        offered: list[Span] = [*sentence.clauses[:-1]] or [*before]
        return any(span.has_any("moment-span") and not span.has_any("me", "you-subject") for span in offered)
    return not sentence.has_any("me", "you-subject", "w-word") and sentence.has("present", "spare-time")


def _after_budget(sentence: Sentence) -> bool:
    """A few words that ask for a yes to the minutes named just before: "Fünf Minuten. Wollen wir?"."""
    if len(sentence) > BARE or sentence.first == 0 or sentence.has_any("you-subject", "w-word", "ask-nod", *ABOUT_ELSE):
        return False
    before = sentence.text.sentence_of(Span(sentence.text, sentence.first - 1, sentence.first))
    return before.has_any("moment-span") and not before.has_any("assumes-time", "imperative-like", "supposing")


def _asks_for_them(sentence: Sentence) -> bool:
    """Whether the minutes just named are asked for: "Zwei Minuten von Ihrem Abend, bekomme ich die?"."""
    *before, last = sentence.clauses
    named = any(clause.has_any("moment-span") and not clause.has_any("imperative-like") for clause in before)
    return named and 1 < len(last) <= BARE + 2 and last.has_any("pointing-back") and _verb_first(last)


def _would_explain(sentence: Sentence) -> bool:
    """Whether agreement to explaining is asked for: "Ich würde das kurz erklären, einverstanden?"."""
    *before, last = sentence.clauses
    wish = any(clause.has("would", "me", "explain") and not clause.negated for clause in before)
    return wish and len(last) <= BARE and last.has_any("would-assent")


def _echoes(sentence: Sentence) -> bool:
    """A few words that ask what was just left open: "Nur wenn Sie das hören möchten. Möchten Sie?"."""
    if len(sentence) > BARE or sentence.first == 0 or sentence.has_any("w-word", *ABOUT_ELSE):
        return False
    before = sentence.text.sentence_of(Span(sentence.text, sentence.first - 1, sentence.first))
    open_yet = [clause for clause in before.clauses if clause.has_any("left-open")]
    again = {token.text for token in sentence.tokens if "it-or-me" not in token.classes} - {"sie", "denn"}
    return any(not again.isdisjoint(clause.words) for clause in open_yet)


def _asks_indirectly(sentence: Sentence) -> bool:
    """An "ob" that hangs on asking, by the caller and now: "Sagen Sie mir kurz, ob es passt"."""
    frame = sentence.find("asks-indirect")
    if frame is None or not (sentence.marked or sentence.has_any("says-or-asks")):
        return False
    asking = [clause for clause in sentence.clauses if clause.has_any("says-or-asks")]
    return not any(clause.has_any("negator", "asked-by-others") for clause in asking)
