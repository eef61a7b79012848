"""Rows in bulk: that they are nbgrader's own is shown beside it; here, that a large gradebook is no slower."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Base, Gradebook
from sqlalchemy import Connection, Engine, create_engine, event

from telesales_autograder.engine.database import Database
from telesales_autograder.engine.gradebook import BulkGradebook, Entry
from telesales_autograder.engine.work import CellGrade

LATE = datetime.datetime(2026, 11, 21)
ENTRIES = [Entry(name, LATE, {"test": CellGrade(1, False)}, {"answer": False}) for name in ("anna", "bernd")]
LARGE = ("grade", "comment", "student", "submitted_assignment", "submitted_notebook")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A gradebook with one assignment that was due yesterday."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()
    with Gradebook(url, "course") as gradebook:
        gradebook.add_assignment("a", duedate="2026-11-20 12:00:00 UTC")
        gradebook.add_notebook("a", "a")
        gradebook.add_grade_cell("test", "a", "a", max_score=2, cell_type="code")
        gradebook.add_solution_cell("answer", "a", "a")
    return Database(url, "course", 0)


def test_no_table_of_submissions_is_read_from_end_to_end(database: Database) -> None:
    gradebook, plans = BulkGradebook(database, "a", "a", lambda *_: 0.5), list[str]()

    def explain(db: Connection, _: Any, statement: str, parameters: Any, __: Any, many: bool) -> None:
        if not statement.startswith("EXPLAIN"):
            one = parameters[0] if many else parameters
            plans.extend(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        gradebook.enter(ENTRIES)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    assert any(plan.startswith("SEARCH grade ") for plan in plans)
    assert [plan for plan in plans for table in LARGE if f"{plan} ".startswith(f"SCAN {table} ")] == []
