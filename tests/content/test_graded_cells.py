"""Each graded cell, run as it was released: untouched it fails, the model answer passes, each mistake gets its message."""

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from telesales import lesson
from telesales.answers import FILE_NAME, read_answers, write_answers
from telesales.loading import load_call
from telesales.model import Criterion, Feedback, Script, Verdict

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "autograder" / "answers"
CALL = load_call()
MODELS = {"rewrite": "model-answer", "guide": "model-answer-guide"} | {id: f"{id}-model" for id in CALL.choices}
WRITTEN = ("rewrite", "guide")
WRONG: dict[str, dict[str, dict[str, Any]]] = {
    exercise: yaml.safe_load((ANSWERS / f"wrong-{exercise}.yaml").read_text(encoding="utf-8")) for exercise in WRITTEN
}
JUDGED = [(exercise, criterion) for exercise in WRITTEN for criterion in CALL.rubric.of(exercise)]


def sources(id: str) -> dict[str, str]:
    """The code of the lesson's editor cell (`editor`) and of its graded cells, as released."""
    notebook = json.loads((ROOT / "release" / id / f"{id}.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    graded = [cell for cell in code if cell["metadata"].get("nbgrader", {}).get("grade")]
    return {cell["id"]: "".join(cell["source"]) for cell in code if cell in graded or cell["id"] == "editor"}


CELLS = {one.id: sources(one.id) for one in CALL.lessons}
GRADED = [(one, cell) for one in CALL.lessons for cell in CELLS[one.id] if cell != "editor"]
EACH = pytest.mark.parametrize(("planned", "cell"), [pytest.param(*p, id=f"{p[0].id}-{p[1]}") for p in GRADED])


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the cells show; the test runs in an empty folder."""
    pages: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr(lesson, "display", lambda shown, **_: pages.append(getattr(shown, "data", shown)))
    monkeypatch.setattr(lesson, "_lesson", {})
    return pages


def run(id: str, cell: str) -> float:
    """What the graded cell returns after the lesson's editor cell, in this folder."""
    names: dict[str, Any] = {}
    exec(CELLS[id]["editor"], names)
    earned = eval(CELLS[id][cell], names)
    assert type(earned) is float
    return earned


def said(feedback: Feedback, page: str) -> bool:
    """Whether the page says it, whatever was filled in."""
    parts = re.split(r"\{\w+\}", feedback.message)
    return re.search(".+?".join(map(re.escape, parts)), html.unescape(page)) is not None


def wrong_answers() -> Iterator[tuple[str, Criterion, str, dict[str, str]]]:
    for exercise, criterion in JUDGED:
        for finding, text in WRONG[exercise]["any"].items():
            yield exercise, criterion, finding, dict.fromkeys(criterion.reads[exercise], text)
        for finding, lines in WRONG[exercise][criterion.id].items():
            if lines:
                yield exercise, criterion, finding, lines


def laid_over_the_model(exercise: str, lines: dict[str, str]) -> Script:
    model = read_answers(ANSWERS / MODELS[exercise] / FILE_NAME)
    order = lines.get("order", "").split()
    texts = {**model.lines, **{slot: text for slot, text in lines.items() if slot != "order"}}
    return model.model_copy(update={"lines": {slot: texts[slot] for slot in order} | texts})


# --- untouched and model ------------------------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize("begun", [False, True])
def test_an_untouched_cell_earns_nothing(planned: Any, cell: str, begun: bool, shown: list[str]) -> None:
    if begun:
        kind = "answers: {}" if planned.exercise in CALL.choices else "lines: {}"
        Path(FILE_NAME).write_text(f"call: {CALL.id}\nexercise: {planned.exercise}\n{kind}\n", encoding="utf-8")
    assert run(planned.id, cell) == 0.0
    assert begun or f"{FILE_NAME} fehlt" in shown[-1]


@EACH
def test_nbgraders_validation_fails_an_untouched_cell(planned: Any, cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(lesson.Offen):
        run(planned.id, cell)


@EACH
def test_the_model_answer_gets_full_points_in_every_cell(planned: Any, cell: str, shown: list[str]) -> None:
    shutil.copy(ANSWERS / MODELS[planned.exercise] / FILE_NAME, FILE_NAME)
    graded = CALL.graded(cell)
    assert run(planned.id, cell) == graded.points
    if isinstance(graded, Criterion):
        (passed,) = (feedback for feedback in graded.findings.values() if feedback.verdict is Verdict.PASS)
        assert said(passed, shown[-1])


# --- wrong answers to what is written -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "criterion", "finding", "lines"),
    [pytest.param(*entry, id=f"{entry[0]}-{entry[1].id}-{entry[2]}") for entry in wrong_answers()],
)
def test_a_wrong_answer_gets_exactly_its_message(
    exercise: str, criterion: Criterion, finding: str, lines: dict[str, str], shown: list[str]
) -> None:
    write_answers(Path(FILE_NAME), laid_over_the_model(exercise, lines))
    id = next(one.id for one in CALL.lessons if one.exercise == exercise and not one.calls)
    feedback = CALL.rubric.feedback(criterion.id, finding)
    assert run(id, criterion.id) == criterion.points * feedback.verdict.share < criterion.points
    possible = {**CALL.rubric.shared, **criterion.findings}
    assert [other for other, one in possible.items() if said(one, shown[-1])] == [finding]


@pytest.mark.parametrize(("exercise", "criterion"), [pytest.param(*p, id=f"{p[0]}-{p[1].id}") for p in JUDGED])
def test_every_finding_has_a_wrong_answer(exercise: str, criterion: Criterion) -> None:
    findings = {id for id, feedback in criterion.findings.items() if feedback.verdict is not Verdict.PASS}
    answers = WRONG[exercise][criterion.id]
    assert findings <= set(answers)
    elsewhere = [WRONG[other][criterion.id] for other in criterion.reads if other != exercise]
    assert all(any(other.get(id) for other in elsewhere) for id, lines in answers.items() if not lines)


def test_every_shared_finding_has_a_wrong_answer() -> None:
    assert set(CALL.rubric.shared) - {"open"} <= {finding for _, _, finding, _ in wrong_answers()}
