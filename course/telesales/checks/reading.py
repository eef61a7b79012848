"""A script as the checks see it: the lines that a criterion reads, analysed, in the order in which they are said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from telesales.language import Sentence, Span, Text, analyse
from telesales.language.guards import problem
from telesales.language.order import order, scrambled
from telesales.model import Call, Criterion, Evidence, Exercise, Script, Verdict


@dataclass(frozen=True)
class Line:
    """One caller line: its slot, its text, and why it is no spoken German sentence (None where it is one)."""

    slot: str
    text: Text
    problem: str | None

    def quote(self, span: Span) -> Evidence:
        """`span` as evidence, in offsets of the learner's own line."""
        return Evidence(line=self.slot, start=span.start, end=span.end, text=self.text.raw[span.start : span.end])


@dataclass(frozen=True)
class Reading:
    """The lines a check may read, in speaking order; empty lines are left out."""

    call: Call
    exercise: Exercise
    lines: tuple[Line, ...]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """What the criteria before this one said (only `complete-guide` asks)."""

    @classmethod
    def of(cls, script: Script, call: Call) -> "Reading":
        """All lines of `script` that hold at least one word."""
        exercise = call.exercises[script.exercise]
        found = {slot: _understood(script.lines[slot]) for slot in _speaking_order(script, exercise)}
        said = {slot: (text, problem) for slot, (text, problem) in found.items() if not text.empty}
        no_order = "no-sentence" if scrambled(text for text, _ in said.values()) else None
        lines = tuple(Line(slot, text, problem or no_order) for slot, (text, problem) in said.items())
        return cls(call, exercise, lines)

    def for_criterion(self, criterion: Criterion) -> "Reading":
        """Only the lines that `criterion` reads."""
        return self.only(criterion.reads[self.exercise.id])

    def only(self, slots: Iterable[str]) -> "Reading":
        """Only the lines in `slots`."""
        wanted = set(slots)
        return replace(self, lines=tuple(line for line in self.lines if line.slot in wanted))

    @property
    def said(self) -> "Reading":
        """Only the lines that are spoken German sentences: what criteria that look for something good may read."""
        return replace(self, lines=tuple(line for line in self.lines if line.problem is None))

    def line(self, slot: str) -> Line | None:
        """The line in `slot`, None where it is empty or not read."""
        return next((line for line in self.lines if line.slot == slot), None)

    def sentences(self) -> Iterator[tuple[Line, Sentence]]:
        """All sentences with their lines, in speaking order."""
        return ((line, sentence) for line in self.lines for sentence in line.text.sentences)


@lru_cache(maxsize=64)
def _understood(raw: str) -> tuple[Text, str | None]:
    """The line `raw` and its problem; the last ones are kept, because a call is judged and then played."""
    text = analyse(raw)
    return text, problem(text)


def forget() -> None:
    """Lets the lines go that are kept from earlier scripts: huge ones take much memory."""
    for kept in (analyse, order, _understood):
        kept.cache_clear()


def _speaking_order(script: Script, exercise: Exercise) -> list[str]:
    slots = [slot.id for slot in exercise.slots if slot.id in script.lines]
    if exercise.id == "rewrite":
        return slots
    return [slot for slot in script.lines if slot in slots]
