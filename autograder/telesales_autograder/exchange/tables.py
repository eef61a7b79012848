"""CSV files of platforms: read in whatever dialect they come, single cells changed, all other bytes left alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from telesales.answers import AnswerError, read_bytes
from telesales_autograder.exchange.archive import MIB
from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.names import same

MAX_TABLE = 64 * MIB
DELIMITERS = (",", ";", "\t")

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n]")


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(cell: str) -> str:
    """The text of a cell that `harmless` made."""
    return cell[1:] if _DEFUSED.match(cell) else cell


class _Cell(NamedTuple):
    raw: str
    after: str

    @property
    def text(self) -> str:
        return self.raw[1:-1].replace('""', '"') if self.raw.startswith('"') else self.raw


@dataclass
class Table:
    """A CSV file; rows are numbered from 0 below the header."""

    name: str
    delimiter: str
    encoding: str
    header: list[str] = field(default_factory=list)
    _lines: list[list[_Cell]] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "Table":
        """The table in `path`; ExchangeError where there is none."""
        try:
            data = read_bytes(path, MAX_TABLE)
        except AnswerError:
            raise ExchangeError(f"{path} lässt sich nicht lesen: Prüfe den Pfad der Tabelle.") from None
        return cls.parse(data, path.name)

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Table":
        """The table in `data`; ExchangeError where it is not CSV."""
        text, encoding = _decoded(data)
        first = text.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=first.count)
        lines = _lines(text, delimiter, name)
        if not lines:
            raise ExchangeError(f"{name} ist leer: Lade die Tabelle noch einmal herunter.")
        return cls(name, delimiter, encoding, [cell.text.strip() for cell in lines[0]], lines)

    @property
    def rows(self) -> range:
        """The numbers of the rows."""
        return range(len(self._lines) - 1)

    def column(self, titles: Iterable[str]) -> int | None:
        """The number of the column that has one of the titles."""
        wanted = {same(title) for title in titles}
        return next((number for number, title in enumerate(self.header) if same(title) in wanted), None)

    def cell(self, row: int, column: int | None) -> str:
        """The text of a cell; "" where there is no such cell."""
        cells = self._lines[row + 1]
        return cells[column].text if column is not None and column < len(cells) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Changes one cell; ExchangeError where the row is too short."""
        cells = self._lines[row + 1]
        if column >= len(cells):
            raise ExchangeError(f"{self.name}, Zeile {row + 2}, hat zu wenige Spalten: Lade die Tabelle neu herunter.")
        cells[column] = _Cell(_quoted(text, self.delimiter), cells[column].after)

    def to_bytes(self) -> bytes:
        """The whole file."""
        return "".join(cell.raw + cell.after for line in self._lines for cell in line).encode(self.encoding, "replace")


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """A new CSV file in UTF-8; what is no number of ours must have been made `harmless` before."""
    lines = (delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(text: str, delimiter: str) -> str:
    needed = any(char in text for char in (delimiter, '"', "\n", "\r", " ", "\t"))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if needed else text


def _decoded(data: bytes) -> tuple[str, str]:
    marked = data.startswith(b"\xef\xbb\xbf")
    for encoding in ("utf-8-sig" if marked else "utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _lines(text: str, delimiter: str, name: str) -> list[list[_Cell]]:
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^"{delimiter}\r\n][^{delimiter}\r\n]*|)({delimiter}|\r\n|\n|\r|\Z)')
    lines: list[list[_Cell]] = []
    place, new_line = 0, True
    while place < len(text):
        found = pattern.match(text, place)
        if not found:
            raise ExchangeError(f"{name}, Zeile {len(lines)}, ist kein lesbares CSV: Lade die Tabelle neu herunter.")
        if new_line:
            lines.append([])
        lines[-1].append(_Cell(*found.groups()))
        place, new_line = found.end(), found[2] != delimiter
    if lines and not new_line:
        lines[-1].append(_Cell("", ""))
    return lines
