"""How long from an edited line to the call as it goes now, on the screen: in a real JupyterLab and a real Chromium.

Run it with: .venv/bin/python benchmarks/calling.py (prints milliseconds: median, 95th percentile, maximum; ends with 1
where the 95th percentile is above the limit).
"""

import sys
import tempfile
from pathlib import Path

from lab import LessonPage, jupyterlab, opened, report, tab
from playwright.sync_api import Page

LIMIT = 150.0
"""An edit may take so many milliseconds at the 95th percentile."""
EDITS = 60
LESSON = "5-live-call"

_EDIT = """async ([field, shown, words]) => {
  const [node, place] = [document.querySelector(field), document.querySelector(shown)];
  const seen = new Promise((resolve) => {
    const observer = new MutationObserver(() => (observer.disconnect(), resolve()));
    observer.observe(place, { childList: true });
  });
  const begin = performance.now();
  node.value = words;
  node.dispatchEvent(new Event('input', { bubbles: true }));
  await seen;
  await new Promise(requestAnimationFrame);
  return performance.now() - begin;
}"""


def times(page: Page, field: str, shown: str, text: str) -> list[float]:
    """Milliseconds of each edit of `field` until `shown` is drawn anew; the first ones warm up."""
    found = []
    for count in range(EDITS + 5):
        words = f"{text} {'Ja, ' * (count % 7)}und das ist Nummer {count}."
        found.append(float(page.evaluate(_EDIT, [field, shown, words])))
        page.wait_for_timeout(30)
    return found[5:]


def measure(lesson: LessonPage) -> dict[str, list[float]]:
    """Both places where an edit is simulated anew: a line already said, and a second version of it."""
    page = lesson.tab
    lesson.button("Neugierig anrufen").click()
    lesson.button("Rest abspielen").click()
    page.wait_for_selector(".ts-debrief ul")
    lesson.button("Was wäre, wenn: Bedarf").click()
    page.wait_for_selector(".ts-compared dl")
    question = "Was ist Ihnen wichtig, wenn Sie Tee kaufen?"
    return {
        "second version": times(page, ".ts-what-if textarea", ".ts-compared", question),
        "whole call again": times(page, ".ts-own-guide textarea[id$='-needs']", ".ts-screen .ts-call", question),
    }


def main() -> int:
    """Measures and prints; 1 where an edit takes longer than the limit at the 95th percentile."""
    with tempfile.TemporaryDirectory() as folder, jupyterlab(Path(folder)) as server, tab() as page:
        cases = measure(opened(page, server, LESSON, "model-answer-guide"))
    kept = [report(name, found, LIMIT) for name, found in cases.items()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
