"""students.csv: each learner keeps one name in the course, and the platform's names find their way back.

One row for each learner, platform and lesson. Teachers may correct the first column before they collect again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from itertools import count
from pathlib import Path

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.names import same, shown, slug
from telesales_autograder.exchange.people import Person
from telesales_autograder.exchange.platforms import Owner
from telesales_autograder.exchange.tables import Table, as_meant, harmless, written

FILE_NAME = "students.csv"
LONGEST_NAME = 128
"""Characters that the gradebook takes for a learner."""
NEEDED = ("student", "platform", "assignment", "id", "name")


@dataclass(frozen=True)
class Enrolment:
    """A row: the learner `student` is `id` on the platform in this lesson; `late` is "ja" or empty."""

    student: str
    platform: str
    assignment: str
    id: str
    name: str
    login: str = ""
    email: str = ""
    late: str = ""
    folder: str = ""


COLUMNS = tuple(one.name for one in fields(Enrolment))


class Register:
    """Gives each learner a name in the course, the same each time.

    A platform's number is the learner's own on ILIAS and Canvas. Moodle's changes from lesson to lesson, so there the
    login, the address or the name tells who it is; a name that two share tells nothing.
    """

    def __init__(self, assignment: str, rows: Iterable[Enrolment] = ()) -> None:
        self.assignment = assignment
        self._rows: dict[tuple[str, str, str], Enrolment] = {}
        self._students: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._rows_of: dict[str, list[Enrolment]] = defaultdict(list)
        self._taken: set[str] = set()
        for row in rows:
            self._add(row)

    @classmethod
    def read(cls, path: Path, assignment: str) -> "Register":
        """What stands in `path`, nothing where there is no such file; ExchangeError where it lacks columns."""
        if not path.exists():
            return cls(assignment)
        table = Table.read(path)
        columns = {name: table.column([name]) for name in COLUMNS}
        if missing := [name for name in NEEDED if columns[name] is None]:
            raise ExchangeError(f"{path.name} fehlt die Spalte {missing[0]}: Ergänze sie, oder lösche die Datei.")
        texts = ({name: as_meant(table.cell(row, column)) for name, column in columns.items()} for row in table.rows)
        rows = [Enrolment(**text) for text in texts if text["student"] and text["platform"]]
        if unfit := next((row.student for row in rows if not _fits_a_folder(row.student)), None):
            raise ExchangeError(
                f"{path.name}: „{shown(unfit)}“ taugt nicht als Name eines Ordners. Ändere den Eintrag."
            )
        return cls(assignment, rows)

    def to_bytes(self) -> bytes:
        """The file's contents."""
        rows = sorted(self._rows.values(), key=lambda row: (row.student, row.platform, row.assignment, row.id))
        return written([COLUMNS, *([harmless(text) for text in asdict(row).values()] for row in rows)])

    def here(self, platform: str) -> list[Enrolment]:
        """The rows of this lesson and platform."""
        return [row for row in self._rows.values() if (row.platform, row.assignment) == (platform, self.assignment)]

    def enrol(self, found: Mapping[Owner, Person], late: Mapping[Owner, bool]) -> dict[Owner, Enrolment]:
        """The row of each learner of a download: known ones, and new ones."""
        names = Counter(same(person.name) for person in found.values())
        ordered = sorted(found, key=lambda owner: (self._row(owner) is None, owner.platform, len(owner.id), owner.id))
        return {owner: self._enrol(owner, found[owner], names, late[owner]) for owner in ordered}

    def _enrol(self, owner: Owner, person: Person, names: Counter[str], late: bool) -> Enrolment:
        former = self._row(owner) or Enrolment("", owner.platform, self.assignment, owner.id, "")
        shared = owner.anonymous or names[same(person.name)] > 1
        row = Enrolment(
            student=former.student or self._known(owner, person, shared) or self._new(owner, person, shared),
            platform=owner.platform,
            assignment=self.assignment,
            id=owner.id,
            name=person.name or owner.name or former.name,
            login=person.login or owner.login or former.login,
            email=person.email or former.email,
            late="ja" if late else "",
            folder=owner.folder or former.folder,
        )
        self._add(row)
        return row

    def _row(self, owner: Owner) -> Enrolment | None:
        return self._rows.get((owner.platform, self.assignment, owner.id))

    def _add(self, row: Enrolment) -> None:
        self._rows[row.platform, row.assignment, row.id] = row
        self._rows_of[row.student].append(row)
        self._taken.add(same(row.student))
        for kind in ("id", "login", "email", "name"):
            if text := same(getattr(row, kind)):
                self._students[row.platform, kind, text].add(row.student)

    def _known(self, owner: Owner, person: Person, shared: bool) -> str | None:
        """The learner's name from other lessons, where just one learner fits."""
        if owner.platform != "moodle":
            return _only(self._students.get((owner.platform, "id", same(owner.id)), ()))
        for kind in ("login", "email"):
            if found := self._students.get(("moodle", kind, same(getattr(person, kind)))):
                return _only(found)
        return None if shared else self._namesake(person)

    def _namesake(self, person: Person) -> str | None:
        """The one learner of that name, unless they already handed in or have another address."""
        student = _only(self._students.get(("moodle", "name", same(person.name)), ()))
        rows = [row for row in self._rows_of.get(student or "", []) if row.platform == "moodle"]
        taken = any(row.assignment == self.assignment for row in rows)
        differs = any(row.email and person.email and same(row.email) != same(person.email) for row in rows)
        return None if taken or differs else student

    def _new(self, owner: Owner, person: Person, shared: bool) -> str:
        borne = bool(self._students.get((owner.platform, "name", same(person.name))))
        return next(name for name in _candidates(owner, person, shared or borne) if same(name) not in self._taken)


def _candidates(owner: Owner, person: Person, shared: bool) -> Iterator[str]:
    """Names for a new learner, best first: the login, the name alone where it is enough, the name with the number."""
    if login := slug(person.login or owner.login):
        yield login
    name = "" if owner.anonymous else slug(person.name)
    if name and not shared and owner.platform != "canvas":
        yield name
    numbered = f"{name or 'teilnehmer'}-{slug(owner.id) or '0'}"
    yield numbered
    yield from (f"{numbered}-{number}" for number in count(2))


def _fits_a_folder(student: str) -> bool:
    unfit = re.search(r"^[.\s]|[/\\:*?\"<>|]|[.\s]$", student)
    return student.isprintable() and len(student) <= LONGEST_NAME and not unfit


def _only(students: Iterable[str]) -> str | None:
    """The one student, None where there is none or more than one."""
    found = list(students)
    return found[0] if len(found) == 1 else None
