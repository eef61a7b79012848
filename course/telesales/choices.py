"""Judges an exercise with choices: every part counts what is right, and says item by item why."""

from collections.abc import Iterator
from dataclasses import dataclass

from telesales.entries import line_of, passages, words_of
from telesales.loading import load_call
from telesales.model import Call, ChoiceExercise, Choices, CriterionResult, Item, Mark, Part, Question, Report, Verdict

_RIGHT, _HALF, _WRONG, _OPEN, _NEITHER = "richtig", "halb richtig", "noch nicht", "offen", "zählt nicht"
_TRAPPED = 0.5  # the share of a trap's words from which on a passage has fallen into it


@dataclass(frozen=True)
class Remark:
    """What there is to say of one entry: `field` of `item`, how it counts (0 to 1; None counts nothing), and why."""

    item: Item
    field: str
    word: str
    message: str
    credit: float | None = None

    def __str__(self) -> str:
        place = self.item.title if self.item.marks is None else f"{self.item.title}, {self.field}"
        return f"{place} ({self.word}): {self.message}" if self.message else f"{place} ({self.word})"


@dataclass(frozen=True)
class _Counted:
    """What a part came to: a `share` of its points (0 to 1), whether anything was entered, and what to say of it."""

    share: float
    entered: bool
    summary: str
    remarks: tuple[Remark, ...]


def judge_choices(choices: Choices) -> Report:
    """The report on `choices`: never raises for any entries; KeyError for an unknown call or exercise."""
    call = load_call(choices.call)
    exercise = call.choices[choices.exercise]
    results = {part.id: _result(part, _count(part, exercise, call, choices)) for part in exercise.parts}
    points = sum(result.points for result in results.values())
    max_points = sum(result.max_points for result in results.values())
    return Report(
        exercise=exercise.id,
        passed=points >= exercise.pass_share * max_points,
        points=points,
        max_points=max_points,
        criteria=results,
    )


def remarks(choices: Choices) -> dict[str, tuple[Remark, ...]]:
    """What there is to say of each entry, by part: the report's messages are made of the same."""
    call = load_call(choices.call)
    exercise = call.choices[choices.exercise]
    return {part.id: _count(part, exercise, call, choices).remarks for part in exercise.parts}


def _count(part: Part, exercise: ChoiceExercise, call: Call, choices: Choices) -> _Counted:
    if part.kind == "marks":
        return _count_marks(part, exercise, call, choices)
    if part.kind == "words":
        return _count_words(part, exercise, call, choices)
    return _count_choices(part, exercise, choices)


def _result(part: Part, counted: _Counted) -> CriterionResult:
    verdict = _verdict(counted)
    lines = [counted.summary, *(str(remark) for remark in counted.remarks), *([part.note] if part.note else [])]
    return CriterionResult(
        criterion=part.id,
        verdict=verdict,
        points=round(part.points * counted.share, 6),
        max_points=part.points,
        knockout=False,
        finding={Verdict.PASS: "all", Verdict.PARTIAL: "some", Verdict.OPEN: "open"}.get(verdict, "none"),
        evidence=(),
        message="\n".join(lines),
        hint=part.hints[0].text if verdict is not Verdict.PASS else None,
    )


def _verdict(counted: _Counted) -> Verdict:
    if not counted.entered:
        return Verdict.OPEN
    if counted.share >= 1:
        return Verdict.PASS
    return Verdict.PARTIAL if counted.share > 0 else Verdict.FAIL


def _count_choices(part: Part, exercise: ChoiceExercise, choices: Choices) -> _Counted:
    """Adds up the credit of the chosen options."""
    said = tuple(_chosen(item, question, choices) for item, question in exercise.questions(part.id))
    return _added_up(said, len(said))


def _chosen(item: Item, question: Question, choices: Choices) -> Remark:
    option = question.option(choices.answer(item.id, question.id) or "")
    if option is None:
        return Remark(item, question.id, _OPEN, "")
    return Remark(item, question.id, _word(option.credit), option.message or question.otherwise, option.credit)


def _added_up(said: tuple[Remark, ...], count: int) -> _Counted:
    credits = [one.credit for one in said if one.credit is not None]
    right, half = credits.count(1), sum(0 < credit < 1 for credit in credits)
    summary = _listed(f"Richtig: {right} von {count}", half and f"halb richtig: {half}", _opened(count - len(credits)))
    return _Counted(sum(credits) / count, bool(credits), summary, said)


def _count_marks(part: Part, exercise: ChoiceExercise, call: Call, choices: Choices) -> _Counted:
    """Marks found, less a share of those that are wrong; what can be seen either way counts nothing."""
    said = tuple(_marked(*entry, exercise) for entry in _marks(exercise, call, choices))
    keys = sum(1 for _ in _keys(exercise))
    found, wrong = sum(one.credit == 1 for one in said), sum(one.word == _WRONG for one in said)
    right = found + sum(one.word == _RIGHT and one.credit is None for one in said)
    share = max(found - part.wrong_costs * wrong, 0) / keys
    marked = f"von deinen {right + wrong} Markierungen stimmen: {right}" if right + wrong else ""
    return _Counted(share, bool(said), _listed(f"Gefunden: {found} von {keys}", marked), said)


def _marked(item: Item, mistake: str, _words: str, exercise: ChoiceExercise) -> Remark:
    mark = item.mark(mistake)
    weight = mark.weight if mark else "wrong"
    message = mark.message if mark else exercise.false_marks.get(mistake, "")
    word = {"wrong": _WRONG, "neutral": _NEITHER}.get(weight, _RIGHT)
    return Remark(item, mistake, word, message, 1 if weight == "key" else None)


def _count_words(part: Part, exercise: ChoiceExercise, call: Call, choices: Choices) -> _Counted:
    """The credit of the passages marked where a mistake is clear; traps are named wherever they are marked."""
    marks = list(_marks(exercise, call, choices))
    said = tuple(one for entry in marks if (one := _shown(*entry, part, call)) is not None)
    counted = _added_up(said, sum(1 for _ in _keys(exercise)))
    entered = any(words_of(words) for _, _, words in marks)
    return _Counted(counted.share, entered, counted.summary, said)


def _shown(item: Item, mistake: str, words: str, part: Part, call: Call) -> Remark | None:
    """What the marked `words` show; None where they belong to no clear mark and fall into no trap."""
    mark, trap = item.mark(mistake), _trap(item, words, call)
    if mark is None or mark.weight != "key":
        return Remark(item, mistake, _WRONG, trap) if trap else None
    if not words_of(words):
        return Remark(item, mistake, _OPEN, part.says["no-words"])
    overlap, finding = _overlap(line_of(item, call), words, mark)
    credit = 1.0 if overlap >= part.full_from else 0.5 if overlap >= part.half_from else 0.0
    if trap:
        return Remark(item, mistake, _word(min(credit, 0.5)), trap, min(credit, 0.5))
    finding = "right" if credit == 1 else finding
    return Remark(item, mistake, _word(credit), part.says[finding].format(words=_quoted(words)), credit)


def _overlap(line: str, words: str, mark: Mark) -> tuple[float, str]:
    """How well `words` meet the mark's passages, 0 to 1, and what is amiss.

    The smaller of two shares: of the marked words, those that lie in any of the passages; and of the passage met best,
    the words that are marked. Where the words stand twice in the line, the better place counts.
    """
    good = [set(place) for passage in mark.words for place in passages(line, passage)]
    return max((_meets(set(place), good) for place in passages(line, words)), default=(0.0, "elsewhere"))


def _meets(marked: set[int], good: list[set[int]]) -> tuple[float, str]:
    exact = len(marked & set().union(*good)) / len(marked)
    whole = max((len(marked & passage) / len(passage) for passage in good), default=0.0)
    if exact == 0:
        return 0.0, "elsewhere"
    return min(exact, whole), "too-much" if exact < whole else "too-little"


def _trap(item: Item, words: str, call: Call) -> str:
    """The message of the trap that `words` fall into; empty where there is none."""
    line = line_of(item, call)
    for trap in item.traps:
        for place in passages(line, trap.words):
            if any(len(set(place) & set(marked)) >= _TRAPPED * len(place) for marked in passages(line, words)):
                return trap.message
    return ""


def _marks(exercise: ChoiceExercise, call: Call, choices: Choices) -> Iterator[tuple[Item, str, str]]:
    """Item, mistake and words of everything that the learner marked, in the order of the call."""
    for item in exercise.items:
        for mistake in call.transcript.mistakes if item.marks is not None else ():
            words = choices.answer(item.id, mistake.id)
            if words is not None:
                yield item, mistake.id, words


def _keys(exercise: ChoiceExercise) -> Iterator[Mark]:
    return (mark for item in exercise.items for mark in item.marks or () if mark.weight == "key")


def _word(credit: float) -> str:
    return _RIGHT if credit == 1 else _HALF if credit > 0 else _WRONG


def _opened(count: int) -> str:
    return f"offen: {count}" if count else ""


def _listed(*parts: str | int) -> str:
    return ", ".join(str(part) for part in parts if part) + "."


def _quoted(words: str) -> str:
    return " ".join(words.split())
