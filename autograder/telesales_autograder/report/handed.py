"""What one submission tells the report: bytes in, a few figures and passages out. Nothing of it is executed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from telesales.answers import AnswerError, Answers, parse_any
from telesales.choices import remarks
from telesales.grading import judge_any
from telesales.handed import HandedFile
from telesales.loading import load_call
from telesales.model import Choices, CriterionResult, Report, Verdict
from telesales.recipient import judge_calls
from telesales_autograder.report.shingles import Hashes, hashes

LONGEST = 300
"""Characters of a passage that are kept."""

RIGHT, OPEN, NOT_COUNTED = "richtig", "offen", "zählt nicht"
NO_TEXT: Hashes = np.array([], np.uint64)


@dataclass(frozen=True)
class Work:
    """One student's answers, and what they handed in earlier, if it is known."""

    student: str
    answers: HandedFile
    before: HandedFile | None = None


@dataclass(frozen=True)
class Asked:
    """What a lesson asks for: the exercise, and whether its calls are judged; None where the lesson is not known."""

    exercise: str | None
    calls: bool


@dataclass(frozen=True)
class Missed:
    """One thing that was not right: a criterion's finding, and words (may be empty).

    The words are the learner's `own`, or the course's on a choice or a call.
    """

    criterion: str
    finding: str
    verdict: Verdict
    words: str
    own: bool = False


@dataclass(frozen=True)
class Judged:
    """The verdicts and points of one version, by criterion."""

    verdicts: Mapping[str, Verdict]
    points: Mapping[str, float]
    passed: bool


@dataclass(frozen=True)
class Seen:
    """What was found in a submission; where there is a `problem`, nothing but that.

    `unsure` are the passages by criterion that a person should look at.
    """

    student: str
    problem: str | None = None
    now: Judged | None = None
    before: Judged | None = None
    missed: tuple[Missed, ...] = ()
    unsure: Mapping[str, str] | None = None
    text: Hashes = field(default_factory=lambda: NO_TEXT)


def asked_in(assignment: str) -> Asked:
    """What the lesson of that name asks for."""
    lesson = next((lesson for lesson in load_call().lessons if lesson.id == assignment), None)
    return Asked(lesson.exercise, lesson.calls) if lesson else Asked(None, False)


def look(work: Work, asked: Asked) -> Seen:
    """What the report needs of one submission; never raises for anything submitted."""
    try:
        answers, report = _judged(work.answers, asked)
    except AnswerError as error:
        return Seen(work.student, problem=str(error))
    return Seen(
        student=work.student,
        now=_summary(report),
        before=_before(work.before, asked),
        missed=tuple(dict.fromkeys(_missed(answers, report, asked))),
        unsure={id: _quoted(one) for id, one in report.criteria.items() if one.verdict is Verdict.UNSURE},
        text=NO_TEXT if isinstance(answers, Choices) else hashes(answers.lines.values()),
    )


def _judged(file: HandedFile, asked: Asked) -> tuple[Answers, Report]:
    answers = parse_any(file.content())
    if asked.exercise not in (None, answers.exercise):
        title = load_call(answers.call).any_exercise(answers.exercise).title
        raise AnswerError(f"Die Antworten gehören zur Übung „{title}“.")
    led = asked.calls and not isinstance(answers, Choices)
    return answers, judge_calls(answers) if led else judge_any(answers)  # type: ignore[arg-type]  # `led`: a script


def _summary(report: Report) -> Judged:
    results = report.criteria
    verdicts, points = ({id: getattr(one, name) for id, one in results.items()} for name in ("verdict", "points"))
    return Judged(verdicts, points, report.passed)


def _before(file: HandedFile | None, asked: Asked) -> Judged | None:
    try:
        return _summary(_judged(file, asked)[1]) if file else None
    except AnswerError:
        return None


def _missed(answers: Answers, report: Report, asked: Asked) -> Iterator[Missed]:
    if isinstance(answers, Choices):
        yield from _missed_choices(answers, report)
        return
    for id, result in report.criteria.items():
        if result.verdict in (Verdict.FAIL, Verdict.PARTIAL):
            quotes = [evidence.text for evidence in result.evidence] or _calls_missed(result, asked)
            for words in quotes or [""]:
                yield Missed(id, result.finding, result.verdict, words[:LONGEST], own=not asked.calls)


def _calls_missed(result: CriterionResult, asked: Asked) -> list[str]:
    """Why calls did not count in full: the message has a line for each person, "Name (50 %): reason"."""
    rows = [row.partition("): ") for row in result.message.split("\n")[1:]] if asked.calls else []
    return [reason for who, _, reason in rows if reason and not who.endswith("(100 %")]


def _missed_choices(answers: Choices, report: Report) -> Iterator[Missed]:
    for part, said in remarks(answers).items():
        for one in said:
            if one.word not in (RIGHT, OPEN, NOT_COUNTED):
                yield Missed(part, report.criteria[part].finding, report.criteria[part].verdict, str(one)[:LONGEST])


def _quoted(result: CriterionResult) -> str:
    return " … ".join(evidence.text for evidence in result.evidence)[:LONGEST]
