"""What a learner handed in, read as hostile."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales.answers import MIME_TYPE
from telesales_autograder.submission import MAX_PARTS, MAX_TEXT, read_submission

ANSWERS = "call: facebook-skype\nexercise: rewrite\nrevision: {revision}\nlines:\n  C1: {line}\n"


def answers(line: str = "Guten Abend", revision: int = 1) -> str:
    return ANSWERS.format(line=line, revision=revision)


def carrying(*texts: Any) -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "data": {MIME_TYPE: {"answers": text}}} for text in texts]
    return {"cell_type": "code", "source": "", "metadata": {}, "outputs": outputs}


def written(grade_id: str, source: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {"nbgrader": {"grade_id": grade_id}}}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return tmp_path / "3-rewrite.ipynb"


def save(notebook: Path, *cells: Any, file: str | None = None) -> None:
    notebook.write_text(json.dumps({"cells": list(cells)}), encoding="utf-8")
    if file is not None:
        notebook.with_name("answers.yaml").write_text(file, encoding="utf-8")


def test_a_readable_file_is_taken_byte_by_byte(notebook: Path) -> None:
    save(notebook, file=answers())
    assert read_submission(notebook).answers == answers().encode()


def test_the_notebook_alone_is_enough(notebook: Path) -> None:
    save(notebook, carrying(answers()))
    read = read_submission(notebook)
    assert (read.answers, read.problem, read.notices) == (answers().encode(), None, ())


def test_the_newest_of_several_carried_answers_counts(notebook: Path) -> None:
    save(notebook, carrying(answers("alt", 3), answers("neu", 7)), carrying(answers("uralt", 1)))
    assert read_submission(notebook).answers == answers("neu", 7).encode()


def test_a_readable_file_wins_and_a_difference_is_told(notebook: Path) -> None:
    save(notebook, carrying(answers("anders", 9)), file=answers())
    read = read_submission(notebook)
    assert read.answers == answers().encode()
    assert read.notices == ("Im Notebook liegt eine andere Fassung als in answers.yaml: Bewertet wurde answers.yaml.",)


def test_equal_lines_of_another_revision_are_no_difference(notebook: Path) -> None:
    save(notebook, carrying(answers(revision=9)), file=answers(revision=2))
    assert read_submission(notebook).notices == ()


def test_a_broken_file_gives_way_to_the_notebook_and_that_is_told(notebook: Path) -> None:
    save(notebook, carrying(answers()), file="call: [")
    read = read_submission(notebook)
    assert read.answers == answers().encode()
    assert "ist kein gültiges YAML" in read.notices[0]


def test_nothing_at_all_is_one_sentence(notebook: Path) -> None:
    save(notebook)
    read = read_submission(notebook)
    assert read.answers is None
    assert read.problem is not None
    assert read.problem.startswith("answers.yaml fehlt")


def test_broken_answers_in_the_notebook_are_the_problem_where_there_is_no_file(notebook: Path) -> None:
    save(notebook, carrying("call: ["))
    assert "ist kein gültiges YAML" in str(read_submission(notebook).problem)


def test_a_notebook_that_is_none_still_leaves_the_file(notebook: Path) -> None:
    save(notebook, file=answers())
    notebook.write_text("no json", encoding="utf-8")
    read = read_submission(notebook)
    assert read.answers == answers().encode()
    assert "kein lesbares Notebook" in read.notices[0]


def test_a_link_is_not_followed(notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "other.ipynb").write_text(json.dumps({"cells": [carrying(answers())]}), encoding="utf-8")
    notebook.symlink_to(tmp_path / "other.ipynb")
    assert read_submission(notebook).answers is None


def test_the_pieces_of_a_split_text_come_together_and_copies_count_once(notebook: Path) -> None:
    save(notebook, written("a", ["Erst", "ens"]), written("b", "x"), written("a", "Zweitens"), written("a", "Erstens"))
    assert read_submission(notebook).texts == {"a": "Erstens\n\nZweitens", "b": "x"}


def test_an_endless_text_is_cut_and_half_characters_are_replaced(notebook: Path) -> None:
    save(notebook, written("long", "x" * 10**6), written("half", "\ud800"))
    texts = read_submission(notebook).texts
    assert len(texts["long"]) < MAX_TEXT + 100
    assert texts["half"] == "?"


KEYS = ["cells", "outputs", "data", MIME_TYPE, "answers", "metadata", "nbgrader", "grade_id", "source"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


@given(content=JSON)
def test_no_notebook_makes_reading_raise(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    notebook = tmp_path_factory.mktemp("any") / "a.ipynb"
    notebook.write_text(json.dumps({"cells": content}), encoding="utf-8")
    assert read_submission(notebook).answers is None


def test_a_notebook_that_would_fill_the_memory_is_not_parsed(notebook: Path) -> None:
    notebook.write_bytes(b"[" + b"[]," * MAX_PARTS)
    read = read_submission(notebook)
    assert "viel zu viele Teile" in read.notices[0]
