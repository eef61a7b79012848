"""Exercises with choices: what is asked, which options there are, what each earns; and what a learner chose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from telesales.model.base import Id, LineId, Model
from telesales.model.hints import Hint

EntryId = Annotated[str, StringConstraints(pattern=r"^([CRL][1-9]|[a-z]+(-[a-z]+)*)$", max_length=40)]
"""The name of a turn, of a listed mistake, or a kebab-case word."""


class Option(Model):
    """One answer to choose; `credit` is its share (0 to 1) of the question's points.

    Without `text` the option is the line of the call that its id names.
    """

    id: EntryId
    text: str = ""
    message: str = ""
    credit: float = Field(default=0, ge=0, le=1)


class Question(Model):
    """One choice among options; `otherwise` is said of those that have no message of their own."""

    id: Id
    part: Id
    text: str
    otherwise: str = ""
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_option_is_right(self) -> Self:
        _require_unique((option.id for option in self.options), "an option")
        if [option.credit for option in self.options].count(1) != 1:
            raise ValueError(f"{self.id}: exactly one option must have credit 1")
        silent = [option.id for option in self.options if not (option.message or self.otherwise)]
        if silent:
            raise ValueError(f"{self.id}: the option '{silent[0]}' has no message, and there is no 'otherwise'")
        return self

    def option(self, id: str) -> Option | None:
        """The option named `id`; None where there is none."""
        return next((option for option in self.options if option.id == id), None)


class Mark(Model):
    """What marking a line with a listed mistake means.

    `key` must be found; `weaker` is right but not needed; `neutral` can be seen either way; `wrong` has a
    message of its own. `words` are passages of the line that show the mistake, each enough by itself.
    """

    mistake: str = Field(pattern=r"^L[1-9]$")
    weight: Literal["key", "weaker", "neutral", "wrong"]
    message: str
    words: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _a_key_has_words(self) -> Self:
        if (self.weight == "key") != bool(self.words):
            raise ValueError(f"{self.mistake}: a mark has words where its weight is 'key', and only there")
        return self


class Trap(Model):
    """A passage that looks like a mistake and is none."""

    words: str
    message: str


class Item(Model):
    """One thing to decide on: a turn of the call, a listed mistake or a card.

    `marks` (not None) lets the line be marked with the listed mistakes; `reference` is the mood after it, −5 to 5.
    """

    id: EntryId
    title: str
    text: str = ""
    reference: int | None = Field(default=None, ge=-5, le=5)
    questions: tuple[Question, ...] = ()
    marks: tuple[Mark, ...] | None = None
    traps: tuple[Trap, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        _require_unique((question.id for question in self.questions), f"{self.id}: a question")
        _require_unique((mark.mistake for mark in self.marks or ()), f"{self.id}: a mark")
        return self

    def mark(self, mistake: str) -> Mark | None:
        """What the data say of marking this line with `mistake`; None where they say nothing."""
        return next((mark for mark in self.marks or () if mark.mistake == mistake), None)


class Opinion(Model):
    """A number from `low` to `high` that is asked of every item and never graded."""

    id: Id
    text: str
    low: int
    high: int
    note: str


class Part(Model):
    """One graded cell of an exercise with choices; its points are shared evenly by what it counts.

    `wrong_costs` (of `marks`) is the share of one right mark that a wrong one takes away. `full_from` and `half_from`
    (of `words`) are the least overlap, 0 to 1, that earns all or half of a passage's points. `scoring` says so.
    """

    id: Id
    title: str
    question: str
    points: float = Field(gt=0)
    kind: Literal["choices", "marks", "words", "calls"]
    scoring: str
    source: str
    note: str = ""
    wrong_costs: float = Field(default=0, ge=0, le=1)
    full_from: float = Field(default=1, gt=0, le=1)
    half_from: float = Field(default=1, gt=0, le=1)
    hints: tuple[Hint, ...] = Field(min_length=2)
    says: Mapping[Id, str] = {}

    @property
    def reads(self) -> Mapping[str, tuple[LineId, ...]]:
        """No free text: a criterion names the lines it reads here."""
        return {}

    @model_validator(mode="after")
    def _words_have_their_messages(self) -> Self:
        missing = {"right", "too-much", "too-little", "elsewhere", "no-words"} - set(self.says)
        if self.kind == "words" and missing:
            raise ValueError(f"{self.id}: 'says' lacks {', '.join(sorted(missing))}")
        return self


Named = TypeVar("Named", Part, Item)


class ChoiceExercise(Model):
    """One exercise with choices: its items in order and the parts that are graded.

    `labels` are short names of the listed mistakes; `false_marks` says why a line does not show them.
    """

    id: Id
    lesson: str
    title: str
    task: str
    pass_share: float = Field(gt=0, le=1)
    opinion: Opinion | None = None
    false_marks: Mapping[str, str] = {}
    labels: Mapping[str, str] = {}
    parts: tuple[Part, ...] = Field(min_length=1)
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _everything_is_graded_once(self) -> Self:
        _require_unique((part.id for part in self.parts), "a part")
        _require_unique((item.id for item in self.items), "an item")
        choices = {part.id for part in self.parts if part.kind == "choices"}
        asked = {question.part for _, question in self.questions()}
        if choices != asked:
            raise ValueError(f"{self.id}: these parts have no questions, or these questions no part: {choices ^ asked}")
        return self

    def part(self, id: str) -> Part:
        """The part named `id`; KeyError where there is none."""
        return _named(id, self.parts)

    def item(self, id: str) -> Item:
        """The item named `id`; KeyError where there is none."""
        return _named(id, self.items)

    def questions(self, part: str | None = None) -> Iterator[tuple[Item, Question]]:
        """Every question with its item, in order; only those of `part` where one is named."""
        for item in self.items:
            yield from ((item, question) for question in item.questions if part in (None, question.part))


class Choices(Model):
    """What one learner chose: by item and question an option's id, a number, or (by mistake) the words that show it.

    A marked mistake without words has the empty text. What is absent is open.
    """

    call: Id
    exercise: Id
    revision: int = Field(default=0, ge=0)
    answers: Mapping[EntryId, Mapping[EntryId, str]] = {}

    def answer(self, item: str, field: str) -> str | None:
        """What was entered; None where nothing was."""
        return self.answers.get(item, {}).get(field)


def _named(id: str, things: Iterable[Named]) -> Named:
    for thing in things:
        if thing.id == id:
            return thing
    raise KeyError(id)


def _require_unique(ids: Iterable[str], what: str) -> None:
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise ValueError(f"{what} stands twice: '{twice[0]}'")
