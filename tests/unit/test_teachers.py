"""The teachers' page carries the project's own figures, and its PDF says from what it was printed."""

from pathlib import Path

import pytest

from telesales.loading import load_call
from telesales_autograder import quality, teachers
from telesales_autograder.evaluation import read_rows

ROOT = Path(__file__).parents[2]
CALL = load_call()


def section(title: str) -> str:
    """A section as `telesales evaluate --write` makes it, of a few scripts."""
    rows = [row for row in read_rows([quality.CORPUS / quality.sets()[0]["file"]]) if "labels" in row][:8]
    return "\n".join(quality._agreement_section(title, rows))


def test_a_block_is_written_anew_and_all_else_stays() -> None:
    text = "vorher\n<!-- lessons -->\nalt\n\nalt\n<!-- /lessons -->\nnachher\n"
    new = teachers.filled(text, {"lessons": "neu"})
    assert new == "vorher\n<!-- lessons -->\nneu\n<!-- /lessons -->\nnachher\n"
    assert teachers.filled(new, {"lessons": "neu"}) == new


def test_the_table_has_each_lessons_minutes_and_points() -> None:
    table = teachers.lessons_table(CALL)
    assert "| Neu schreiben |" in table and "| 60 | 90 |" in table
    assert f"| Zusammen | {sum(lesson.minutes for lesson in CALL.lessons)} |" in table


def test_figures_come_from_the_page_on_quality() -> None:
    said = teachers.figures("# How good\n" + section("Authors nobody looked at") + "\n## Next\n")
    assert "aus 8 Texten, die beim Schreiben der Regeln niemand gelesen hatte" in said and "Sprachmodellen" in said


def test_what_was_seen_while_writing_rules_is_not_called_a_measure() -> None:
    said = teachers.figures(section("Authors in sight (no measure of quality)"))
    assert said.startswith(
        "An Texten, die beim Schreiben der Regeln niemand gelesen hatte, ist diese Fassung noch nicht"
    )


def test_a_page_in_another_form_is_refused_with_the_way_out() -> None:
    with pytest.raises(ValueError, match="telesales evaluate --write"):
        teachers.figures("## Authors nobody looked at\n\nsomething else\n")


def test_the_paper_version_has_every_line_and_criterion() -> None:
    html = teachers.page("# Titel", CALL)
    for criterion in CALL.rubric.of("rewrite"):
        assert criterion.question in html
    for turn in CALL.transcript.turns:
        assert (turn.text in html) == (turn.speaker == "recipient")
    assert "bestanden ab 63" in html


def test_text_and_pdf_are_called_stale_when_they_are(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / teachers.TEXT).write_text("neu")
    (tmp_path / teachers.PDF).write_bytes(b"%PDF-1.4\n" + teachers.mark("<p>neu</p>"))
    assert list(teachers.stale(tmp_path, "neu", "<p>neu</p>")) == []
    sentences = list(teachers.stale(tmp_path, "neuer", "<p>neuer</p>"))
    assert len(sentences) == 2 and all(teachers.WAY_OUT in sentence for sentence in sentences)


def test_the_committed_page_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert teachers.main(ROOT, check=True) == 0, capsys.readouterr().err
