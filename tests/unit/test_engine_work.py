"""One submission's bytes in, its grades and its graded notebook out."""

import json
import pickle

import nbformat
import pytest
from nbgrader.utils import determine_grade

from telesales.handed import HandedFile
from telesales_autograder.engine.work import CellGrade, Graded, Lesson, Submitted, Ungradable, grade
from telesales_autograder.notebooks import notebook_from
from telesales_autograder.submission import HandedIn

TEXT = """```{code-cell}
:grade_id: editor
:role: locked
edit("rewrite")
```

```{code-cell}
:grade_id: introduction
:role: tests
points("introduction")
```

+++ {"grade_id": "reflection", "role": "manual", "points": 4}

Schreibe hier deine Antwort.

+++ {"grade_id": "thoughts", "role": "task", "points": 2}

Was denkst du?
"""
UNTOUCHED = {"reflection": "Schreibe hier deine Antwort.", "thoughts": "Was denkst du?"}
ANSWERS = b"call: facebook-skype\nexercise: rewrite\nlines:\n  C1: Mein Name ist Jana Vogt vom Hof Auental.\n"


@pytest.fixture
def lesson() -> Lesson:
    notebook = notebook_from(TEXT, "a.md", {"introduction": 6.0})
    return Lesson(json.loads(json.dumps(notebook)), UNTOUCHED)


def handed_in(**texts: str) -> Submitted:
    cells = [{"source": text, "metadata": {"nbgrader": {"grade_id": id}}} for id, text in texts.items()]
    notebook = HandedFile(json.dumps({"cells": cells}).encode())
    return Submitted("anna", HandedIn("a.ipynb", notebook, HandedFile(ANSWERS), HandedFile(absent=True)))


def graded(lesson: Lesson, submitted: Submitted) -> Graded:
    outcome = grade(lesson, submitted)
    assert isinstance(outcome, Graded)
    return outcome


def test_points_are_those_that_nbgrader_reads_from_the_notebook(lesson: Lesson) -> None:
    outcome = graded(lesson, handed_in())
    cell = next(c for c in nbformat.reads(outcome.notebook.decode(), as_version=4).cells if c.id == "introduction")
    assert outcome.grades["introduction"].points == determine_grade(cell)[0] > 0


def test_what_somebody_wrote_waits_for_a_person(lesson: Lesson) -> None:
    outcome = graded(lesson, handed_in(reflection="Viel gelernt."))
    assert outcome.grades["reflection"] == CellGrade(None, True)
    assert outcome.empty == {"reflection": False, "thoughts": False}
    assert "Viel gelernt." in outcome.notebook.decode()


def test_what_nobody_wrote_earns_nothing_at_once(lesson: Lesson) -> None:
    outcome = graded(lesson, handed_in())
    assert outcome.grades["reflection"] == CellGrade(0.0, False)
    assert outcome.empty == {"reflection": True, "thoughts": False}


def test_a_text_whose_checksum_is_another_in_the_gradebook_is_never_called_untouched(lesson: Lesson) -> None:
    assert graded(Lesson(lesson.notebook, {}), handed_in()).grades["reflection"] == CellGrade(None, True)


def test_more_points_than_the_cell_is_worth_are_told_and_not_given(lesson: Lesson) -> None:
    for cell in lesson.notebook["cells"]:
        cell["metadata"]["nbgrader"] |= {"points": 1.0}
    outcome = grade(lesson, handed_in())
    assert isinstance(outcome, Ungradable) and outcome.student == "anna"
    assert "introduction: 6.0 von 1.0" in outcome.reason


def test_a_submission_and_its_outcome_can_be_sent_anywhere(lesson: Lesson) -> None:
    sent = pickle.loads(pickle.dumps((lesson, handed_in())))
    assert pickle.loads(pickle.dumps(grade(*sent))) == grade(lesson, handed_in())


def test_the_lesson_is_as_before_when_a_submission_is_done(lesson: Lesson) -> None:
    before = json.dumps(lesson.notebook)
    graded(lesson, handed_in(reflection="Viel gelernt."))
    assert json.dumps(lesson.notebook) == before
