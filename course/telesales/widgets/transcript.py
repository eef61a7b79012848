"""The call to read and to hear, turn by turn; nothing is entered and nothing leaves the browser."""

from typing import Any

import anywidget
import traitlets

from telesales.feedback.transcript import dialogue, transcript_html
from telesales.model import Call
from telesales.widgets.page import joined


class Transcript(anywidget.AnyWidget):  # type: ignore[misc]  # untyped through traitlets
    """Shows the call as a telephone conversation; lines are spoken where the device has a German voice of its own."""

    _esm = joined("page.js", "speech.js", "transcript.js")
    _css = joined("editor.css", "transcript.css")
    scene = traitlets.List().tag(sync=True)

    def __init__(self, call: Call) -> None:
        self._call = call
        super().__init__(scene=dialogue(call))

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": "Das Gespräch", "text/html": transcript_html(self._call)}, metadata
