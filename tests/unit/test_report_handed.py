"""One submission's bytes give verdicts, passages and a text, or one sentence; many give the same in processes."""

from pathlib import Path

import pytest

from telesales.answers import parse_answers
from telesales.grading import judge
from telesales.handed import HandedFile
from telesales.model import Verdict
from telesales_autograder.report import looking
from telesales_autograder.report.handed import Asked, Seen, Work, asked_in, look
from telesales_autograder.report.progress import Progress, earlier

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
REWRITE = asked_in("3-rewrite")


def handed(name: str) -> HandedFile:
    return HandedFile((ANSWERS / name / "answers.yaml").read_bytes())


def seen(name: str, asked: Asked = REWRITE, before: str | None = None) -> Seen:
    return look(Work("anna", handed(name), handed(before) if before else None), asked)


def test_verdicts_and_points_are_the_graders() -> None:
    report = judge(parse_answers(handed("partly").content()))
    now = seen("partly").now
    assert now and now.verdicts == {id: one.verdict for id, one in report.criteria.items()}
    assert sum(now.points.values()) == report.points


def test_what_was_missed_quotes_the_learner() -> None:
    [health] = [one for one in seen("original").missed if one.criterion == "no-early-personal"]
    assert "Gesundheitsprobleme" in health.words and health.own and health.verdict is Verdict.FAIL


@pytest.mark.parametrize("name", ["broken-yaml", "alias-bomb", "latin-one", "empty-file", "guide-weak"])
def test_what_cannot_be_read_or_belongs_elsewhere_is_one_sentence(name: str) -> None:
    found = seen(name)
    assert found.now is None and found.problem and found.problem.endswith(".") and not found.text.size


def test_wrong_choices_are_told_by_the_courses_words() -> None:
    missed = seen("diagnosis-weak", asked_in("2-diagnosis")).missed
    assert any("C9, L1" in one.words for one in missed) and not any(one.own for one in missed)
    assert not any("(richtig)" in one.words or "(offen)" in one.words for one in missed)


def test_the_live_lesson_is_judged_by_its_calls() -> None:
    found = seen("guide-weak", asked_in("5-live-call"))
    assert found.now and set(found.now.verdicts) >= {"live-opening", "live-ending"}
    assert any(one.criterion == "live-ending" and "aufgelegt" in one.words for one in found.missed)


def test_an_unknown_lesson_is_judged_by_what_its_answers_are() -> None:
    assert seen("partly", asked_in("my-own")).now


def test_processes_find_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "FEW", 3)
    monkeypatch.setattr(looking, "CHUNK", 2)
    works = [Work(f"s{n}", handed(name)) for n, name in enumerate(("partly", "original", "broken-yaml") * 2)]
    here, there = (list(looking.looked_at(works, REWRITE, jobs)) for jobs in (1, 2))
    assert [(one.student, one.now, one.missed, one.problem) for one in there] == [
        (one.student, one.now, one.missed, one.problem) for one in here
    ]


def test_progress_counts_both_versions_by_the_same_grader() -> None:
    progress, found = Progress(), seen("model-answer", before="original")
    assert found.now and found.before
    progress.add("anna", found.before, found.now)
    progress.add("ben", found.now, found.now)
    progress.add("clara", found.now, found.before)
    assert [(one.before, one.now) for one in progress.changes] == [(9, 90), (90, 90), (90, 9)]
    assert (progress.means, progress.directions) == ((63, 63), (1, 1, 1))
    assert (progress.met_before["reason"], progress.met_now["reason"]) == (2, 2)


@pytest.mark.parametrize("step", ["submitted", "."])
def test_an_earlier_version_is_found_in_a_course_or_a_tree_of_submissions(tmp_path: Path, step: str) -> None:
    folder = tmp_path / step / "anna" / "3-rewrite"
    folder.mkdir(parents=True)
    (folder / "answers.yaml").write_bytes(handed("partly").content())
    found = earlier(tmp_path, "anna", "3-rewrite", "3-rewrite.ipynb")
    assert found and found.data == handed("partly").data
    assert earlier(tmp_path, "ben", "3-rewrite", "3-rewrite.ipynb") is None
