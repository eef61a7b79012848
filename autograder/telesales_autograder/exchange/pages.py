"""Feedback pages on their way to a platform."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from telesales.handed import read_file
from telesales_autograder.exchange.archive import MIB
from telesales_autograder.exchange.moodle import feedback_folder
from telesales_autograder.exchange.register import Enrolment

MAX_PAGE = 32 * MIB

Pages = Mapping[str, Mapping[str, bytes]]
"""The pages of each student, by the file's name."""


def found(folder: Path, assignment: str, students: list[str]) -> Pages:
    """The HTML pages in nbgrader's feedback folder: `<student>/<assignment>/*.html`."""
    return {student: pages for student in students if (pages := _pages(folder / student / assignment))}


def _pages(folder: Path) -> dict[str, bytes]:
    read = {path.name: read_file(path, MAX_PAGE).data for path in sorted(folder.glob("*.html"))}
    return {name: data for name, data in read.items() if data is not None}


def moodle_zip(pages: Pages, enrolments: list[Enrolment]) -> bytes:
    """The zip file for Moodle's "Feedbackdateien als Zip hochladen"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in enrolments:
            for name, data in pages.get(row.student, {}).items():
                archive.writestr(f"{feedback_folder(row).rstrip('_')}_/{name}", data)
    return buffer.getvalue()
