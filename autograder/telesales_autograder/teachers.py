"""The teachers' page: fills the figures into docs/lehrkraefte.md and prints it, with a paper version, as PDF.

`python -m telesales_autograder.teachers` writes both; `--check` says whether they are current. The PDF is printed by
Chromium, which makes it accessible (tagged) and takes care of type; since another Chromium may print other bytes, the
PDF carries the fingerprint of what was printed, and that is what is compared.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from telesales.feedback.templating import render
from telesales.feedback.view import number
from telesales.loading import load_call
from telesales.model import Call, PlannedLesson

TEXT, PDF, QUALITY = (Path("docs") / name for name in ("lehrkraefte.md", "lehrkraefte.pdf", "grader-quality.md"))
WAY_OUT = "run: python -m telesales_autograder.teachers"

_MEASURED = re.compile(
    r"(?P<scripts>\d+) scripts, \d+ labels: kappa all (?P<kappa>[\d.]+) .*?"
    r"false fail (?P<failed>\d+)/(?P<good>\d+), false pass (?P<passed>\d+)/(?P<bad>\d+)"
)
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """`text` with each block between `<!-- name -->` and `<!-- /name -->` written anew; KeyError for an unknown one."""

    def block(match: re.Match[str]) -> str:
        return f"<!-- {match[1]} -->\n{blocks[match[1]]}\n<!-- /{match[1]} -->"

    return re.sub(r"<!-- (\w+) -->\n.*?<!-- /\1 -->", block, text, flags=re.DOTALL)


def lessons_table(call: Call) -> str:
    """The lessons with their minutes and points, as a Markdown table."""
    minutes = sum(lesson.minutes for lesson in call.lessons)
    rows = (f"| {one.title} | {one.aim} | {one.minutes} | {number(_points(one, call))} |" for one in call.lessons)
    head = ("| Lektion | Ziel (für die Lernenden) | Minuten | Punkte |", "|---|---|---|---|")
    return "\n".join((*head, *rows, f"| | Zusammen | {minutes} | |"))


def _points(lesson: PlannedLesson, call: Call) -> float:
    if lesson.calls and call.live:
        return sum(part.points for part in call.live.parts)
    if lesson.exercise in call.choices:
        return sum(part.points for part in call.choices[lesson.exercise].parts)
    return sum(criterion.points for criterion in call.rubric.of(lesson.exercise))


def figures(quality: str) -> str:
    """How often the grader errs, in German, from the page that `telesales evaluate --write` made (may be empty).

    ValueError where the page is not as this command writes it.
    """
    blind = _measured(quality, "Authors nobody looked at", "die beim Schreiben der Regeln niemand gelesen hatte")
    seen = _measured(quality, "Authors in sight", "an denen die Regeln geschrieben wurden (das sagt wenig über neue)")
    return " ".join(filter(None, (blind or _NOT_YET, seen, _AUTHORS if blind or seen else "")))


_NOT_YET = "An Texten, die beim Schreiben der Regeln niemand gelesen hatte, ist diese Fassung noch nicht gemessen."
_AUTHORS = (
    "Die Texte und die Urteile, mit denen verglichen wird, stammen von Sprachmodellen in verschiedenen Rollen, nicht "
    "von Menschen. Alle Zahlen, auch je Kriterium: `docs/grader-quality.md`."
)


def _measured(quality: str, title: str, which: str) -> str:
    """One sentence on one section of the page; empty where there is no such section."""
    section = re.search(rf"^## {title}.*?(?=^## |\Z)", quality, re.DOTALL | re.MULTILINE)
    if section is None:
        return ""
    found = _MEASURED.search(section[0])
    if found is None:
        raise ValueError(f"{QUALITY}: no figures below '{title}'; run: telesales evaluate --write")
    return (
        f"Von {found['good']} gelungenen Stellen aus {found['scripts']} Texten, {which}, wurden {found['failed']} "
        f"nicht anerkannt; von {found['bad']} misslungenen gingen {found['passed']} durch (Cohens κ "
        f"{number(float(found['kappa']))})."
    )


def page(text: str, call: Call) -> str:
    """The page and the paper version as HTML, ready to print."""
    body = MarkdownIt("commonmark").enable("table").render(text)
    criteria = call.rubric.of("rewrite")
    points = sum(criterion.points for criterion in criteria)
    return render(
        "teachers.html",
        "telesales_autograder",
        body=Markup(body),  # noqa: S704  # the project's own page
        call=call,
        slots=_slots(call),
        criteria=criteria,
        points=points,
        pass_points=call.exercises["rewrite"].pass_share * points,
    )


def _slots(call: Call) -> list[tuple[object, object]]:
    """Each line to be written with the turn of the other person that comes before it."""
    slots = call.exercises["rewrite"].slots
    return [(slot, call.transcript.turn(slot.answers) if slot.answers else None) for slot in slots]


def mark(html: str) -> bytes:
    """The line at a PDF's end that says from what it was printed."""
    return f"% telesales {hashlib.sha256(html.encode()).hexdigest()}\n".encode()


def printed(html: str) -> bytes:
    """`html` as PDF; the same Chromium gives the same bytes. RuntimeError where there is no Chromium."""
    from playwright.sync_api import sync_playwright  # A test tool: only whoever prints needs it.

    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--headless"])
        tab = browser.new_page()
        tab.set_content(html)
        data = tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        browser.close()
    return _DATES.sub(rb"/\1 (D:20260101000000", data).rstrip() + b"\n" + mark(html)


def stale(root: Path, text: str, html: str) -> Iterator[str]:
    """One sentence for each of the two files that is not current."""
    if (root / TEXT).read_text(encoding="utf-8") != text:
        yield f"{TEXT} is out of date; {WAY_OUT}"
    if not (root / PDF).is_file() or not (root / PDF).read_bytes().endswith(mark(html)):
        yield f"{PDF} is out of date; {WAY_OUT}"


def main(root: Path, check: bool) -> int:
    """Writes both files below `root`, or with `check` compares; 1 where one is out of date."""
    quality = (root / QUALITY).read_text(encoding="utf-8") if (root / QUALITY).is_file() else ""
    call = load_call()
    blocks = {"lessons": lessons_table(call), "figures": figures(quality)}
    text = filled((root / TEXT).read_text(encoding="utf-8"), blocks)
    html = page(text, call)
    if check:
        problems = list(stale(root, text, html))
        print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
        return 1 if problems else 0
    (root / TEXT).write_text(text, encoding="utf-8")
    (root / PDF).write_bytes(printed(html))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(), "--check" in sys.argv[1:]))
