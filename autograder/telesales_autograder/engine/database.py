"""nbgrader's database, opened with patience: other programs may be writing to it."""

import time
from collections.abc import Callable
from typing import TypeVar

from nbgrader.api import Gradebook, InvalidEntry
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError

from telesales_autograder.engine.errors import GradingError

T = TypeVar("T")

PAUSE = 0.2
"""Seconds between two tries."""
WAYS_OUT = {
    "locked": ": Warte, bis das andere Programm fertig ist (--wait SEKUNDEN wartet von selbst)",
    "full": ": Schaffe Platz; der nächste Lauf bewertet, was noch fehlt",
    "readonly": ": Gib der Datei und ihrem Ordner Schreibrechte",
    "connection": ": Prüfe die Adresse und ob die Datenbank läuft",
    "No module": ": pip install 'telesales-course[postgresql]'",
}
"""What to do by a word of the database's reason."""


class Database:
    """The gradebook's database; what goes wrong with it is told in one sentence."""

    def __init__(self, db_url: str, course: str, wait: float) -> None:
        """GradingError where the database cannot be opened; `wait`: seconds that another program may keep it locked."""
        self.wait = wait
        try:
            self.place = make_url(db_url).render_as_string(hide_password=True)
        except ArgumentError:
            raise GradingError(f"'{db_url}' ist keine Adresse einer Datenbank (sqlite:///…, postgresql://…).") from None
        self._gradebook = self.patiently(lambda: Gradebook(db_url, course))

    def transaction(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives; all of it is written or nothing, and GradingError says why nothing was."""

        def once() -> T:
            with self._gradebook.engine.begin() as connection:
                return work(connection)

        return self.patiently(once)

    def close(self) -> None:
        """Lets the database go."""
        self._gradebook.close()

    def patiently(self, work: Callable[[], T]) -> T:
        """What `work` gives, tried for `wait` seconds: locks pass, and so does another's entry of the same row."""
        until = time.monotonic() + self.wait
        while True:
            try:
                return work()
            except (OperationalError, IntegrityError, InvalidEntry) as error:
                if time.monotonic() > until:
                    raise self._trouble(error) from None
                time.sleep(PAUSE)
            except (SQLAlchemyError, ImportError) as error:
                raise self._trouble(error) from None

    def _trouble(self, error: Exception) -> GradingError:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        way_out = next((way for word, way in WAYS_OUT.items() if word in reason), "")
        return GradingError(f"Das Notenbuch {self.place} lässt sich nicht beschreiben ({reason}){way_out}.")
