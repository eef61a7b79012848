"""The desk of choices never writes what the exercise does not offer, and keeps the rest as any desk does."""

import json
from pathlib import Path
from typing import Any

import pytest

from telesales.answers import FILE_NAME, MIME_TYPE, read_any, write_answers
from telesales.loading import load_call
from telesales.model import Choices
from telesales.widgets.cards import DecisionCards
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.opening import page_of

CHOSEN = {"free-parcel/choice": "order-first", "hang-up/choice": "listen"}


@pytest.fixture
def desk(tmp_path: Path) -> ChoicesDesk:
    return ChoicesDesk(load_call(), "called", tmp_path)


def test_nothing_is_there_before_a_decision(desk: ChoicesDesk) -> None:
    assert desk.open()["lines"] == {} and not desk.path.exists()


def test_a_decision_is_in_the_file_and_comes_back(desk: ChoicesDesk) -> None:
    reply = desk.save({**CHOSEN, "report/choice": ""}, base=0)
    assert (reply["kind"], reply["lines"]) == ("saved", CHOSEN)
    saved = read_any(desk.path)
    assert isinstance(saved, Choices) and saved.answers["free-parcel"] == {"choice": "order-first"}
    assert desk.open()["lines"] == CHOSEN


@pytest.mark.parametrize("place", ["free-parcel/choice", "nowhere/choice", "free-parcel/else", "free-parcel", "/"])
def test_what_is_not_offered_is_refused_and_nothing_written(desk: ChoicesDesk, place: str) -> None:
    reply = desk.save({**CHOSEN, place: "take-it-all"}, base=0)
    assert reply["kind"] == "trouble" and "gibt es in dieser Übung nicht mehr: Wähle dort neu. Dein" in reply["message"]
    assert not desk.path.exists()


def test_a_draft_older_than_the_exercise_keeps_what_is_still_offered(desk: ChoicesDesk) -> None:
    draft = {**CHOSEN, "free-parcel/choice": "an-option-of-last-year", "hang-up/choice": "listen", "gone/choice": "x"}
    kept = desk.filled(desk.empty(), draft)
    assert kept.answers == {"hang-up": {"choice": "listen"}}
    assert load_call().choices["called"].item("free-parcel").title in desk.unfit(draft)
    assert desk.unfit(CHOSEN) == "" and desk.static_html(draft)


def test_a_mark_without_words_is_kept(tmp_path: Path) -> None:
    desk = ChoicesDesk(load_call(), "diagnosis", tmp_path)
    assert desk.save({"C4/L3": " "}, base=0)["kind"] == "saved"
    saved = read_any(desk.path)
    assert isinstance(saved, Choices) and saved.answers["C4"] == {"L3": ""}
    assert desk.open()["lines"] == {"C4/L3": " "}


def test_a_newer_file_is_a_conflict(desk: ChoicesDesk) -> None:
    desk.save(CHOSEN, base=0)
    write_answers(desk.path, read_any(desk.path))
    assert desk.save({}, base=1)["kind"] == "conflict"


def test_answers_to_a_script_are_not_overwritten(desk: ChoicesDesk) -> None:
    desk.path.write_text("call: facebook-skype\nexercise: rewrite\nlines:\n  C1: da\n", encoding="utf-8")
    assert "Neu schreiben" in desk.open()["trouble"]
    assert desk.save(CHOSEN, base=0)["kind"] == "broken"


def test_a_lone_notebook_brings_its_choices(desk: ChoicesDesk, tmp_path: Path) -> None:
    text = "call: facebook-skype\nexercise: called\nanswers:\n  hang-up:\n    choice: listen\n"
    output = {"output_type": "display_data", "data": {MIME_TYPE: {"answers": text}}}
    notebook = tmp_path / "6-called.ipynb"
    notebook.write_text(json.dumps({"cells": [{"cell_type": "code", "outputs": [output]}]}))
    opened = desk.open(notebook)
    assert (opened["lines"], opened["origin"]) == ({"hang-up/choice": "listen"}, "notebook")


def test_a_check_answers_with_parts_and_remarks(desk: ChoicesDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(DecisionCards, "send", lambda self, content, buffers=None: sent.append(content))
    page = DecisionCards(desk)
    page._receive(page, {"kind": "check", "view": "v", "lines": CHOSEN}, [])
    assert sent[-1]["kind"] == "checked" and len(sent[-1]["report"]["remarks"]) == 10
    page._receive(page, {"kind": "check", "view": "v", "lines": {"hang-up/choice": "shout"}}, [])
    assert [message["kind"] for message in sent[-2:]] == ["checked", "trouble"]
    assert not (desk.folder / FILE_NAME).exists()


def test_the_front_end_gets_no_key(desk: ChoicesDesk) -> None:
    told = json.dumps(DecisionCards(desk).scene, ensure_ascii=False)
    messages = [o.message for i in load_call().choices["called"].items for q in i.questions for o in q.options]
    assert "credit" not in told and not [message for message in messages if message and message in told]


@pytest.mark.parametrize(
    ("exercise", "name"), [("rewrite", "ScriptEditor"), ("guide", "GuideBuilder"), ("called", "DecisionCards")]
)
def test_each_exercise_has_its_page(tmp_path: Path, exercise: str, name: str) -> None:
    page = page_of(load_call(), exercise, tmp_path)
    assert type(page).__name__ == name
    assert 'class="telesales"' in page.static_html()
