"""A script as anybody at the other end hears it: for each line its events with their words, its facts, its question."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from telesales.checks import CHECKS
from telesales.checks.reading import Line, Reading
from telesales.grading import judge
from telesales.language.text import MAX_CHARS
from telesales.model import UNCLEAR_SHARE, Asks, Call, CallRules, CriterionResult, Event, Evidence, Script
from telesales.recipient.observing import asked, asking_slots, known, letting_go, pushing, raising, repetitions

MISSING = "missing"
"""The value of the finding of `responsive` that lists the turns left without an answer."""

_QUESTIONS, _SIGNALS = ("R1", "R2", "R3"), ("R4", "R5")
"""What `responsive` looks at: direct questions, and signals of which at least one must be taken up."""

_DECEIVING = ("disguised", "to-the-grader")
"""Problems of a line that are no mistake but a trick."""

_A_STATEMENT = 4
"""A sentence of fewer words ("Über Skype") only takes up what was asked."""


@dataclass(frozen=True)
class Noted:
    """One event in a line, with the words that raised it."""

    event: str
    evidence: Evidence


@dataclass(frozen=True)
class Absent:
    """One event that something missing raises: when the last of the lines is said in which it could have been."""

    event: str
    lines: frozenset[str]


@dataclass(frozen=True)
class HeardLine:
    """One line as anybody hears it."""

    slot: str
    text: str
    words: int
    asks: Asks
    facts: frozenset[str]
    events: tuple[Noted, ...]
    pushes: Evidence | None
    lets_go: Evidence | None

    @property
    def whole(self) -> Evidence:
        """All of the line as evidence."""
        return Evidence(line=self.slot, start=0, end=len(self.text), text=self.text)


@dataclass(frozen=True)
class Hearing:
    """A whole script as heard: its spoken lines in speaking order, and whether a K.O. stands anywhere in it."""

    script: Script
    call: Call
    lines: Mapping[str, HeardLine]
    order: tuple[str, ...]
    """All slots in speaking order, the empty ones and the branches included."""
    absent: tuple[Absent, ...]
    knockout: bool
    unclear: float
    """The share of lines that are no spoken German sentence, 0 to 1."""

    @property
    def grave(self) -> bool:
        """Whether something stands anywhere in the script that no good line makes up for."""
        said = (note.event for line in self.lines.values() for note in line.events)
        events = (*said, *(absent.event for absent in self.absent))
        return self.knockout or self.unclear >= UNCLEAR_SHARE or any(self.rules.event(event).grave for event in events)

    @property
    def rules(self) -> CallRules:
        """What holds for every recipient."""
        return rules_of(self.call)


def rules_of(call: Call) -> CallRules:
    """The call's rules for simulated calls; ValueError where it has none."""
    if call.live is None:
        raise ValueError(f"the call '{call.id}' has no live-call.yaml; add one to simulate it")
    return call.live


def hear(script: Script, call: Call) -> Hearing:
    """`script` as heard; never raises for any text. Slots that the script does not name are still to come."""
    results = judge(script).criteria
    reading = Reading.of(script, call)
    noted, absent = _noted(script, reading, results)
    made_for = asking_slots(reading.lines)
    heard = (_heard(line, noted[line.slot], results, made_for, call) for line in reading.lines)
    lines = {line.slot: replace(line, text=script.lines[line.slot]) for line in heard}
    unclear = sum(line.problem is not None for line in reading.lines) / max(len(reading.lines), 1)
    knockout = any(result.knockout for result in results.values())
    return Hearing(script, call, lines, _order(script, call), absent, knockout, unclear)


def _order(script: Script, call: Call) -> tuple[str, ...]:
    slots = [slot.id for slot in call.exercises[script.exercise].slots]
    if script.exercise == "rewrite":
        return tuple(slots)
    said = [slot for slot in script.lines if slot in slots]
    return (*said, *(slot for slot in slots if slot not in script.lines))


def _heard(
    line: Line, noted: list[Noted], results: Mapping[str, CriterionResult], made_for: frozenset[str], call: Call
) -> HeardLine:
    return HeardLine(
        slot=line.slot,
        text=line.text.raw,
        words=len(line.text.tokens),
        asks=asked(line, results, made_for),
        facts=known(rules_of(call).facts, line, results),
        events=tuple(noted),
        pushes=pushing(line),
        lets_go=letting_go(line),
    )


def _noted(
    script: Script, reading: Reading, results: Mapping[str, CriterionResult]
) -> tuple[Mapping[str, list[Noted]], tuple[Absent, ...]]:
    """The events of each line, in the order of the rules, and those of what is missing."""
    noted: dict[str, list[Noted]] = defaultdict(list)
    found = (*_of_criteria(script, reading, results), *_of_lines(reading), *_of_answers(reading))
    for event, place in found:
        if isinstance(place, Evidence):
            noted[place.line].append(Noted(event, place))
    return noted, tuple(Absent(event, place) for event, place in found if not isinstance(place, Evidence))


def _of_criteria(
    script: Script, reading: Reading, results: Mapping[str, CriterionResult]
) -> Iterator[tuple[str, Evidence | frozenset[str]]]:
    for event in rules_of(reading.call).events:
        for result in raising(event.heard, results):
            if place := _place(event, result, script, reading):
                yield event.id, place


def _place(event: Event, result: CriterionResult, script: Script, reading: Reading) -> Evidence | frozenset[str] | None:
    """The words that show an event; of what is missing, the lines in which it could have been, once all are written."""
    reads = reading.call.rubric.criterion(result.criterion).reads[script.exercise]
    if event.at:
        reads = tuple(slot for slot in event.at if slot in reads)
    shown = next((e for e in result.evidence if not event.at or e.line in event.at), None)
    if shown is not None:
        return shown
    if any(slot not in script.lines for slot in reads):
        return None
    return frozenset(slot for slot in reads if reading.line(slot) is not None)


def _of_lines(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    for evidence in repetitions(reading.lines):
        yield "repeated", evidence
    for line in reading.lines:
        if line.problem is not None:
            yield "deceives" if line.problem in _DECEIVING else "unintelligible", line.quote(line.text.whole)
        if len(line.text.raw) >= MAX_CHARS:
            yield "endless", line.quote(line.text.whole)


def _of_answers(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    """Where the recipient's turns stay as they are: which lines answer the direct questions and take up the signals."""
    criterion = reading.call.rubric.criterion("responsive")
    if reading.exercise.id not in criterion.reads or not reading.said.lines:
        return
    finding = CHECKS[criterion.id](reading.said)
    missing = set(finding.values.get(MISSING, "").replace(" oder ", ", ").split(", "))
    slots = {slot.answers: slot.id for slot in reading.exercise.slots}
    for question in _QUESTIONS:
        if (line := reading.line(slots[question])) is not None:
            wish = _own_wish(line)
            yield ("own-wish", wish) if wish else ("evaded" if question in missing else "answered", _opening(line))
    signals = [slots[signal] for signal in _SIGNALS]
    if not missing.issuperset(_SIGNALS):
        yield from (("noticed", evidence) for evidence in finding.evidence if evidence.line in signals)
    elif (line := reading.line(signals[0])) is not None:
        yield "signal-ignored", line.quote(line.text.whole)


def _opening(line: Line) -> Evidence:
    return line.quote(line.text.sentences[0])


def _own_wish(line: Line) -> Evidence | None:
    """The sentence that goes on about Skype instead of settling the matter."""
    if line.text.whole.has("call-settles-channel"):
        return None
    told = (s for s in line.text.sentences if len(s) >= _A_STATEMENT and not s.marked and not s.negated)
    return next((line.quote(sentence) for sentence in told if sentence.has("call-skype")), None)
