"""Puts a page where nbgrader releases it from: whole or not at all, and never over a page that is not ours."""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from telesales.handed import HandedFile, read_file
from telesales_autograder.pages.page import GENERATOR
from telesales_autograder.submission import TIMESTAMP

SECRET = "submission_secret.txt"
"""nbgrader's file that says under which name a page is released: only who handed in knows it."""

_HEAD = 2000  # bytes of a page that say who made it
_OWN = f'<meta name="generator" content="{GENERATOR}">'.encode()
_SECRET = re.compile(rb"[!-~]{16,1000}\s*")


@dataclass(frozen=True)
class Place:
    """A learner's folder of feedback, with the name and the permissions of its page."""

    folder: Path
    name: str
    mode: int

    @property
    def page(self) -> Path:
        """The page itself."""
        return self.folder / self.name

    def is_foreign(self) -> bool:
        """Whether a page lies there that another program made."""
        try:
            with self.page.open("rb") as file:
                return _OWN not in file.read(_HEAD)
        except FileNotFoundError:
            return False

    def put(self, html: str, timestamp: HandedFile, secret: HandedFile) -> bool:
        """Writes what is not there already; the page comes last. OSError where that cannot be done.

        release_feedback stops at the first page without a time or a secret: where the submission brought none, an
        empty time and a secret of our own stand in, and nobody can fetch that page.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write(TIMESTAMP, timestamp.data or b"")
        known = next((s.data for s in (secret, read_file(self.folder / SECRET)) if _is_secret(s)), None)
        self._write(SECRET, known or secrets.token_hex(64).encode())
        return self._write(self.name, html.encode())

    def _write(self, name: str, data: bytes) -> bool:
        """Whether the file was written; it stays untouched where it holds just that."""
        path = self.folder / name
        if _holds(path, data):
            return False
        handle, temporary = tempfile.mkstemp(prefix=f".{name}-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(self.mode)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return True


def _is_secret(file: HandedFile) -> bool:
    """Whether nbgrader can use it: an empty or unreadable one would stop the release for all others."""
    return file.data is not None and bool(_SECRET.fullmatch(file.data))


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
