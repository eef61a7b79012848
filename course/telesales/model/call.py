"""One call as data: what was said, what is true, what is practised, what is right."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, Self
from unicodedata import normalize

from pydantic import Field, model_validator

from telesales.model.base import Id, LineId, Model
from telesales.model.choices import ChoiceExercise, Part
from telesales.model.hints import Hint
from telesales.model.plan import PlannedLesson
from telesales.model.recipient import CallRules, Recipient
from telesales.model.report import Verdict


class Turn(Model):
    """One utterance of the call, word for word; `direction` is the source's stage direction, `then` what follows it."""

    id: str = Field(pattern=r"^[CR][1-9]$")
    speaker: Literal["caller", "recipient"]
    text: str
    direction: str | None = None
    then: str | None = None


class Lesson(Model):
    """A point that the source itself lists: a mistake (L1 to L3) or a lesson (E1, E2), word for word."""

    id: str = Field(pattern=r"^[LE][1-9]$")
    addressee: str | None = None
    text: str


class Transcript(Model):
    """The call as the source tells it."""

    title: str
    source: str
    note: str
    turns: tuple[Turn, ...]
    mistakes: tuple[Lesson, ...]
    lessons: tuple[Lesson, ...]

    def turn(self, id: str) -> Turn:
        """The turn named `id`; KeyError where there is none."""
        for turn in self.turns:
            if turn.id == id:
                return turn
        raise KeyError(id)


class FactSheet(Model):
    """What is true of the caller, the product and the consent (all fictional)."""

    id: Id
    title: str
    caller: str
    company: str
    place: str
    recipient: str
    product: str
    offer: str
    consent: str
    documents: tuple[str, ...]
    allowed_claims: tuple[str, ...]
    forbidden_claims: tuple[str, ...]


class Slot(Model):
    """One line that the learner writes; `answers` names the recipient's turn before it.

    A line with `after` is a branch: it is only said if the call leaves its way behind that line.
    """

    id: LineId
    title: str
    task: str
    answers: str | None = None
    after: LineId | None = None

    @property
    def branch(self) -> bool:
        """Whether the line is only said in one turn that a call may take."""
        return self.after is not None


class Exercise(Model):
    """One exercise on free text: its lines in order, and what a whole result needs to pass."""

    id: Id
    title: str
    slots: tuple[Slot, ...]
    pass_share: float = Field(gt=0, le=1)
    must_pass: tuple[Id, ...]
    must_be_partial: tuple[Id, ...]

    @model_validator(mode="after")
    def _branches_leave_from_a_line(self) -> Self:
        on_the_way = {slot.id for slot in self.slots if not slot.branch}
        lost = [slot.id for slot in self.slots if slot.branch and slot.after not in on_the_way]
        if lost:
            raise ValueError(f"{self.id}: the branch '{lost[0]}' comes after no line of the exercise")
        return self

    @cached_property
    def ordered_by_learner(self) -> bool:
        """Whether the learner decides on the order of the lines (a guide), or the call does (a rewrite)."""
        return any(slot.branch for slot in self.slots)

    def arranged(self, said: Iterable[str]) -> tuple[Slot, ...]:
        """The lines in the order of `said`, then the branches; a rewrite keeps the order of its call.

        What `said` leaves out follows by title: an untouched guide does not give the right order away.
        """
        place = {id: number for number, id in enumerate(said)}
        way = [slot for slot in self.slots if not slot.branch]
        if self.ordered_by_learner:
            way.sort(key=lambda slot: (place.get(slot.id, len(place)), normalize("NFD", slot.title)))
        return (*way, *(slot for slot in self.slots if slot.branch))


class Feedback(Model):
    """What the learner reads on one finding of a criterion."""

    verdict: Verdict
    knockout: bool = False
    message: str
    hint: str | None = None


class Example(Model):
    """Lines with a known verdict; `base: model` lays them over the model answer; `finding` is the one expected."""

    lines: Mapping[LineId, str]
    base: Literal["empty", "model"] = "empty"
    finding: Id | None = None


class Criterion(Model):
    """One rule of the rubric: what it reads, what it is worth, what it says, and examples of each verdict."""

    id: Id
    title: str
    question: str
    points: float = Field(gt=0)
    mistake: str | None = None
    reads: Mapping[Id, tuple[LineId, ...]]
    source: str
    findings: Mapping[Id, Feedback]
    hints: tuple[Hint, ...] = Field(min_length=2)
    examples: Mapping[Verdict, tuple[Example, ...]]

    @model_validator(mode="after")
    def _examples_are_enough(self) -> Self:
        verdicts = {feedback.verdict for feedback in self.findings.values()}
        need = {Verdict.PASS: 3, Verdict.PARTIAL: 2 if Verdict.PARTIAL in verdicts else 0, Verdict.FAIL: 3}
        for verdict, count in need.items():
            if len(self.examples.get(verdict, ())) < count:
                raise ValueError(f"{self.id}: at least {count} examples for '{verdict}' are needed")
        for example in (e for examples in self.examples.values() for e in examples):
            if example.finding and example.finding not in self.findings:
                raise ValueError(f"{self.id}: an example names the unknown finding '{example.finding}'")
        return self


class Rubric(Model):
    """All criteria of a call, and the feedback that they share (`open`, `unsure` …)."""

    shared: Mapping[Id, Feedback]
    criteria: tuple[Criterion, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) < len(ids):
            raise ValueError("a criterion stands twice")
        return self

    def criterion(self, id: str) -> Criterion:
        """The criterion named `id`; KeyError where there is none."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)

    def of(self, exercise: str) -> tuple[Criterion, ...]:
        """The criteria that judge `exercise`, in order."""
        return tuple(c for c in self.criteria if exercise in c.reads)

    def feedback(self, criterion: str, finding: str) -> Feedback:
        """What the learner reads on `finding`: the criterion's own words before the shared ones."""
        return self.criterion(criterion).findings.get(finding) or self.shared[finding]


class Call(Model):
    """One call with everything that its lessons need."""

    id: Id
    transcript: Transcript
    facts: Mapping[Id, FactSheet]
    exercises: Mapping[Id, Exercise]
    rubric: Rubric
    choices: Mapping[Id, ChoiceExercise] = {}
    live: CallRules | None = None
    recipients: Mapping[Id, Recipient] = {}
    lessons: tuple[PlannedLesson, ...] = ()

    @model_validator(mode="after")
    def _a_graded_id_is_unique(self) -> Self:
        ids = [graded.id for graded in self.all_graded()]
        twice = {id for id in ids if ids.count(id) > 1} | (self.exercises.keys() & self.choices.keys())
        if twice:
            raise ValueError(f"one id stands for two things: {', '.join(sorted(twice))}")
        return self

    def all_graded(self) -> tuple[Criterion | Part, ...]:
        """Everything that earns points in some lesson; each id is also a notebook's grade_id."""
        parts = (part for exercise in self.choices.values() for part in exercise.parts)
        return (*self.rubric.criteria, *parts, *(self.live.parts if self.live else ()))

    def graded(self, id: str) -> Criterion | Part:
        """The criterion or part named `id`; KeyError where there is none."""
        for graded in self.all_graded():
            if graded.id == id:
                return graded
        raise KeyError(id)

    def any_exercise(self, id: str) -> Exercise | ChoiceExercise:
        """The exercise named `id`, on free text or with choices; KeyError where there is none."""
        return self.choices[id] if id in self.choices else self.exercises[id]
