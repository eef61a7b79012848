"""How long from `telesales start` to the first widget that can be used: in a real JupyterLab and a real Chromium.

Run it with: .venv/bin/python benchmarks/starting.py (prints seconds for each of some starts on a machine that is set
up, as after the first `make course`; ends with 1 where one takes longer than the limit). The way is a learner's: the
start page, the link to a lesson there, its first cell run with Shift and Enter. Chromium is running already.
"""

import sys
import tempfile
import time
from pathlib import Path

from lab import jupyterlab, report, tab
from playwright.sync_api import Page

LIMIT = 10.0
"""A start may take so many seconds."""
STARTS = 5
LESSONS = {"Das Gespräch": ".ts-call .ts-bubble", "Neu schreiben": "section.ts-editor textarea"}
"""The lesson's title on the start page, and what its first widget can be used by."""

_KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"


def first_use(page: Page, home: Path, title: str, widget: str) -> dict[str, float]:
    """Seconds from the command to each milestone of one start."""
    began = time.perf_counter()
    found = {}
    with jupyterlab(home) as server:
        found["server answers"] = time.perf_counter() - began
        page.goto(server.url("lab/tree/start.ipynb"))
        page.get_by_role("link", name=title, exact=True).click()
        found["start page shown"] = time.perf_counter() - began
        notebook = page.locator(".jp-Notebook:visible", has_text="Dein Ziel:").filter(has_text="bestanden ab")
        notebook.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
        page.wait_for_function(_KERNEL)  # JupyterLab ignores who presses sooner
        page.keyboard.press("Shift+Enter")
        page.locator(widget).first.wait_for()
        page.evaluate("() => new Promise(requestAnimationFrame)")
        found["widget usable"] = time.perf_counter() - began
        server.stop_kernels()
    return found


def main() -> int:
    """Measures and prints; 1 where a start takes longer than the limit."""
    kept = True
    for title, widget in LESSONS.items():
        with tempfile.TemporaryDirectory() as folder:
            starts = []
            for _ in range(STARTS + 1):
                with tab() as page:
                    starts.append(first_use(page, Path(folder), title, widget))
            print(f"{title} (first, folder copied: {starts[0]['widget usable']:.1f} s)")
            for name in starts[0]:
                kept &= report(name, [start[name] for start in starts[1:]], LIMIT, "s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
