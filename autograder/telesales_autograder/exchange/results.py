"""Grades on their way to a platform: whose row is it, how many points does it get, what is left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.grades import Grade
from telesales_autograder.exchange.names import same
from telesales_autograder.exchange.register import Enrolment


@dataclass(frozen=True)
class Wishes:
    """How grades are written.

    `scale`: points are converted where the platform counts to another maximum. `column`: the assignment's column in
    Canvas. `passed_from`: percent from which ILIAS hears "passed"; None leaves the status as it is.
    """

    scale: bool = False
    column: str | None = None
    passed_from: float | None = None


@dataclass
class Results:
    """All grades of a lesson, and what became of each: `done` students, `missed` sentences about the others."""

    assignment: str
    grades: Mapping[str, Grade]
    enrolments: list[Enrolment]
    wishes: Wishes = field(default_factory=Wishes)
    done: set[str] = field(default_factory=set)
    missed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    def known(self) -> list[tuple[Enrolment, Grade]]:
        """Everybody of the platform who has a grade, by name."""
        found = [(row, self.grades[row.student]) for row in self.enrolments if row.student in self.grades]
        return sorted(found, key=lambda pair: pair[0].student)

    def finder(self) -> Callable[[str, Iterable[str]], str | None]:
        """Finds the student of a table's row: by the platform's number, else by a cell that is their own name here."""
        by_id = {row.id: row.student for row in self.enrolments if row.id}
        own = {same(student): student for student in self.grades}

        def find(id: str, texts: Iterable[str]) -> str | None:
            found = by_id.get(id) or next((own[same(text)] for text in texts if text and same(text) in own), None)
            return found if found in self.grades else None

        return find

    def points(self, grade: Grade, most: float | None) -> float:
        """The points where the platform counts to `most`; ExchangeError where that differs and was not asked for."""
        if most is None or grade.most == most or grade.most == 0:
            return grade.points
        if not self.wishes.scale:
            counts = f"Die Plattform rechnet mit {german(most)} Punkten, die Lektion hat {german(grade.most)}"
            raise ExchangeError(f"{counts}: Stelle dort {german(grade.most)} ein, oder rechne mit --scale um.")
        return grade.points * most / grade.most

    def tell_strangers(self, where: str) -> None:
        """Notes everybody who has a grade but no row in the table."""
        for student in sorted(set(self.grades) - self.done):
            self.missed.append(f"{student}: steht nicht in {where}.")


def german(value: float) -> str:
    """A number of points for people: at most two decimals, with a comma."""
    return plain(value).replace(".", ",")


def plain(value: float) -> str:
    """A number of points for programs: at most two decimals, with a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def as_number(cell: str) -> float | None:
    """A cell's number, with a comma or a point; None where it is none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None
