"""Every example in the rubric gets its verdict, and every hint that proposes words keeps its promise."""

from pathlib import Path

import pytest

from telesales.answers import read_answers
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Criterion, Example, Script, Verdict

ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
CALL = load_call()
MODELS = {
    "rewrite": read_answers(ANSWERS / "model-answer" / "answers.yaml"),
    "guide": read_answers(ANSWERS / "model-answer-guide" / "answers.yaml"),
}
EXAMPLES = [
    pytest.param(criterion, verdict, example, id=f"{criterion.id}-{verdict}-{number}")
    for criterion in CALL.rubric.criteria
    for verdict, examples in criterion.examples.items()
    for number, example in enumerate(examples, 1)
]


def exercise_of(criterion: Criterion, example: Example) -> str:
    (exercise,) = [id for id, slots in criterion.reads.items() if set(example.lines) <= set(slots)][:1]
    return exercise


def script(exercise: str, example: Example, **more: str) -> Script:
    base = MODELS[exercise].lines if example.base == "model" else {}
    return Script(call=CALL.id, exercise=exercise, lines={**base, **example.lines, **more})


@pytest.mark.parametrize(("criterion", "verdict", "example"), EXAMPLES)
def test_the_example_gets_its_verdict(criterion: Criterion, verdict: Verdict, example: Example) -> None:
    result = judge(script(exercise_of(criterion, example), example)).criteria[criterion.id]
    assert result.verdict == verdict, (result.finding, result.evidence)
    if example.finding:
        assert result.finding == example.finding


@pytest.mark.parametrize(
    ("criterion", "verdict", "example"),
    # A ladder proposes lines, not an order: an example in a wrong order is mended by moving lines.
    [p for p in EXAMPLES if p.values[1] is not Verdict.PASS and p.values[2].finding != "wrong-order"],
)
def test_the_proposed_words_make_the_verdict_pass(criterion: Criterion, verdict: Verdict, example: Example) -> None:
    exercise = exercise_of(criterion, example)
    proposal = criterion.hints[-1].proposal[exercise]
    if criterion.id in ("no-early-personal", "no-health-claim", "single-ask"):
        proposal = {slot: proposal.get(slot) or MODELS[exercise].lines[slot] for slot in example.lines}
    result = judge(script(exercise, example, **proposal)).criteria[criterion.id]
    assert result.verdict is Verdict.PASS, (result.finding, result.evidence)


@pytest.mark.parametrize(("exercise", "max_points"), [("rewrite", 90), ("guide", 94)])
def test_the_model_answer_gets_full_points(exercise: str, max_points: int) -> None:
    report = judge(MODELS[exercise])
    assert {id: r.verdict.value for id, r in report.criteria.items() if r.verdict is not Verdict.PASS} == {}
    assert (report.points, report.passed) == (max_points, True)
