"""The call as it was, as plain data and as a page without a kernel."""

from telesales.feedback.templating import render
from telesales.feedback.view import View
from telesales.model import Call


def dialogue(call: Call) -> list[View]:
    """All turns in their order: who speaks, the words, the stage direction, and what follows (a pause)."""
    return [turn.model_dump(include={"id", "speaker", "text", "direction", "then"}) for turn in call.transcript.turns]


def transcript_html(call: Call) -> str:
    """The call as static HTML, with its source."""
    return render("transcript.html", turns=dialogue(call), source=call.transcript.source)
