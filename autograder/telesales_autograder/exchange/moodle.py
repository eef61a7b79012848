"""Grades for Moodle: the grading worksheet ("Bewertungstabelle"), filled in or made, and feedback files as a zip file.

The worksheet is written by mod/assign/gradingtable.php and read by mod/assign/feedback/offline/importgradeslib.php in
Moodle's sources: columns are known by their titles in the site's language, people by the number at the end of "ID".
Needed are ID, grade and "Zuletzt geändert (Bewertung)"; Moodle passes over a grade that was changed there since, unless
told otherwise, and one above the maximum.
"""

import html

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.grades import Grade
from telesales_autograder.exchange.people import EMAIL, ID, LOGIN, NUMBER, number
from telesales_autograder.exchange.register import Enrolment
from telesales_autograder.exchange.results import Results, as_number
from telesales_autograder.exchange.tables import Table, harmless, written

GRADE = ("Bewertung", "Grade")
MOST = ("Bestwertung", "Maximum grade", "Maximum Grade")
CHANGEABLE = ("Bewertung kann geändert werden", "Grade can be changed")
FEEDBACK = ("Feedback als Kommentar", "Feedback comments")
NO = ("nein", "no")

HEADER = (
    "ID",
    "Vollständiger Name",
    "E-Mail-Adresse",
    "Status",
    "Bewertung",
    "Bestwertung",
    "Zuletzt geändert (Abgabe)",
    "Zuletzt geändert (Bewertung)",
    "Feedback als Kommentar",
)
PERSON = "Teilnehmer/in"
"""Moodle cuts as many characters off an id as its own word has; the German one has as many with a star."""


def made(results: Results) -> bytes:
    """A worksheet for a German Moodle with everybody of the course's list; the maximum is the lesson's."""
    known = results.known()
    results.done |= {row.student for row, _ in known}
    return written([HEADER, *(_row(row, grade) for row, grade in known)])


def _row(row: Enrolment, grade: Grade) -> list[str]:
    who = [f"{PERSON}{row.id}", harmless(row.name), harmless(row.email), ""]
    return [*who, _points(grade.points, ","), _points(grade.most, ","), "", "", comment(grade)]


def filled(table: Table, results: Results) -> bytes:
    """The downloaded worksheet with grades, and comments where there are none; all else stays as it is."""
    grade_column = table.column(GRADE)
    if table.column(ID) is None or grade_column is None:
        raise ExchangeError(
            f"{table.name} ist keine Bewertungstabelle: Lade sie in Moodle neu herunter (ID, Bewertung)."
        )
    if table.column(MOST) is None:
        raise ExchangeError("In Moodle ist eine Skala eingestellt: Stelle die Aufgabe auf Punkte um.")
    find = results.finder()
    for row in table.rows:
        texts = [table.cell(row, table.column(titles)) for titles in (LOGIN, NUMBER, EMAIL)]
        student = find(number(table.cell(row, table.column(ID))), texts)
        if student:
            _fill(table, row, grade_column, results, student)
    results.tell_strangers(table.name)
    return table.to_bytes()


def _fill(table: Table, row: int, column: int, results: Results, student: str) -> None:
    results.done.add(student)
    if table.cell(row, table.column(CHANGEABLE)).strip().lower() in NO:
        results.missed.append(f"{student}: In Moodle ist die Bewertung gesperrt.")
        return
    most, grade = table.cell(row, table.column(MOST)), results.grades[student]
    sign = "." if "." in most or ("," not in most and table.header[column] == "Grade") else ","
    table.put(row, column, _points(results.points(grade, as_number(most)), sign))
    feedback, text = table.column(FEEDBACK), comment(grade)
    if feedback is not None and text and not table.cell(row, feedback).strip():
        table.put(row, feedback, text)


def comment(grade: Grade) -> str:
    """The teacher's comments as Moodle's HTML, harmless for spreadsheets."""
    lines = "\n\n".join(grade.comments).splitlines()
    return harmless("<br>".join(html.escape(line, quote=False) for line in lines))


def _points(value: float, sign: str) -> str:
    return f"{value:.2f}".replace(".", sign)


def feedback_folder(row: Enrolment) -> str:
    """The folder of a learner in the zip file for "Feedbackdateien als Zip hochladen".

    After is_valid_filename_for_import in mod/assign/feedback/file/importziplib.php: the name as in the download.
    """
    made_up = f"{row.name.replace('_', ' ')}_{row.id}_assignsubmission_file_"
    return (row.folder or made_up).replace("/", "-").replace("\\", "-")
