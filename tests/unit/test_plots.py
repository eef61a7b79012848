"""The pictures show what was measured, follow the page's theme, and say the same in words."""

import re
from pathlib import Path

import pytest

from telesales.answers import FILE_NAME, read_answers, write_answers
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Script
from telesales.plots import compared_page, comparison_html
from telesales.plots.bars import Row, bars_svg
from telesales.plots.comparing import RECIPIENT, point_rows, share_rows
from telesales.plots.measures import original, shares
from telesales.plots.mood import described, mood_svg, signed, turns
from telesales.recipient import play

ROOT = Path(__file__).parents[2]
CALL = load_call()
MODEL = read_answers(ROOT / "autograder/answers/model-answer" / FILE_NAME)


@pytest.fixture(scope="module")
def page() -> str:
    return comparison_html(MODEL)


def test_the_posts_curve_is_the_one_of_the_lesson_on_mood() -> None:
    moods = play(original(CALL), RECIPIENT).moods
    assert list(moods[:8]) == [item.reference for item in CALL.choices["mood"].items]


def test_a_turn_names_the_words_that_turned_it() -> None:
    reasons = {reason.title: reason for step in turns(play(MODEL, RECIPIENT)) for reason in step.reasons}
    assert reasons
    for reason in reasons.values():
        assert reason.words in MODEL.lines[reason.line]


def test_words_and_questions_are_shares_of_what_was_said() -> None:
    script = Script(call=CALL.id, exercise="rewrite", lines={"C1": "Wie geht es? Passt es? Hier ist Jana Vogt."})
    answers = sum(
        len(re.findall(r"\w[\w-]*", turn.text)) for turn in CALL.transcript.turns if turn.speaker == "recipient"
    )
    measured = shares(script, CALL)
    assert measured.questions == pytest.approx(2 / 3)
    assert measured.talk == pytest.approx(9 / (9 + answers), abs=0.01)


def test_nothing_said_is_no_share_and_no_error() -> None:
    silent = Script(call=CALL.id, exercise="rewrite")
    assert shares(silent, CALL).questions == 0 == shares(silent, CALL).talk
    assert "im Vergleich" in comparison_html(silent)


def test_the_page_takes_all_its_colours_from_the_theme(page: str) -> None:
    drawings = "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert "currentColor" in drawings and "var(--jp-brand-color1" in drawings
    assert re.findall(r"(?:fill|stroke|color): ?#\w+", drawings) == []
    assert "DejaVu" not in drawings


def test_each_picture_is_named_with_what_it_shows(page: str) -> None:
    names = re.findall(r'<svg[^>]*role="img" aria-label="([^"]+)"', page)
    assert len(names) == 6  # three pictures, each wide and narrow
    assert described(play(MODEL, RECIPIENT)) in names[0]
    assert "Vorstellung: im Beitrag 0, bei dir 6 von 6." in names[4]


def test_the_same_answers_give_the_same_page(page: str) -> None:
    assert comparison_html(MODEL) == page


def test_no_two_elements_share_an_id(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_a_learner_wrote_is_never_markup() -> None:
    lines = {**MODEL.lines, "C5": "Was <script>alert(1)</script> ist Ihnen wichtig, wenn Sie Tee kaufen?"}
    assert "<script" not in comparison_html(MODEL.model_copy(update={"lines": lines}))


def test_a_name_cannot_leave_its_attribute() -> None:
    drawn = bars_svg([Row('a"><b>', 1, 2, 3, "1", "2 von 3")], "Punkte.")
    assert "<b>" not in drawn and 'aria-label="Punkte. a&#34;&gt;&lt;b&gt;' in drawn


@pytest.mark.parametrize(("mood", "text"), [(-3, "−3"), (0, "0"), (2, "+2")])
def test_a_mood_is_written_as_people_do(mood: int, text: str) -> None:
    assert signed(mood) == text


def test_equal_ends_do_not_hide_each_others_name() -> None:
    record = play(MODEL, RECIPIENT)
    drawn = mood_svg(record, record)
    places = re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(?:im Beitrag|bei dir)<', drawn)
    assert len(places) == 4 and abs(float(places[0]) - float(places[1])) > 8


def test_shares_and_points_stand_side_by_side() -> None:
    talk, questions = share_rows(original(CALL), CALL)
    assert (talk.post, questions.post_text) == (talk.own, questions.own_text)
    rows = point_rows(judge(original(CALL)), judge(MODEL), CALL)
    assert sum(row.own for row in rows) == 90 and sum(row.post for row in rows) == 9


def test_an_empty_folder_and_empty_lines_give_one_sentence(tmp_path: Path) -> None:
    assert "fehlt" in compared_page(tmp_path)
    write_answers(tmp_path / FILE_NAME, Script(call=CALL.id, exercise="rewrite", lines={"C1": " "}))
    assert "Schreibe erst" in compared_page(tmp_path)
    write_answers(tmp_path / FILE_NAME, MODEL.model_copy(update={"revision": 1}), expected_revision=1)
    assert "Punkte je Kriterium" in compared_page(tmp_path)
