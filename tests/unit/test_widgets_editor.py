"""The editor answers each view's messages, without a browser: `_receive` stands for what arrives from one."""

from pathlib import Path
from typing import Any

import pytest

from telesales.loading import load_call
from telesales.widgets.desk import Desk
from telesales.widgets.editor import ScriptEditor


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(ScriptEditor, "send", lambda self, content, buffers=None: sent.append(content))
    return sent


@pytest.fixture
def editor(tmp_path: Path) -> ScriptEditor:
    return ScriptEditor(Desk(load_call(), "rewrite", tmp_path))


def receive(editor: ScriptEditor, **message: Any) -> None:
    editor._receive(editor, {"seq": 1, "view": "v", "page": "p", **message}, [])


def test_the_scene_shows_both_sides_in_order(editor: ScriptEditor) -> None:
    shown = [(entry["kind"], entry.get("id")) for entry in editor.scene]
    assert shown[:3] == [("caller", "C1"), ("recipient", "R1"), ("caller", "C2")]
    assert ("pause", None) in shown and shown[-1] == ("caller", "C9")


def test_a_save_is_acknowledged_to_the_view_that_sent_it(editor: ScriptEditor, replies: list[dict[str, Any]]) -> None:
    receive(editor, kind="save", lines={"C1": "Guten Abend"}, base=0)
    assert replies == [{"kind": "saved", "revision": 1, "seq": 1, "view": "v"}]
    assert editor.saved["lines"]["C1"] == "Guten Abend" and editor.saved["view"] == "v"


def test_a_conflict_leaves_the_shared_state_alone(editor: ScriptEditor, replies: list[dict[str, Any]]) -> None:
    receive(editor, kind="save", lines={"C1": "zuerst"}, base=0)
    receive(editor, kind="save", lines={"C1": "zu spät"}, base=0)
    assert replies[-1]["kind"] == "conflict" and editor.saved["lines"]["C1"] == "zuerst"


def test_a_check_answers_with_the_report_and_keeps_it_for_a_reload(
    editor: ScriptEditor, replies: list[dict[str, Any]]
) -> None:
    receive(editor, kind="check", lines={"C1": "Guten Abend"})
    assert replies[-1]["kind"] == "checked" and replies[-1]["report"] == editor.report


def test_only_the_page_that_ran_the_cell_updates_the_notebook(
    editor: ScriptEditor, replies: list[dict[str, Any]]
) -> None:
    receive(editor, kind="hello", page="first")
    receive(editor, kind="hello", page="reloaded")
    assert [reply["carries"] for reply in replies] == [True, False]


def test_an_unknown_message_is_ignored(editor: ScriptEditor, replies: list[dict[str, Any]]) -> None:
    receive(editor, kind="explode")
    assert replies == []


def test_a_page_without_a_kernel_shows_the_lines_as_html(editor: ScriptEditor, replies: list[dict[str, Any]]) -> None:
    receive(editor, kind="save", lines={"C1": "Guten <b>Abend</b>"}, base=0)
    data, _ = editor._repr_mimebundle_()
    assert "Guten &lt;b&gt;Abend&lt;/b&gt;" in data["text/html"]
    assert "object at" not in data["text/plain"]
