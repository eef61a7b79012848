"""Is the live call graded on how it is led, by the rules that the learner can read?"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telesales.answers import read_answers
from telesales.feedback.folder import judged_points
from telesales.loading import load_call
from telesales.model import Script, Verdict
from telesales.recipient import judge_calls, live_parts

CALL = load_call()
ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
GUIDE = read_answers(ANSWERS / "model-answer-guide" / "answers.yaml")


def changed(**lines: str) -> Script:
    new = {slot.replace("_", "-"): text for slot, text in lines.items()}
    return GUIDE.model_copy(update={"lines": {**GUIDE.lines, **new}})


def test_the_model_guide_earns_everything() -> None:
    report = judge_calls(GUIDE)
    assert report.passed and report.points == report.max_points == sum(part.points for part in CALL.live.parts)


def test_an_empty_guide_earns_nothing_and_is_open() -> None:
    report = judge_calls(Script(call=CALL.id, exercise="guide", lines={}))
    assert report.points == 0 and {result.verdict for result in report.criteria.values()} == {Verdict.OPEN}


def test_a_clean_no_counts_as_much_as_a_yes() -> None:
    message = judge_calls(GUIDE).criteria["live-ending"].message
    assert "Gebranntes Kind (100 %): sauber beendet" in message and "Neugierig (100 %): mit einem Ja" in message


def test_the_missing_branch_for_a_no_costs_the_endings_that_need_it() -> None:
    result = judge_calls(changed(not_interested="")).criteria["live-ending"]
    assert 0 < result.points < result.max_points and "Gebranntes Kind (0 %)" in result.message


def test_a_knockout_anywhere_takes_the_points_for_respect() -> None:
    report = judge_calls(changed(interested="Das freut mich. Unser Tee heilt übrigens Ihre Migräne."))
    assert report.criteria["live-respect"].points == 0 and report.criteria["live-respect"].knockout
    assert not report.passed


def test_an_opening_without_reason_and_source_costs_points_for_the_opening_only_in_part() -> None:
    result = judge_calls(changed(contact_source="", reason="")).criteria["live-opening"]
    assert 0 < result.points < result.max_points


def test_what_comes_after_the_fourth_line_is_too_late_for_the_opening() -> None:
    order = sorted(
        GUIDE.lines, key=("introduction", "reason", "needs", "benefit", "objection").__contains__, reverse=True
    )
    moved = GUIDE.model_copy(update={"lines": {slot: GUIDE.lines[slot] for slot in order}})
    result = judge_calls(moved).criteria["live-opening"]
    assert "Neugierig (50 %): zu spät: Herkunft und Einwilligung genannt, Frage nach der Zeit" in result.message
    assert "Verbraucheranwältin (75 %): zu spät: Frage nach der Zeit" in result.message, "she asked for the source"


def test_a_call_that_ends_early_counts_only_what_had_its_turn() -> None:
    lines = {"introduction": GUIDE.lines["introduction"], "permission": GUIDE.lines["permission"]}
    rest = {slot: text for slot, text in GUIDE.lines.items() if slot in ("no-time", "farewell")}
    short = GUIDE.model_copy(update={"lines": {**lines, **rest}})
    message = judge_calls(short).criteria["live-opening"].message
    assert "es fehlt: Herkunft und Einwilligung genannt, Anlass und Absicht offen gesagt" in message


def test_pressing_after_a_no_is_named_as_the_reason() -> None:
    pushy = changed(not_interested="Überlegen Sie es sich noch einmal, ich rufe Sie nächste Woche wieder an.")
    assert "Gebranntes Kind (0 %): es wurde gedrängt" in judge_calls(pushy).criteria["live-ending"].message


def test_each_message_tells_what_happened_with_each_person() -> None:
    for result in judge_calls(GUIDE).criteria.values():
        assert all(person.title in result.message for person in CALL.recipients.values())


def test_a_cell_of_the_lesson_gets_the_points_of_its_part(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes((ANSWERS / "model-answer-guide" / "answers.yaml").read_bytes())
    for part in live_parts():
        points, html = judged_points(part, tmp_path, "guide")
        assert points == CALL.graded(part).points and CALL.graded(part).title in html


def test_a_rewrite_is_told_that_it_belongs_to_another_lesson(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_bytes((ANSWERS / "model-answer" / "answers.yaml").read_bytes())
    points, html = judged_points("live-ending", tmp_path, None)
    assert points == 0 and "Neu schreiben" in html


LINES = st.one_of(
    st.sampled_from(["", "…", "Nein.", "Hier freundlich grüßen.", "Bleiben Sie dran!", "Wie schlafen Sie denn so?"]),
    st.text(max_size=40),
    st.sampled_from(list(GUIDE.lines.values())),
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(list(GUIDE.lines)), LINES))
def test_any_text_is_judged_within_bounds(lines: dict[str, str]) -> None:
    report = judge_calls(Script(call=CALL.id, exercise="guide", lines=lines))
    assert all(0 <= result.points <= result.max_points for result in report.criteria.values())


@pytest.mark.parametrize("part", CALL.live.parts, ids=lambda part: part.id)
def test_the_rules_are_told_to_the_learner(part) -> None:
    assert len(part.scoring) > 60 and part.question.endswith("?") and len(part.hints) >= 2
    assert part.id not in {criterion.id for criterion in CALL.rubric.criteria}
