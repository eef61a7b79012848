"""A file that a learner handed in, as it was found: its bytes, or the one sentence why there are none.

What is judged comes from a folder here, and as bytes over a wire there: past this point both are the same.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from telesales.answers import MAX_BYTES, AnswerError, read_bytes


@dataclass(frozen=True)
class HandedFile:
    """One file: `data`, or else the `problem` as one German sentence; `absent` where there was no file at all."""

    data: bytes | None = None
    problem: str | None = None
    absent: bool = False

    def content(self) -> bytes:
        """The bytes; AnswerError with the problem where there are none."""
        if self.data is None:
            raise AnswerError(self.problem or "")
        return self.data


def read_file(path: Path, limit: int = MAX_BYTES) -> HandedFile:
    """The file at `path` of at most `limit` bytes; never raises, follows no link, waits for nothing."""
    try:
        return HandedFile(read_bytes(path, limit))
    except AnswerError as error:
        return HandedFile(problem=str(error), absent=not os.path.lexists(path))
