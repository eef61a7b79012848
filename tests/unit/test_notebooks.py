"""From MyST text to a notebook."""

import pytest

from telesales_autograder.cell_calls import Call, last_call
from telesales_autograder.notebooks import LessonError, notebook_from, to_bytes

TEXT = """---
kernelspec:
  name: python3
  display_name: Python 3
---

# Titel

+++

Zweiter Absatz

+++

Zweiter Absatz

```{code-cell}
:grade_id: editor
:role: locked
from telesales.lesson import edit, points

edit("rewrite")
```

```{code-cell}
:grade_id: introduction
:role: tests
points("introduction")
```

+++ {"grade_id": "reflection", "role": "manual", "points": 4}

Was nimmst du mit?

+++ {"grade_id": "talk", "role": "task", "points": 2}

Sprich das Gespräch mit jemandem.
"""
POINTS = {"introduction": 6.0}


def cell(id: str, text: str = TEXT) -> dict:
    return next(cell for cell in notebook_from(text, "a.md", POINTS).cells if cell["id"] == id)


def test_the_same_text_gives_the_same_bytes() -> None:
    assert to_bytes(notebook_from(TEXT, "a.md", POINTS)) == to_bytes(notebook_from(TEXT, "a.md", POINTS))


def test_cell_ids_stay_when_another_cell_changes() -> None:
    before = [cell["id"] for cell in notebook_from(TEXT, "a.md", POINTS).cells]
    after = [cell["id"] for cell in notebook_from(TEXT.replace("# Titel", "# Anders"), "a.md", POINTS).cells]
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_two_cells_of_equal_text_have_different_ids() -> None:
    ids = [cell["id"] for cell in notebook_from(TEXT, "a.md", POINTS).cells]
    assert len(ids) == len(set(ids)) == 7


def test_the_notebook_says_where_it_comes_from() -> None:
    assert notebook_from(TEXT, "course/a.md", POINTS).metadata.telesales.generated_from == "course/a.md"


def test_a_test_cell_gets_its_points_from_the_rubric() -> None:
    assert cell("introduction")["metadata"]["nbgrader"]["points"] == 6.0


@pytest.mark.parametrize(
    ("id", "flags"),
    [
        ("editor", {"grade": False, "solution": False, "locked": True, "task": False}),
        ("introduction", {"grade": True, "solution": False, "locked": True, "task": False}),
        ("reflection", {"grade": True, "solution": True, "locked": False, "task": False}),
        ("talk", {"grade": False, "solution": False, "locked": False, "task": True}),
    ],
)
def test_a_role_sets_nbgraders_flags(id: str, flags: dict[str, bool]) -> None:
    nbgrader = cell(id)["metadata"]["nbgrader"]
    assert {flag: nbgrader[flag] for flag in flags} == flags
    assert nbgrader["schema_version"] == 3


def test_the_editors_cell_cannot_be_deleted_or_edited_and_an_answer_can_be_edited() -> None:
    assert cell("editor")["metadata"] | {"deletable": False, "editable": False} == cell("editor")["metadata"]
    assert "editable" not in cell("reflection")["metadata"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (":role: tests", ":role: exam", "a role is one of"),
        ('points("introduction")\n', 'points("reason")\n', 'the one call points("introduction")'),
        (":grade_id: introduction", ":grade_id: invented", 'the one call points("invented")'),
        ('"points": 4', '"tags": []', "worth nothing yet"),
        (":grade_id: editor", ":grade_id: introduction", "stands twice"),
    ],
)
def test_a_wrong_cell_is_refused_with_the_way_out(old: str, new: str, says: str) -> None:
    with pytest.raises(LessonError, match=says.replace("(", r"\(").replace(")", r"\)")):
        notebook_from(TEXT.replace(old, new), "a.md", POINTS)


def test_a_test_cell_without_a_criterion_is_refused() -> None:
    with pytest.raises(LessonError, match="worth nothing yet"):
        notebook_from(TEXT, "a.md", {})


NO_CALLS = ["", "x = 1", "points(", "points(1)", "points('a', b='c')", "a.points('a')", "points('a') + 1"]


@pytest.mark.parametrize("source", NO_CALLS)
def test_what_is_not_one_call_with_texts_is_none(source: str) -> None:
    assert last_call(source) is None


def test_the_last_line_is_the_call() -> None:
    assert last_call('import x\n\nedit("rewrite")') == Call("edit", ("rewrite",))
