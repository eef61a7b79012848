"""The guide's desk keeps order and fact sheet; its page draws what stands on it, without a browser."""

from pathlib import Path
from typing import Any

import pytest

from telesales.answers import read_answers
from telesales.loading import load_call
from telesales.widgets.guide import GuideBuilder
from telesales.widgets.guide_desk import FACTS, ORDER, GuideDesk, guide_scene

MODEL = Path(__file__).parents[2] / "autograder/answers/model-answer-guide/answers.yaml"
RIGHT = "introduction contact-source reason permission needs benefit objection next-step farewell"


@pytest.fixture
def desk(tmp_path: Path) -> GuideDesk:
    return GuideDesk(load_call(), "guide", tmp_path)


def test_a_new_guide_has_no_order_no_sheet_and_no_file(desk: GuideDesk) -> None:
    opened = desk.open()
    assert (opened["lines"][ORDER], opened["lines"][FACTS]) == ("", "")
    assert not any(opened["lines"].values()) and not desk.path.exists()


def test_the_order_of_the_page_is_the_order_of_the_file(desk: GuideDesk) -> None:
    desk.save({"introduction": "Guten Tag", ORDER: RIGHT, FACTS: "hofkaese"}, base=0)
    script = read_answers(desk.path)
    assert list(script.lines) == ["introduction"] and script.facts == "hofkaese"
    texts = {slot.id: "Satz" for slot in load_call().exercises["guide"].slots}
    desk.save({**texts, ORDER: RIGHT}, base=1)
    assert list(read_answers(desk.path).lines) == [*RIGHT.split(), "no-time", "not-interested", "interested"]


def test_what_was_saved_comes_back_as_it_was_sent(desk: GuideDesk) -> None:
    texts = {slot.id: slot.title for slot in load_call().exercises["guide"].slots}
    sent = {**texts, ORDER: RIGHT, FACTS: "kraeutertee"}
    assert desk.save(sent, base=0)["lines"] == sent
    assert desk.open()["lines"] == sent


def test_an_order_of_a_strangers_making_loses_no_line(desk: GuideDesk) -> None:
    desk.save({"introduction": "da", "farewell": "fort", ORDER: "farewell farewell nowhere C1"}, base=0)
    assert dict(read_answers(desk.path).lines) == {"farewell": "fort", "introduction": "da"}


def test_an_unknown_fact_sheet_is_none(desk: GuideDesk) -> None:
    desk.save({"introduction": "da", FACTS: "../geheim"}, base=0)
    assert read_answers(desk.path).facts is None


def test_the_model_answer_gets_all_points_on_the_page_too(desk: GuideDesk) -> None:
    view = desk.check(desk.texts(read_answers(MODEL)))
    assert view["passed"] and view["summary"].startswith("94 von 94 Punkten")
    assert view["flow"].count("✓") >= 9


def test_left_in_the_order_of_the_alphabet_it_does_not_pass(desk: GuideDesk) -> None:
    view = desk.check({**desk.texts(read_answers(MODEL)), ORDER: ""})
    assert not view["passed"] and "Vollständiger Gesprächsleitfaden" in view["summary"]


def test_the_page_draws_what_stands_on_it(desk: GuideDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(GuideBuilder, "send", lambda self, content, buffers=None: sent.append(content))
    page = GuideBuilder(desk)
    page._receive(page, {"kind": "draw", "view": "v", "lines": {"needs": "Was?", ORDER: "needs"}}, [])
    assert sent[0]["kind"] == "drawn" and "1 Bedarf" in sent[0]["flow"] and not desk.path.exists()


def test_every_fact_sheet_says_what_is_taboo() -> None:
    scene = guide_scene(load_call(), "guide")
    assert [sheet["id"] for sheet in scene["sheets"]] == ["kraeutertee", "hofkaese", "fahrradservice"]
    assert all(dict(sheet["facts"])["Tabu"] for sheet in scene["sheets"])
    assert [line["id"] for line in scene["lines"] if line["branch"]] == ["no-time", "not-interested", "interested"]
