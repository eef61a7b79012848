"""A platform's list of people: Moodle's grading worksheet, Canvas' gradebook, ILIAS' status file or one like them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.names import same
from telesales_autograder.exchange.platforms import Owner
from telesales_autograder.exchange.tables import Table, as_meant
from telesales_autograder.exchange.times import understood

Titles = tuple[str, ...]
"""What platforms call a column."""

ID = ("ID", "Identifier", "usr_id", "Teilnehmer-ID")
NAME = ("Vollständiger Name", "Full name", "Student", "Name")
FIRST_NAME = ("Vorname", "First name", "FirstName", "firstname")
LAST_NAME = ("Nachname", "Last name", "Surname", "LastName", "lastname")
EMAIL = ("E-Mail-Adresse", "Email address", "E-Mail", "Email")
LOGIN = ("Anmeldename", "Username", "SIS Login ID", "login")
NUMBER = ("ID-Nummer", "ID number", "Matrikelnummer", "SIS User ID")
TIME = ("Zuletzt geändert (Abgabe)", "Last modified (submission)")
STATUS = ("Status",)
LATE_WORDS = ("zu spät", "verspätet", "late")


@dataclass(frozen=True)
class Person:
    """A row of a platform's list: who, and when they handed in (without a zone) if the list says so."""

    id: str
    name: str
    email: str = ""
    login: str = ""
    time: datetime | None = None
    late: bool = False


def people(table: Table) -> list[Person]:
    """Everybody in a platform's list; ExchangeError where it has no column to know them by."""
    known: tuple[Titles, ...] = (ID, NAME, FIRST_NAME, LAST_NAME, EMAIL, LOGIN, TIME, STATUS)
    columns = {titles: table.column(titles) for titles in known}
    if columns[ID] is None and columns[NAME] is None:
        raise ExchangeError(
            f"{table.name} hat weder eine Spalte „ID“ noch „Vollständiger Name“: Nimm die Tabelle der Plattform."
        )
    cells = ({titles: table.cell(row, column).strip() for titles, column in columns.items()} for row in table.rows)
    return [_person(cell) for cell in cells]


def _person(cell: Mapping[Titles, str]) -> Person:
    name = f"{as_meant(cell[FIRST_NAME])} {as_meant(cell[LAST_NAME])}".strip() or _first_name_first(cell[NAME])
    late = any(word in cell[STATUS].casefold() for word in LATE_WORDS)
    return Person(number(cell[ID]), name, as_meant(cell[EMAIL]), as_meant(cell[LOGIN]), understood(cell[TIME]), late)


def _first_name_first(name: str) -> str:
    last, comma, first = as_meant(name).partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else last.strip()


def number(cell: str) -> str:
    """The number at the end of an id: Moodle writes "Teilnehmer/in123456"."""
    digits = len(cell) - len(cell.rstrip("0123456789"))
    return cell[len(cell) - digits :] if digits else ""


class Directory:
    """A platform's list, searched by what a download tells."""

    def __init__(self, listed: Iterable[Person] = ()) -> None:
        known = list(listed)
        names = Counter(same(person.name) for person in known)
        self._by_id = {person.id: person for person in known if person.id}
        self._by_name = {same(person.name): person for person in known if names[same(person.name)] == 1}

    def find(self, owner: Owner) -> Person:
        """The person; where the list does not know them, what the download says."""
        named = None if owner.anonymous or not owner.name else self._by_name.get(same(owner.name))
        return self._by_id.get(owner.id) or named or Person(owner.id, owner.name, login=owner.login)
