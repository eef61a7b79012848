import pytest

from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Script, Verdict

REWRITE = [slot.id for slot in load_call().exercises["rewrite"].slots]


def report(exercise: str = "rewrite", **lines: str):
    return judge(Script(call="facebook-skype", exercise=exercise, lines=lines))


def test_an_empty_script_is_open_everywhere_and_earns_nothing() -> None:
    empty = report()
    assert {r.verdict for r in empty.criteria.values()} == {Verdict.OPEN}
    assert (empty.points, empty.passed) == (0, False)


def test_signs_without_a_word_count_as_empty() -> None:
    assert {r.verdict for r in report(**dict.fromkeys(REWRITE, "?! 👍 x")).criteria.values()} == {Verdict.OPEN}


def test_each_exercise_is_judged_on_its_13_criteria() -> None:
    assert (len(report().criteria), report().max_points) == (13, 90)
    assert (len(report("guide").criteria), report("guide").max_points) == (13, 94)


@pytest.mark.parametrize("text", ["{missing}", "{0}", "{", "}", "%s", "\\N{DASH}"])
def test_braces_in_a_line_do_no_harm(text: str) -> None:
    report(**dict.fromkeys(REWRITE, f"Guten Abend {text} Frau Sommer"))
