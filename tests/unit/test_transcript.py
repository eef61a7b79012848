"""The call as it was, to read and to hear, on a live page and without a kernel."""

import pytest

from telesales import lesson
from telesales.feedback.transcript import dialogue, transcript_html
from telesales.loading import load_call
from telesales.widgets.transcript import Transcript

CALL = load_call()


def test_every_turn_stands_word_for_word_in_its_order() -> None:
    assert [turn["text"] for turn in dialogue(CALL)] == [turn.text for turn in CALL.transcript.turns]
    assert Transcript(CALL).scene == dialogue(CALL)


def test_the_static_page_has_directions_pause_and_source() -> None:
    page = transcript_html(CALL)
    assert "Hochgradig skezptisch" in page and "(rätselnd: was sollte mir noch gleich Gutes getan werden?)" in page
    assert "(Pause)" in page and CALL.transcript.source.split("„")[0] in page


def test_a_page_without_a_kernel_shows_the_static_one() -> None:
    data, _ = Transcript(CALL)._repr_mimebundle_()
    assert data["text/html"] == transcript_html(CALL) and "object at" not in data["text/plain"]


def test_while_nbgrader_runs_the_call_is_a_static_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr(lesson, "display", lambda shown_now: shown.append(shown_now.data))
    lesson.transcript()
    assert shown == [transcript_html(CALL)]
