"""The telephone's desk plays, compares, counts and borrows; it writes nothing that the learner did not write."""

import json
from pathlib import Path
from typing import Any

import pytest

from telesales.answers import FILE_NAME, MIME_TYPE, AnswerError, read_answers, to_yaml
from telesales.feedback.calls import calls_html, rules_view
from telesales.loading import load_call
from telesales.model import Script
from telesales.recipient import play
from telesales.recipient.hearing import rules_of
from telesales.widgets.guide_desk import ORDER
from telesales.widgets.phone import Phone
from telesales.widgets.phone_desk import PhoneDesk, phone_scene

CALL = load_call()
ANSWERS = Path(__file__).parents[2] / "autograder/answers"
MODEL = read_answers(ANSWERS / "model-answer-guide/answers.yaml")
POST = read_answers(ANSWERS / "original/answers.yaml")


@pytest.fixture
def desk(tmp_path: Path) -> PhoneDesk:
    folder = tmp_path / "5-live-call"
    folder.mkdir()
    return PhoneDesk(CALL, "guide", folder)


@pytest.fixture
def lines(desk: PhoneDesk) -> dict[str, str]:
    """The model guide as the page sends it."""
    return desk.texts(MODEL)


def build_guide(desk: PhoneDesk, text: str, name: str = FILE_NAME) -> None:
    folder = desk.folder.parent / "4-call-guide"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("person", CALL.recipients)
def test_the_page_shows_the_call_that_is_graded(desk: PhoneDesk, lines: dict[str, str], person: str) -> None:
    shown, record = desk.played(lines, person), play(MODEL, person)
    assert [exchange["mood"] for exchange in shown["exchanges"]] == list(record.moods)
    replies = [turn.text for turn in record.turns if turn.speaker == "recipient"]
    assert [exchange["reply"]["text"] for exchange in shown["exchanges"]] == replies
    assert shown["outcome"] == record.outcome and not desk.path.exists()


@pytest.mark.parametrize("person", CALL.recipients)
def test_every_step_of_the_mood_has_its_reason_with_words(desk: PhoneDesk, person: str) -> None:
    thin = desk.texts(read_answers(ANSWERS / "live-thin/answers.yaml"))
    for exchange in desk.played(thin, person)["exchanges"]:
        changes = [int(event["change"].replace("−", "-")) for event in exchange["events"] if event["change"]]
        assert sum(changes) == exchange["step"]
        assert all(event["change"] or event["note"] for event in exchange["events"])
        assert "".join(piece["text"] for piece in exchange["pieces"])


def test_words_that_moved_the_mood_are_marked_in_the_line(desk: PhoneDesk, lines: dict[str, str]) -> None:
    doubt = next(one for one in desk.played(lines, "curious")["exchanges"] if one["slot"] == "objection")
    assert [piece["text"] for piece in doubt["pieces"] if piece["verdict"] == "pass"] == ["kann ich gut verstehen"]


def test_an_event_that_moved_nothing_says_why(desk: PhoneDesk, lines: dict[str, str]) -> None:
    events = [event for one in desk.played(lines, "curious")["exchanges"] for event in one["events"]]
    notes = {event["title"]: event["note"] for event in events}
    assert notes["Name und Unternehmen genannt"] == "zählt hier halb"
    assert notes["Kleiner Schritt vorgeschlagen"] == "höher geht es hier nicht"
    assert notes["Zweifel ernst genommen"] == "zwei halbe Schritte"
    cold = [event for one in desk.played(lines, "burnt-before")["exchanges"] for event in one["events"]]
    assert "lässt diese Person kalt" in {event["note"] for event in cold}


def test_what_leaves_somebody_cold_can_be_read_in_the_rules() -> None:
    people = {person["id"]: person for person in rules_view(CALL)["people"]}
    assert people["burnt-before"]["limits"].startswith("Lässt kalt: Greifbarer Nutzen, Kleiner Schritt vorgeschlagen.")
    assert "Lässt kalt" not in people["curious"]["limits"]


def test_empty_lines_are_named_where_the_call_passes_them_over(desk: PhoneDesk, lines: dict[str, str]) -> None:
    shown = desk.played({**lines, "contact-source": "", "farewell": ""}, "curious")
    assert shown["exchanges"][1]["skipped"] == ["contact-source"] and shown["skipped"] == ["farewell"]


def test_nothing_written_is_no_call_but_every_line_is_still_to_come(desk: PhoneDesk) -> None:
    empty = desk.played({slot.id: "" for slot in CALL.exercises["guide"].slots}, "curious")
    assert empty["exchanges"] == [] and len(empty["skipped"]) == 9


def test_a_knockout_caps_the_mood_and_the_page_says_so(desk: PhoneDesk, lines: dict[str, str]) -> None:
    shown = desk.played({**lines, "interested": "Prima! Unser Tee heilt übrigens Ihre Migräne."}, "curious")
    assert shown["capped"] and max(shown["moods"]) <= 1


def test_two_versions_of_a_line_are_compared(desk: PhoneDesk, lines: dict[str, str]) -> None:
    found = desk.compared(lines, "curious", "permission", "Ich erzähle Ihnen jetzt einfach mal alles.")
    assert found["difference"] < 0
    assert "Frage nach der Zeit" in [event["title"] for event in found["lost"]]
    assert "Nicht gefragt, ob es passt" in [event["title"] for event in found["gained"]]
    assert desk.compared(lines, "curious", "permission", lines["permission"])["difference"] == 0


def test_a_debrief_counts_one_call_in_each_part(desk: PhoneDesk, lines: dict[str, str]) -> None:
    rows = desk.debriefed({**lines, "not-interested": ""}, "burnt-before")
    assert [row["title"] for row in rows] == [part.title for part in rules_of(CALL).parts]
    assert {"title": "Gut beendet", "share": "0 %", "why": "auf das Nein fehlt die Antwort"} in rows


def test_the_check_counts_all_calls(desk: PhoneDesk, lines: dict[str, str]) -> None:
    view = desk.check(lines)
    assert view["passed"] and view["summary"] == "60 von 60 Punkten – bestanden"
    assert all(len(part["rows"]) == 1 + len(CALL.recipients) for part in view["parts"])


def test_a_guide_is_borrowed_with_its_order_and_nothing_is_written(desk: PhoneDesk, lines: dict[str, str]) -> None:
    build_guide(desk, to_yaml(MODEL))
    assert desk.borrowed() == lines and lines[ORDER].startswith("introduction contact-source")
    assert not desk.path.exists()


def test_a_guide_is_borrowed_from_a_lone_notebook(desk: PhoneDesk, lines: dict[str, str]) -> None:
    output = {"output_type": "display_data", "data": {MIME_TYPE: {"answers": to_yaml(MODEL)}}}
    build_guide(desk, json.dumps({"cells": [{"outputs": [output]}]}), "4-call-guide.ipynb")
    assert desk.borrowed() == lines


@pytest.mark.parametrize("there", [None, "kein: yaml: hier", to_yaml(POST)])
def test_where_no_guide_lies_there_is_none_to_borrow(desk: PhoneDesk, there: str | None) -> None:
    if there is not None:
        build_guide(desk, there)
    with pytest.raises(AnswerError):
        desk.borrowed()


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "play", "person": "nobody"},
        {"kind": "play", "person": ["curious"]},
        {"kind": "play", "person": "curious", "lines": "keine"},
        {"kind": "compare", "person": "curious", "slot": "C1", "text": None},
        {"kind": "debrief"},
        {"kind": "borrow"},
        {"kind": "draw"},
        {"kind": "play", "person": "curious", "lines": {"needs": 7, "reason": "\ud83d"}},
    ],
)
def test_whatever_a_page_sends_nothing_breaks(desk: PhoneDesk, message: dict[str, Any], monkeypatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(Phone, "send", lambda self, content, buffers=None: sent.append(content))
    page = Phone(desk)
    page._receive(page, {"view": "v", "seq": 1, **message}, [])
    assert all(reply["seq"] == 1 and reply["view"] == "v" for reply in sent)


def test_every_rule_is_told(desk: PhoneDesk) -> None:
    rules, told = rules_of(CALL), phone_scene(CALL, "guide")["rules"]
    assert told == rules_view(CALL)
    assert len(told["good"]) + len(told["bad"]) == len(rules.events)
    for person, shown in zip(CALL.recipients.values(), told["people"], strict=True):
        assert shown["values"] == [event.title for event in rules.in_order(person.values)]
        assert str(person.long_turn) in shown["limits"] and shown["good_ends"]


def test_no_reply_is_given_away_before_the_call(desk: PhoneDesk) -> None:
    scene = str(phone_scene(CALL, "guide"))
    assert not any(
        reply.text in scene for one in CALL.recipients.values() for reply in one.replies if len(reply.text) > 9
    )


def test_the_page_without_a_kernel_tells_every_call_and_escapes(desk: PhoneDesk, lines: dict[str, str]) -> None:
    html = desk.static_html({**lines, "needs": "<script>alert(1)</script> Was ist Ihnen wichtig?"})
    assert all(person.title in html for person in CALL.recipients.values())
    assert "<script>" not in html and "&lt;script&gt;" in html and "Alle Regeln" in html
    assert "Noch ist nichts geschrieben" in calls_html(Script(call=CALL.id, exercise="guide"), None, CALL)
