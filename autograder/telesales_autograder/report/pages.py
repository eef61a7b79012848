"""The report as one HTML file that loads nothing, and as a notebook of text and pictures."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from telesales.feedback.templating import render
from telesales_autograder.report.parts import Section

PACKAGE = "telesales_autograder"


def page(title: str, anonymous: bool, sections: Sequence[Section]) -> str:
    """The whole page; all texts of learners are escaped."""
    parts = [(one, one.picture.svg() if one.picture else "", _fragment(one)) for one in sections]
    return render("report/page.html", PACKAGE, title=title, anonymous=anonymous, parts=parts) + "\n"


def notebook(title: str, anonymous: bool, sections: Sequence[Section]) -> bytes:
    """The same as a notebook without code: markdown cells, pictures attached to them."""
    whom = "Für die Klasse, ohne Namen" if anonymous else "Für die Lehrkraft: enthält Namen und Texte von Lernenden"
    heading = new_markdown_cell(f"# {_harmless(title)}: Bericht\n\n{whom}.")
    cells = [heading, *(cell for section in sections for cell in _cells(section))]
    return _written(new_notebook(cells=cells))


def _cells(section: Section) -> Iterator[NotebookNode]:
    yield new_markdown_cell(f"## {section.title}")
    if section.picture:
        name = f"{section.picture.name}.png"
        cell = new_markdown_cell(f"![{_harmless(section.picture.label)}](attachment:{name})")
        cell["attachments"] = {name: {"image/png": b64encode(section.picture.png()).decode("ascii")}}
        yield cell
    yield new_markdown_cell(_one_block(_fragment(section)))


def _fragment(section: Section) -> Markup:
    """The section's text as HTML, escaped by its template."""
    return Markup(render(f"report/{section.name}.html", PACKAGE, **section.values))  # noqa: S704  # see above


def _one_block(html: str) -> str:
    """HTML that Markdown leaves alone: without blank lines, and without what starts a formula."""
    lines = [line.strip() for line in html.splitlines()]
    text = "\n".join(line for line in lines if line)
    return f'<div class="mathjax_ignore">\n{text}\n</div>'.replace("$", "&#36;").replace("\\", "&#92;")


def _harmless(text: str) -> str:
    """Text that means nothing in Markdown."""
    return "".join(f"&#{ord(char)};" if char in "\\`*_[]<>$&|!" else char for char in text)


def _written(notebook: NotebookNode) -> bytes:
    """The notebook's bytes, the same each time: cells are numbered."""
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"part-{number}"
    nbformat.validate(notebook)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
