"""nbgrader's database, opened with patience; what goes wrong is one sentence."""

import sqlite3
import threading
from pathlib import Path

import pytest
from nbgrader.api import Base
from sqlalchemy import create_engine, text

from telesales_autograder.engine.database import Database
from telesales_autograder.engine.errors import GradingError

ADD = text("INSERT INTO student (id) VALUES ('anna')")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty gradebook's file."""
    engine = create_engine(f"sqlite:///{tmp_path / 'gradebook.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return tmp_path / "gradebook.db"


def locked(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_lock_that_passes_is_waited_for(path: Path) -> None:
    database, other = Database(f"sqlite:///{path}?timeout=0", "course", 30), locked(path)
    threading.Timer(0.3, other.close).start()
    database.transaction(lambda db: db.execute(ADD))
    assert database.transaction(lambda db: db.scalar(text("SELECT id FROM student"))) == "anna"


def test_a_lock_that_stays_is_told_in_one_sentence(path: Path) -> None:
    database, other = Database(f"sqlite:///{path}?timeout=0", "course", 0.1), locked(path)
    with pytest.raises(GradingError, match=r"^Das Notenbuch sqlite:///.* \(database is locked\): Warte.*\.$"):
        database.transaction(lambda db: db.execute(ADD))
    other.close()
    assert database.transaction(lambda db: db.scalar(text("SELECT count(*) FROM student"))) == 0


def test_what_fails_half_way_leaves_nothing(path: Path) -> None:
    database = Database(f"sqlite:///{path}", "course", 0)
    with pytest.raises(GradingError, match="UNIQUE"):
        database.transaction(lambda db: [db.execute(ADD), db.execute(ADD)])
    assert database.transaction(lambda db: db.scalar(text("SELECT count(*) FROM student"))) == 0


def test_a_file_that_is_no_gradebook_is_told_in_one_sentence(path: Path) -> None:
    path.write_bytes(b"x" * 10_000)
    with pytest.raises(GradingError, match="file is not a database"):
        Database(f"sqlite:///{path}", "course", 0)


@pytest.mark.parametrize("url", ["gradebook.db", "nonsense://x/y"])
def test_an_address_of_nothing_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(GradingError):
        Database(url, "course", 0)


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(GradingError) as told:
        Database("nonsense://anna:geheim@x/y", "course", 0)
    assert "geheim" not in str(told.value)


def test_a_server_that_is_not_there_is_told_in_one_sentence() -> None:
    with pytest.raises(
        GradingError, match=r"^Das Notenbuch postgresql\+psycopg://anna:\*\*\*@127.0.0.1:1/x .*: Prüfe .*\.$"
    ) as told:
        Database("postgresql+psycopg://anna:geheim@127.0.0.1:1/x", "course", 0)
    assert "geheim" not in str(told.value) and len(str(told.value).splitlines()) == 1
