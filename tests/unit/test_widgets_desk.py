"""The desk keeps every line: saved, or said why not; never written over what the learner did not see."""

import errno
import json
from pathlib import Path

import pytest

from telesales.answers import FILE_NAME, MAX_BYTES, MIME_TYPE, read_answers, to_yaml, write_answers
from telesales.loading import load_call
from telesales.model import Script
from telesales.widgets import desk as desk_module
from telesales.widgets.desk import BaseDesk, Desk, carried_answers


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(load_call(), "rewrite", tmp_path)


def script(revision: int = 3, **lines: str) -> Script:
    return Script(call="facebook-skype", exercise="rewrite", revision=revision, lines=lines)


def carrier(path: Path, text: str) -> Path:
    output = {"output_type": "display_data", "data": {MIME_TYPE: {"answers": text}}}
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": [output]}]}))
    return path


def test_a_kind_of_desk_without_its_own_parts_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="abstract"):
        BaseDesk(load_call(), "rewrite", tmp_path)  # type: ignore[abstract]


def test_an_empty_folder_opens_empty_and_stays_empty(desk: Desk) -> None:
    opened = desk.open()
    assert set(opened["lines"].values()) == {""} and opened["revision"] == 0 and not opened["trouble"]
    assert not desk.path.exists() and desk.text() is None


def test_saved_lines_are_in_the_file_and_handed_on(desk: Desk) -> None:
    seen: list[str] = []
    desk.on_saved = seen.append
    reply = desk.save({"C1": "Guten Abend", "C9": "'n Abend: tschüs"}, base=0)
    assert (reply["kind"], reply["revision"]) == ("saved", 1)
    assert read_answers(desk.path).lines["C9"] == "'n Abend: tschüs"
    assert seen == [desk.path.read_text(encoding="utf-8")] == [desk.text()]


def test_lines_that_the_exercise_does_not_have_and_what_is_no_text_are_left_out(desk: Desk) -> None:
    desk.save({"C1": "da", "C2": 7, "R1": "fremd"}, base=0)
    assert dict(read_answers(desk.path).lines) == {"C1": "da"}


def test_half_a_character_from_the_browser_does_not_stop_saving(desk: Desk) -> None:
    assert desk.save({"C1": "Hallo \ud83d"}, base=0)["kind"] == "saved"
    assert read_answers(desk.path).lines["C1"].startswith("Hallo")


def test_a_newer_file_is_a_conflict_and_stays(desk: Desk) -> None:
    write_answers(desk.path, script(C1="von dort"))
    reply = desk.save({"C1": "von hier"}, base=0)
    assert reply["kind"] == "conflict" and reply["lines"]["C1"] == "von dort"
    assert read_answers(desk.path).lines["C1"] == "von dort"


def test_a_save_onto_the_shown_revision_keeps_the_chosen_fact_sheet(desk: Desk) -> None:
    saved = write_answers(desk.path, script(C1="alt").model_copy(update={"facts": "kraeutertee"}))
    desk.save({"C1": "neu"}, base=saved.revision)
    assert read_answers(desk.path).facts == "kraeutertee"


def test_a_broken_file_is_never_replaced_unless_it_is_put_aside(desk: Desk) -> None:
    desk.path.write_text("lines: [broken", encoding="utf-8")
    assert desk.open()["trouble"].startswith(FILE_NAME)
    assert desk.save({"C1": "neu"}, base=0)["kind"] == "broken"
    assert desk.path.read_text(encoding="utf-8") == "lines: [broken"
    assert desk.save({"C1": "neu"}, base=0, aside=True)["kind"] == "saved"
    assert (desk.folder / "answers-alt-1.yaml").read_text(encoding="utf-8") == "lines: [broken"


def test_answers_to_another_exercise_are_not_overwritten(desk: Desk) -> None:
    write_answers(desk.path, Script(call="facebook-skype", exercise="guide", lines={"reason": "Tee"}))
    assert "gehört zur Übung" in desk.open()["trouble"]
    assert desk.save({"C1": "neu"}, base=1)["kind"] == "broken"


@pytest.mark.parametrize(
    ("number", "word"), [(errno.EACCES, "Ordner"), (errno.EROFS, "Ordner"), (errno.ENOSPC, "voll")]
)
def test_a_folder_that_takes_nothing_is_said_in_one_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> Script:
        raise OSError(number, "no")

    monkeypatch.setattr(desk_module, "write_answers", refuse)
    reply = desk.save({"C1": "neu"}, base=0)
    assert reply["kind"] == "trouble" and word in reply["message"] and "bleibt in diesem Browser" in reply["message"]


def test_what_could_not_be_read_again_is_not_written(desk: Desk) -> None:
    reply = desk.save({"C1": "ä" * MAX_BYTES}, base=0)
    assert reply["kind"] == "trouble" and "Kürze" in reply["message"]
    assert not desk.path.exists()


def test_a_lone_notebook_brings_its_answers(desk: Desk, tmp_path: Path) -> None:
    notebook = carrier(tmp_path / "3-rewrite.ipynb", to_yaml(script(C1="aus dem Notebook")))
    opened = desk.open(notebook)
    assert (opened["lines"]["C1"], opened["revision"], opened["origin"]) == ("aus dem Notebook", 0, "notebook")
    assert not desk.path.exists()


def test_a_file_wins_over_the_notebook(desk: Desk, tmp_path: Path) -> None:
    write_answers(desk.path, script(C1="aus der Datei"))
    notebook = carrier(tmp_path / "3-rewrite.ipynb", to_yaml(script(C1="aus dem Notebook")))
    assert desk.open(notebook)["lines"]["C1"] == "aus der Datei"


@pytest.mark.parametrize("text", ["", "[1, 2]", "exercise: guide", "a: &x 1"])
def test_a_notebook_with_something_else_brings_nothing(tmp_path: Path, text: str) -> None:
    assert carried_answers(carrier(tmp_path / "n.ipynb", text), "rewrite") is None


def test_a_file_that_is_no_notebook_brings_nothing(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text("[]")
    assert carried_answers(path, "rewrite") is None
    assert carried_answers(tmp_path / "missing.ipynb", "rewrite") is None


def test_a_check_needs_no_file(desk: Desk) -> None:
    view = desk.check({"C1": "Guten Abend, mein Name ist Jana Vogt vom Kräuterhof Auental."})
    assert len(view["criteria"]) == 13 and "Nötig sind 63 Punkte" in view["summary"]
    assert not desk.path.exists()
