import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesales.cli import main

ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
MODEL = str(ANSWERS / "model-answer" / "answers.yaml")
ORIGINAL = str(ANSWERS / "original" / "answers.yaml")


def check(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


def test_the_model_answer_passes_everything_and_exits_0() -> None:
    result = check(MODEL, "--format", "json")
    (report,) = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (report["passed"], report["points"], report["max_points"]) == (True, 90, 90)
    assert {c["verdict"] for c in report["criteria"].values()} == {"pass"}


def test_evidence_is_cut_from_the_learner_s_own_line() -> None:
    from telesales.answers import read_answers

    lines = read_answers(Path(MODEL)).lines
    (report,) = json.loads(check(MODEL, "--format", "json").stdout)
    evidence = [e for c in report["criteria"].values() for e in c["evidence"]]
    assert evidence
    for e in evidence:
        assert lines[e["line"]][e["start"] : e["end"]] == e["text"] != ""


def test_the_post_s_lines_exit_1_with_9_of_90_points() -> None:
    result = check(ORIGINAL, "--format", "json")
    (report,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (report["passed"], report["points"], report["max_points"]) == (False, 9, 90)
    verdicts = {id: c["verdict"] for id, c in report["criteria"].items()}
    assert {id: v for id, v in verdicts.items() if v != "fail"} == {"permission": "pass", "respects-no": "partial"}
    knocked_out = {id for id, c in report["criteria"].items() if c["knockout"]}
    assert knocked_out == {"consent", "no-early-personal", "no-health-claim"}


def test_a_file_that_cannot_be_read_exits_2_and_the_others_are_still_judged(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("lines: [")
    result = check(str(broken), MODEL, "--format", "json")
    first, second = json.loads(result.stdout)
    assert result.exit_code == 2
    assert set(first) == {"file", "error"} and first["file"] == str(broken)
    assert second["passed"] is True


def test_standard_input_is_read_for_a_dash() -> None:
    result = check("-", "--format", "json", stdin=Path(MODEL).read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["file"] == "-"


@pytest.mark.parametrize("file", [MODEL, ORIGINAL])
def test_people_read_points_titles_and_reasons(file: str) -> None:
    text = check(file).stdout
    assert "von 90 Punkten" in text
    assert "Vorstellung" in text
