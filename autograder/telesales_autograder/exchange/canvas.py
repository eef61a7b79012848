"""Grades for Canvas: the gradebook as CSV, filled in or made.

After lib/gradebook_exporter.rb and lib/gradebook_importer.rb in Canvas' sources: the columns Student, ID, (SIS User ID,
SIS Login ID,) Section, then assignments as "Titel (Nummer)"; a row "Points Possible"; people are known by ID. Without
a number in its title Canvas makes a new assignment of the column.
"""

import re

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.names import same, shown
from telesales_autograder.exchange.people import ID, LOGIN, NUMBER, number
from telesales_autograder.exchange.results import Results, as_number, plain
from telesales_autograder.exchange.tables import Table, harmless, written

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOST = "Points Possible"

_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)


def made(results: Results) -> bytes:
    """A gradebook with everybody of the course's list, whom Canvas knows by number."""
    known = [(row, grade) for row, grade in results.known() if row.id.isdigit()]
    results.done |= {row.student for row, _ in known}
    most = max((grade.most for _, grade in known), default=0.0)
    header = [*HEADER, harmless(results.wishes.column or results.assignment)]
    points = [f"    {MOST}", *[""] * (len(HEADER) - 1), plain(most)]
    rows = [[harmless(row.name), row.id, "", harmless(row.login), "", plain(grade.points)] for row, grade in known]
    return written([header, points, *rows])


def filled(table: Table, results: Results) -> bytes:
    """The exported gradebook with the lesson's points; all else stays as it is."""
    if table.column(["Student"]) is None or table.column(ID) is None:
        raise ExchangeError(f"{table.name} ist kein Notenbuch von Canvas: Exportiere es dort als CSV (Student, ID).")
    column = _column(table, results)
    maximum = next((table.cell(row, column) for row in table.rows if MOST in table.cell(row, 0)), "")
    find = results.finder()
    for row in table.rows:
        texts = [table.cell(row, table.column(titles)) for titles in (LOGIN, NUMBER)]
        student = find(number(table.cell(row, table.column(ID))), texts)
        if student and MOST not in table.cell(row, 0):
            points = plain(results.points(results.grades[student], as_number(maximum)))
            table.put(row, column, points.replace(".", ",") if "," in maximum else points)
            results.done.add(student)
    results.tell_strangers(table.name)
    return table.to_bytes()


def _column(table: Table, results: Results) -> int:
    """The assignment's column: the one that was asked for, else the only one whose title contains the lesson's id."""
    wanted = same(results.wishes.column or results.assignment)
    titles = [(number, title, _ASSIGNMENT.fullmatch(title)) for number, title in enumerate(table.header)]
    exact = [n for n, title, found in titles if same(title) == wanted or (found and same(found["title"]) == wanted)]
    loose = [n for n, title, found in titles if found and wanted in same(title)]
    for candidates in (exact, loose):
        if len(candidates) == 1:
            return candidates[0]
    known = ", ".join(f"„{shown(title)}“" for _, title, found in titles if found)
    raise ExchangeError(f"Welche Spalte von {table.name}? Nenne sie mit --column; es gibt {known or 'keine Aufgabe'}.")
