"""Judges a script: every criterion's check once, points and a whole result from the call's data."""

from dataclasses import replace
from functools import lru_cache

from telesales.checks import CHECKS, LOOK_FOR_VIOLATIONS
from telesales.checks.manner import doubtful
from telesales.checks.reading import Line, Reading
from telesales.checks.reading import forget as forget_lines
from telesales.choices import judge_choices
from telesales.loading import load_call
from telesales.model import Call, Choices, Criterion, CriterionResult, Exercise, Finding, Report, Script, Verdict


def judge_any(answers: Script | Choices) -> Report:
    """The report on a learner's answers, written lines or choices; raises as `judge` does."""
    return judge_choices(answers) if isinstance(answers, Choices) else judge(answers)


def judge(script: Script) -> Report:
    """The report on `script`: deterministic, never raises for any text; KeyError for an unknown call or exercise."""
    return _judge(script.call, script.exercise, tuple(script.lines.items()))


@lru_cache(maxsize=8)
def _judge(call_id: str, exercise_id: str, lines: tuple[tuple[str, str], ...]) -> Report:
    """The last reports are kept: a script is judged, shown, and played with several recipients."""
    script = Script(call=call_id, exercise=exercise_id, lines=dict(lines))
    call = load_call(script.call)
    exercise = call.exercises[script.exercise]
    reading = Reading.of(script, call)
    results: dict[str, CriterionResult] = {}
    doubted = doubtful(reading)
    for criterion in call.rubric.of(exercise.id):
        known = {id: result.verdict for id, result in results.items()}
        view = replace(reading.for_criterion(criterion), verdicts=known)
        result = _result(criterion, _find(criterion, view), call)
        if doubted and result.verdict is Verdict.PASS:
            result = _result(criterion, Finding(id="doubtful-script", evidence=result.evidence), call)
        results[criterion.id] = result
    points = sum(result.points for result in results.values())
    max_points = sum(result.max_points for result in results.values())
    return Report(
        exercise=exercise.id,
        passed=_passed(exercise, results, points, max_points),
        points=points,
        max_points=max_points,
        criteria=results,
    )


def forget() -> None:
    """Lets everything go that is kept from earlier scripts."""
    _judge.cache_clear()
    forget_lines()


def _find(criterion: Criterion, reading: Reading) -> Finding:
    """The criterion's finding, after the guards: what is not a spoken German sentence can earn nothing."""
    if not reading.lines:
        return Finding(id="open")
    if criterion.id in LOOK_FOR_VIOLATIONS:
        return _find_violation(criterion, reading)
    said = reading.said
    if not said.lines:
        return _problem(reading.lines[0])
    finding = CHECKS[criterion.id](said)
    unsaid = [line for line in reading.lines if line.problem]
    feedback = reading.call.rubric.feedback(criterion.id, finding.id)
    if unsaid and feedback.verdict is Verdict.FAIL and not finding.evidence:
        return _problem(unsaid[0])
    return finding


def _find_violation(criterion: Criterion, reading: Reading) -> Finding:
    finding = CHECKS[criterion.id](reading)
    if reading.call.rubric.feedback(criterion.id, finding.id).verdict is not Verdict.PASS:
        return finding
    unreadable = [line for line in reading.lines if line.problem in ("disguised", "not-german")]
    if not unreadable and all(line.problem for line in reading.lines):
        unreadable = list(reading.lines)
    return _problem(unreadable[0]) if unreadable else finding


def _problem(line: Line) -> Finding:
    return Finding(id=line.problem or "open", evidence=(line.quote(line.text.whole),))


def _result(criterion: Criterion, finding: Finding, call: Call) -> CriterionResult:
    feedback = call.rubric.feedback(criterion.id, finding.id)
    return CriterionResult(
        criterion=criterion.id,
        verdict=feedback.verdict,
        points=criterion.points * feedback.verdict.share,
        max_points=criterion.points,
        knockout=feedback.knockout,
        finding=finding.id,
        evidence=finding.evidence,
        message=feedback.message.format(**finding.values),
        hint=feedback.hint.format(**finding.values) if feedback.hint else None,
    )


def _passed(exercise: Exercise, results: dict[str, CriterionResult], points: float, max_points: float) -> bool:
    return (
        points >= exercise.pass_share * max_points
        and all(results[id].verdict is Verdict.PASS for id in exercise.must_pass)
        and all(results[id].verdict in (Verdict.PASS, Verdict.PARTIAL) for id in exercise.must_be_partial)
        and not any(result.knockout for result in results.values())
    )
