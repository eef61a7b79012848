"""A notebook as the text of its file."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales_autograder.engine.notebook_text import to_bytes

RELEASE = Path(__file__).parents[2] / "release"


@pytest.mark.parametrize("path", sorted(RELEASE.glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_a_lessons_bytes_are_those_of_nbformat(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert to_bytes(notebook).decode() == nbformat.writes(notebook, version=4) + "\n"


def notebook(source: str, html: str, **metadata: Any) -> dict[str, Any]:
    shown = {"output_type": "display_data", "data": {"text/html": html, "text/plain": "x"}, "metadata": {}}
    code = {"id": "b", "cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x", "outputs": [shown]}
    text = {"id": "a", "cell_type": "markdown", "metadata": metadata, "source": source}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"telesales": {}}, "cells": [text, code]}


@given(st.text(), st.text())
def test_the_notebooks_bytes_are_those_of_nbformat(source: str, html: str) -> None:
    made = notebook(source.encode("utf-8", "replace").decode(), html.encode("utf-8", "replace").decode())
    assert to_bytes(made).decode() == nbformat.writes(nbformat.from_dict(made), version=4) + "\n"
