"""The teacher's notebook around the learner's texts, and its outputs without a kernel."""

import pytest
from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.utils import determine_grade

from telesales.handed import HandedFile
from telesales_autograder.judging import judge_notebook, unsure_cells
from telesales_autograder.notebooks import notebook_from
from telesales_autograder.restoring import NOTICE, restored
from telesales_autograder.submission import Submission

TEXT = """# Titel

```{code-cell}
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
"""
ANSWERS = b"call: facebook-skype\nexercise: rewrite\nlines:\n  C1: Mein Name ist Jana Vogt vom Hof Auental.\n"


@pytest.fixture
def teacher() -> NotebookNode:
    return notebook_from(TEXT, "a.md", {"introduction": 6.0})


def around(teacher: NotebookNode, submission: Submission) -> NotebookNode:
    return from_dict(restored(teacher, submission))


def judged(notebook: NotebookNode, answers: HandedFile) -> NotebookNode:
    judge_notebook(notebook, answers)
    return from_dict(notebook)


def by_id(notebook: NotebookNode, id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == id)


def test_without_anything_to_tell_the_notebook_is_the_teachers(teacher: NotebookNode) -> None:
    assert restored(teacher, Submission(ANSWERS)) == teacher


def test_only_cells_that_a_person_reads_take_the_learners_text(teacher: NotebookNode) -> None:
    notebook = around(teacher, Submission(ANSWERS, texts={"reflection": "Viel!", "introduction": "90.0", "own": "x"}))
    assert by_id(notebook, "reflection").source == "Viel!"
    assert by_id(notebook, "introduction").source == 'points("introduction")'
    assert len(notebook.cells) == len(teacher.cells)


def test_a_written_answer_cannot_bring_html(teacher: NotebookNode) -> None:
    notebook = around(teacher, Submission(ANSWERS, texts={"reflection": "<script>alert(1)</script>"}))
    assert "<" not in by_id(notebook, "reflection").source


def test_the_teachers_notebook_is_not_changed(teacher: NotebookNode) -> None:
    restored(teacher, Submission(problem="Etwas fehlt.", texts={"reflection": "x"}))
    assert teacher == notebook_from(TEXT, "a.md", {"introduction": 6.0})


def test_a_problem_stands_on_top_as_plain_text(teacher: NotebookNode) -> None:
    notebook = around(teacher, Submission(problem="Der Eintrag '<b>*x*' ist unbekannt."))
    assert notebook.cells[0].id == NOTICE
    assert notebook.cells[0].source == r"**Zu deiner Abgabe:** Der Eintrag '&lt;b&gt;\*x\*' ist unbekannt."


def test_judging_leaves_what_nbgrader_reads_as_points(teacher: NotebookNode) -> None:
    notebook = judged(teacher, HandedFile(ANSWERS))
    points, max_points = determine_grade(by_id(notebook, "introduction"))
    assert points is not None
    assert 0 <= points <= max_points == 6
    assert "Jana Vogt" in by_id(notebook, "editor").outputs[0].data["text/html"]


def test_a_problem_earns_nothing_and_is_told_in_the_cell(teacher: NotebookNode) -> None:
    notebook = judged(teacher, HandedFile(problem="Die Datei ist kaputt."))
    cell = by_id(notebook, "introduction")
    assert determine_grade(cell) == (0.0, 6.0)
    assert "Die Datei ist kaputt." in cell.outputs[0].data["text/html"]


def test_answers_to_another_exercise_earn_nothing_and_nobody_is_asked(teacher: NotebookNode) -> None:
    guide = HandedFile(ANSWERS.replace(b"rewrite", b"guide").replace(b"C1", b"introduction"))
    assert determine_grade(by_id(judged(teacher, guide), "introduction")) == (0.0, 6.0)
    assert unsure_cells(teacher, guide) == set()


def test_a_graded_cell_that_is_no_call_is_an_error_and_never_full_points(teacher: NotebookNode) -> None:
    by_id(teacher, "introduction").source = "assert True"
    with pytest.raises(ValueError, match="must be the one call"):
        judge_notebook(teacher, HandedFile(ANSWERS))
