"""The script editor in JupyterLab: the conversation with one text field for each line of the caller.

Saving is a conversation of its own, because a widget's state is lost with its kernel: the browser keeps a draft until
the kernel has acknowledged that the file holds the text. Messages carry the sender's view, so that two tabs on one
kernel do not take each other's answers.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from telesales.feedback import scene, script_html
from telesales.model import Script
from telesales.widgets.desk import Desk, Message

_HERE = Path(__file__).parent
_PARTS = ("saving.js", "conversation.js", "editor.js")  # one module in the browser, without a build step


class ScriptEditor(anywidget.AnyWidget):  # type: ignore[misc]  # untyped through traitlets
    """Shows the exercise of `desk`, saves while the learner types, and judges on request."""

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _PARTS)
    _css = _HERE / "editor.css"
    scene = traitlets.List().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    report = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(self, desk: Desk, notebook: Path | None = None) -> None:
        self._desk = desk
        self._page: str | None = None
        place = f"{desk.folder.resolve()}:{desk.call.id}:{desk.exercise}"
        super().__init__(scene=scene(desk.call, desk.exercise), place=place, saved=desk.open(notebook))
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """Answers one message of a view: hello, save or check."""
        answer = getattr(self, f"_on_{message.get('kind')}", None)
        if answer is None:
            return
        for reply in answer(message):
            self.send({"seq": message.get("seq"), "view": message.get("view"), **reply})

    def _on_hello(self, message: dict[str, Any]) -> list[Message]:
        # Only the page that ran the cell takes updates of its outputs; after a reload the notebook would go stale.
        self._page = self._page or message.get("page")
        return [{"kind": "hello", "carries": message.get("page") == self._page}]

    def _on_save(self, message: dict[str, Any]) -> list[Message]:
        lines, base = message.get("lines") or {}, int(message.get("base") or 0)
        reply = self._desk.save(lines, base, aside=bool(message.get("aside")))
        if reply["kind"] == "saved":
            self.saved = {
                "lines": reply.pop("lines"),
                "revision": reply["revision"],
                "trouble": "",
                "origin": "file",
                "view": message.get("view"),
            }
        return [reply]

    def _on_check(self, message: dict[str, Any]) -> list[Message]:
        # Sent with the answer too: the browser sets traits later than it hands on messages.
        self.report = self._desk.check(message.get("lines") or {})
        return [{"kind": "checked", "report": self.report}]

    def static_html(self) -> str:
        """The conversation as it was when the cell ran, for pages without a kernel."""
        script = Script(call=self._desk.call.id, exercise=self._desk.exercise, lines=self.saved["lines"])
        return script_html(script, None, self._desk.call)

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": "Gesprächseditor", "text/html": self.static_html()}, metadata
