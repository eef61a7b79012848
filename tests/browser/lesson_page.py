"""The lesson as a learner meets it in JupyterLab: what the browser tests do and see, in the learner's words."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, expect

from telesales.answers import FILE_NAME, MIME_TYPE, read_answers
from telesales.model import Script

_RUN = r"""async () => {
  const { content } = window.jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.findIndex((cell) => /^(edit|phone)\(/m.test(cell.model.sharedModel.source));
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""
_SESSION = "window.jupyterapp.shell.currentWidget.sessionContext"


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, its token, its work folder, its log."""

    base: str
    token: str
    work: Path
    log: Path

    def url(self, path: str) -> str:
        """The address of `path` with the token."""
        return f"{self.base}/{path}?token={self.token}"

    def stop_kernels(self) -> None:
        """Ends all notebook sessions, so that no test meets another's kernel."""
        with urlopen(self.url("api/sessions")) as answer:
            sessions = json.load(answer)
        for session in sessions:
            urlopen(Request(self.url(f"api/sessions/{session['id']}"), method="DELETE")).close()


class LessonPage:
    """One browser tab with the lesson."""

    def __init__(self, tab: Page, server: Server, folder: Path, notebook: str) -> None:
        self.tab, self.server, self.folder, self.notebook = tab, server, folder, folder / notebook

    def open(self) -> None:
        """Opens the notebook in a workspace of its own and waits for its kernel."""
        self.tab.goto(self.server.url(f"lab/tree/{self.folder.name}/{self.notebook.name}") + "&reset")
        self._wait_for_kernel()

    def reload(self) -> None:
        """Reloads the page as a learner would."""
        self.tab.reload()
        self._wait_for_kernel()

    def _wait_for_kernel(self) -> None:
        self.tab.wait_for_selector(".jp-Notebook .jp-MarkdownOutput")
        self.tab.wait_for_function(f"{_SESSION}?.session?.kernel?.status === 'idle'")

    def run_editor(self) -> None:
        """Runs the editor's cell and waits for the editor."""
        self.tab.evaluate(_RUN)
        self.tab.wait_for_function(f"{_SESSION}.session.kernel.status === 'idle'")
        expect(self.button("Prüfen")).to_be_visible()

    def restart_kernel(self) -> None:
        """Restarts the kernel without running anything."""
        self.tab.evaluate(f"() => {_SESSION}.session.kernel.restart()")
        self.tab.wait_for_function(f"{_SESSION}.session.kernel.status === 'idle'")

    def save_notebook(self) -> None:
        """Saves the notebook and waits until it is on disk."""
        self.tab.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def line(self, id: str) -> Locator:
        """The text field of one line."""
        return self.editor.get_by_label(re.compile(f"^{id} · "))

    @property
    def editor(self) -> Locator:
        return self.tab.locator("section.ts-editor")

    @property
    def state(self) -> Locator:
        """What the editor says about saving."""
        return self.editor.locator(".ts-state")

    @property
    def result(self) -> Locator:
        """The whole result after a check."""
        return self.editor.locator(".ts-result")

    @property
    def note(self) -> Locator:
        """The note that the notebook does not carry the answers any more."""
        return self.editor.locator(".ts-note")

    def expect_saved(self) -> None:
        """Waits until the editor says that all is saved, and nothing else."""
        expect(self.state).to_have_text("gespeichert")

    def button(self, name: str) -> Locator:
        """One of the editor's buttons."""
        return self.editor.get_by_role("button", name=name, exact=True)

    def run_graded_cells(self) -> None:
        """Runs all cells, as the menu does."""
        self.tab.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.tab.wait_for_function(f"{_SESSION}.session.kernel.status === 'idle'")

    def cell_count(self) -> int:
        """How many cells the open notebook has."""
        return int(self.tab.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def answers(self) -> Script:
        """The answers on disk."""
        return read_answers(self.folder / FILE_NAME)

    def carried(self) -> str | None:
        """The answers' text that the notebook on disk carries."""
        cells = json.loads(self.notebook.read_text(encoding="utf-8"))["cells"]
        data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
        return next((entry[MIME_TYPE]["answers"] for entry in data if MIME_TYPE in entry), None)
