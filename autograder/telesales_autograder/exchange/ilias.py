"""Grades for ILIAS: a multi-feedback zip file with a file for each learner and a status table.

ILIAS itself takes files for many learners at once ("Rückmeldung an mehrere Teilnehmer"): getMultiFeedbackFiles in
Modules/Exercise (class.ilExAssignment) reads `multi_feedback…/Nachname_Vorname_Login_UserID/`, the number decides. It
reads no marks. The table `status.csv` is what the extension "ExerciseStatusFile" of the university in Erlangen and
StudOn take (its README and class.ilPluginExAssignmentStatusFile): all columns, `update` = 1 for what is to be changed.
"""

import io
import zipfile
from collections.abc import Mapping

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.grades import Grade
from telesales_autograder.exchange.people import number
from telesales_autograder.exchange.register import Enrolment
from telesales_autograder.exchange.results import Results, german, plain
from telesales_autograder.exchange.tables import Table, harmless, written

HEADER = (
    "update",
    "usr_id",
    "login",
    "lastname",
    "firstname",
    "status",
    "mark",
    "notice",
    "comment",
    "plagiarism",
    "plag_comment",
)
OPEN, PASSED, FAILED = "notgraded", "passed", "failed"


def made(results: Results) -> bytes:
    """A status table with everybody of the course's list."""
    known = results.known()
    results.done |= {row.student for row, _ in known}
    return written([HEADER, *(_row(row, grade, results) for row, grade in known)])


def _row(row: Enrolment, grade: Grade, results: Results) -> list[str]:
    first, _, last = row.name.rpartition(" ")
    who = [row.id, harmless(row.login), harmless(last), harmless(first)]
    return ["1", *who, status(grade, results) or OPEN, plain(grade.points), "", comment(grade), "", ""]


def filled(table: Table, results: Results) -> bytes:
    """The downloaded status table with marks, and comments where there are none; all else stays as it is."""
    columns = {title: table.column([title]) for title in HEADER}
    if missing := [title for title, column in columns.items() if column is None]:
        raise ExchangeError(f"{table.name} ist keine status.csv von ILIAS: Es fehlt die Spalte {missing[0]}.")
    places = {title: column for title, column in columns.items() if column is not None}
    find = results.finder()
    for row in table.rows:
        student = find(number(table.cell(row, places["usr_id"])), [table.cell(row, places["login"])])
        if student:
            _fill(table, row, places, results, student)
    results.tell_strangers(table.name)
    return table.to_bytes()


def _fill(table: Table, row: int, columns: Mapping[str, int], results: Results, student: str) -> None:
    grade = results.grades[student]
    table.put(row, columns["update"], "1")
    table.put(row, columns["mark"], plain(grade.points))
    if decided := status(grade, results):
        table.put(row, columns["status"], decided)
    if comment(grade) and not table.cell(row, columns["comment"]).strip():
        table.put(row, columns["comment"], comment(grade))
    results.done.add(student)


def status(grade: Grade, results: Results) -> str | None:
    """Passed or failed by the share of points that was asked for; None where none was."""
    if results.wishes.passed_from is None:
        return None
    return PASSED if grade.points * 100 >= results.wishes.passed_from * grade.most else FAILED


def comment(grade: Grade) -> str:
    """The teacher's comments, harmless for spreadsheets."""
    return harmless("\n\n".join(grade.comments))


def packed(results: Results, table: bytes, pages: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """The multi-feedback zip file: the status table, and each learner's pages or, without, their points as text."""
    root, buffer = f"multi_feedback_{results.assignment}", io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{root}/status.csv", table)
        for row, grade in results.known():
            files = pages.get(row.student) or {f"{results.assignment}-Punkte.txt": _text(results.assignment, grade)}
            for name, data in files.items():
                archive.writestr(f"{root}/{feedback_folder(row)}/{name}", data)
    return buffer.getvalue()


def feedback_folder(row: Enrolment) -> str:
    """The learner's folder: the name as in the download, or one that ends in their number."""
    return (row.folder or f"{row.student}_{row.id}").replace("/", "-").replace("\\", "-")


def _text(assignment: str, grade: Grade) -> bytes:
    points = f"{assignment}: {german(grade.points)} von {german(grade.most)} Punkten"
    return "\n\n".join([points, *grade.comments, ""]).encode()
