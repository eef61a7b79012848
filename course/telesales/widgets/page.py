"""An exercise's page in JupyterLab: what all of them share.

Saving is a conversation of its own, because a widget's state is lost with its kernel: the browser keeps a draft until
the kernel has acknowledged that the file holds the text. Messages carry the sender's view, so that two tabs on one
kernel do not take each other's answers.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from telesales.widgets.desk import BaseDesk, Message

_HERE = Path(__file__).parent


def joined(*names: str) -> str:
    """Files of this folder as one: one module or style sheet in the browser, without a build step."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


class Page(anywidget.AnyWidget):  # type: ignore[misc]  # untyped through traitlets
    """Shows the exercise of `desk`, saves while the learner works, and judges on request."""

    name = "Übung"
    """What stands for the page where nothing but text is shown."""

    scene = traitlets.Any().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    report = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(self, desk: BaseDesk[Any], scene: object, notebook: Path | None = None) -> None:
        self.desk = desk
        self._page: str | None = None
        place = f"{desk.folder.resolve()}:{desk.call.id}:{desk.exercise}"
        super().__init__(scene=scene, place=place, saved=desk.open(notebook))
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
        reply = self.desk.save(lines, base, aside=bool(message.get("aside")))
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
        lines = message.get("lines") or {}
        unfit = self.desk.unfit(lines)
        self.report = self.desk.check(lines)
        # Sent with the answer too: the browser sets traits later than it hands on messages.
        checked = {"kind": "checked", "report": self.report}
        return [checked, {"kind": "trouble", "message": unfit}] if unfit else [checked]

    def static_html(self) -> str:
        """The exercise as it was when the cell ran, for pages without a kernel."""
        return self.desk.static_html(self.saved["lines"])

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": self.name, "text/html": self.static_html()}, metadata
