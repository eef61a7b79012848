"""The course's appeals in one file, one JSON object a line: nothing in it is ever changed, only added."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from telesales_autograder.appeals.record import Appeal

NAME = "appeals.jsonl"
WAIT = 10
"""Seconds that another program may keep the file."""


class AppealError(Exception):
    """Something is wrong with an appeal or with their file; the text is one German sentence with the way out."""


@dataclass(frozen=True)
class AppealBook:
    """The file of appeals of one course folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / NAME

    def all(self) -> Iterator[Appeal]:
        """All appeals, oldest first; AppealError names the line that cannot be read."""
        if not self.path.exists():
            return
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                yield Appeal.model_validate_json(line)
            except ValidationError as error:
                wrong = error.errors()[0]["msg"]
                raise AppealError(
                    f"{self.path}, Zeile {number}: {wrong}. Nimm die Zeile heraus oder stelle sie wieder her."
                ) from None

    def current(self) -> list[Appeal]:
        """The last word on each verdict, in the order of the first."""
        return list({appeal.about: appeal for appeal in self.all()}.values())

    def add(self, appeal: Appeal) -> None:
        """Adds one line, whole or not at all; AppealError where that cannot be done."""
        line = appeal.model_dump_json().encode() + b"\n"
        try:
            with FileLock(f"{self.path}.lock", timeout=WAIT), self.path.open("ab") as file:
                self._append(file.fileno(), line)
        except Timeout:
            raise AppealError(
                f"{self.path} wird gerade von einem anderen Programm beschrieben: Versuche es gleich noch einmal."
            ) from None
        except OSError as error:
            raise AppealError(
                f"{self.path} lässt sich nicht beschreiben ({error.strerror}): Nichts wurde geändert."
            ) from None

    @staticmethod
    def _append(file: int, line: bytes) -> None:
        size = os.fstat(file).st_size
        try:
            written = os.write(file, line)
            os.fsync(file)
        except OSError:
            os.ftruncate(file, size)
            raise
        if written < len(line):
            os.ftruncate(file, size)
            raise OSError(0, "der Datenträger ist voll")
