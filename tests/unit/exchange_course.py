"""A course folder for the tests of collecting: no nbgrader, no release, just the places."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from telesales_autograder.exchange.archive import Limits
from telesales_autograder.exchange.collecting import Collected, Collection, Summary, collect
from telesales_autograder.exchange.gathering import Lesson
from telesales_autograder.exchange.people import Directory, people
from telesales_autograder.exchange.placing import Place
from telesales_autograder.exchange.register import Register
from telesales_autograder.exchange.tables import Table
from telesales_autograder.exchange.writing import write

LESSON = "3-rewrite"
NOTEBOOK = f"{LESSON}.ipynb"
RELEASED = b'{"cells": ["released"]}'
OTHERS = frozenset({"1-the-call", "2-diagnosis", "4-call-guide"})


@dataclass
class Course:
    """A course in `root`; `lesson` is the one that is collected."""

    root: Path
    lesson: str = LESSON
    due: datetime | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def students(self) -> Path:
        return self.root / "students.csv"

    def collect(
        self, *downloads: Path, names: Path | None = None, platform: str | None = None, dry: bool = False
    ) -> Summary:
        asked = Collection(
            place=Place(self.folder, f"{self.lesson}.ipynb", RELEASED),
            lesson=Lesson(f"{self.lesson}.ipynb", OTHERS - {self.lesson}),
            register=Register.read(self.students, self.lesson),
            directory=Directory(people(Table.read(names)) if names else ()),
            zone=ZoneInfo("Europe/Berlin"),
            save=lambda register: write(self.students, register.to_bytes()),
            due=self.due,
            limits=self.limits,
            dry=dry,
        )
        return collect(list(downloads), platform, asked)

    def folder(self, student: str) -> Path:
        return self.root / "submitted" / student / self.lesson

    def files(self, student: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder(student).iterdir()}

    def older(self, student: str) -> list[dict[str, bytes]]:
        """The older versions, by their folders' names."""
        beside = self.folder(student).with_name(f"{self.lesson}.frueher")
        versions = sorted(beside.iterdir()) if beside.exists() else []
        return [{path.name: path.read_bytes() for path in version.iterdir()} for version in versions]

    def everything(self) -> dict[str, bytes]:
        """All files of the course by path."""
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


def states(summary: Summary) -> dict[str, str]:
    return {one.student: one.state for one in summary.collected}


def only(summary: Summary) -> Collected:
    [one] = summary.collected
    return one
