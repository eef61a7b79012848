"""A teacher's course folder in a temporary place, submissions in it, and nbgrader's commands."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from hostile import MAKERS, Maker
from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "autograder/answers"
ASSIGNMENT = "3-rewrite"
TABLE: dict[str, dict[str, Any]] = yaml.safe_load((ANSWERS / "points.yaml").read_text(encoding="utf-8"))


class CellGrade(NamedTuple):
    """One row of the gradebook."""

    name: str
    points: float | None
    waiting: bool


@dataclass(frozen=True)
class Course:
    """A course folder in a temporary place."""

    root: Path
    canary: Path
    db_url: str | None = None

    def nbgrader(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs one nbgrader command as a teacher would, in the course folder and without an activated environment."""
        return self._run("nbgrader", arguments, environment)

    def telesales(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs one command of the course, likewise."""
        return self._run("telesales", arguments, environment)

    def _run(
        self, program: str, arguments: tuple[str, ...], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        env = {**os.environ, "PATH": "/usr/bin:/bin", **environment}
        return subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, timeout=300, check=False)

    def gradebook(self, file: str = "gradebook.db") -> Gradebook:
        return Gradebook(self.db_url or f"sqlite:///{self.root / file}")

    def feedback(self, student: str) -> str:
        return (self.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / ASSIGNMENT

    def points(self) -> dict[str, dict[str, float | None]]:
        """The points of each student's cells."""
        return {student: {g.name: g.points for g in grades} for student, grades in self._grades().items()}

    def waiting(self) -> dict[str, set[str]]:
        """The cells of each student that a person should grade."""
        return {student: {g.name for g in grades if g.waiting} for student, grades in self._grades().items()}

    def _grades(self) -> dict[str, list[CellGrade]]:
        with self.gradebook() as gradebook:
            submissions = gradebook.assignment_submissions(ASSIGNMENT)
            return {s.student.id: [_cell_grade(g) for n in s.notebooks for g in n.grades] for s in submissions}


def _cell_grade(grade: Grade) -> CellGrade:
    return CellGrade(grade.name, grade.auto_score, grade.needs_manual_grade)


def new_course(root: Path) -> Course:
    """A copy of what a teacher's folder holds: the configuration and the built notebooks."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for step in ("source", "release"):
        shutil.copytree(ROOT / step, root / step)
    return Course(root, root.parent / "canary")


def ungraded_twin(course: Course, name: str) -> Course:
    """A second course beside the first, with its assignments and submissions, in which nothing is graded yet."""
    twin = new_course(course.root.with_name(name))
    (twin.root / "submitted").symlink_to(course.root / "submitted")
    shutil.copy(course.root / "gradebook.db", twin.root)
    with twin.gradebook() as gradebook:
        for table in (Comment, Grade, SubmittedNotebook, SubmittedAssignment, Student):
            gradebook.db.query(table).delete()
        gradebook.db.commit()
    return twin


def submit(course: Course, student: str) -> None:
    """Puts the submission of that name into submitted/."""
    folder = course.root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    release = ROOT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    if student in MAKERS:
        MAKERS[student](Maker(folder, release, stored_answers, course.canary))
    else:
        shutil.copy(release, folder)
        shutil.copy(ANSWERS / student / "answers.yaml", folder)


def stored_answers(name: str) -> str:
    return (ANSWERS / name / "answers.yaml").read_text(encoding="utf-8")


def succeed(result: subprocess.CompletedProcess[str]) -> None:
    assert result.returncode == 0, result.stdout + result.stderr
