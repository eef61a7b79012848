"""The exchange folder on a hub, with what learners could put there."""

import getpass
import os
import shutil
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import notebook_hash

from telesales_autograder.hub_exchange import SECRET, CarefulCollect, ReleaseOwnFeedback

ME = getpass.getuser()
"""The only owner that a test can give a folder."""
EARLY, LATE, LATEST = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (20, 21, 22))
ANNA, BERND = "a" * 128, "b" * 128


class Exchange:
    """A course folder, its exchange folder, and both steps of the teacher."""

    def __init__(self, folder: Path) -> None:
        self.course, self.root = folder / "course", folder / "exchange"
        self.directory = CourseDirectory(root=str(self.course), course_id="telesales", assignment_id="3-rewrite")
        (self.course / "release/3-rewrite").mkdir(parents=True)
        (self.course / "release/3-rewrite/3-rewrite.ipynb").write_text("{}")
        (self.root / "telesales/inbound").mkdir(parents=True)

    def hand_in(self, student: str, time: str = EARLY, **files: str) -> Path:
        folder = self.root / "telesales/inbound" / f"{student}+3-rewrite+{time}+random"
        folder.mkdir()
        for name, text in ({"timestamp.txt": time} | files).items():
            (folder / name).write_text(text)
        return folder

    def collect(self, check_owner: bool = True) -> list[str]:
        """All collected files, below submitted/."""
        collect = CarefulCollect(coursedir=self.directory, root=str(self.root), check_owner=check_owner, update=True)
        collect.start()
        submitted = self.course / "submitted"
        return sorted(str(path.relative_to(submitted)) for path in submitted.rglob("*") if not path.is_dir())

    def answers(self, student: str) -> str:
        return (self.course / "submitted" / student / "3-rewrite/answers.yaml").read_text()

    def put(self, step: str, student: str, **files: str) -> None:
        folder = self.course / step / student / "3-rewrite"
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text)

    def release_feedback(self) -> dict[str, str]:
        """All pages in the exchange, by name."""
        ReleaseOwnFeedback(coursedir=self.directory, root=str(self.root)).start()
        return {page.name: page.read_text() for page in (self.root / "telesales/feedback").iterdir()}


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty one; nbgrader calls `alembic` by name where it makes one."""
    file = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        Gradebook(f"sqlite:///{file}", "telesales").close()
    return file


@pytest.fixture
def exchange(tmp_path: Path, gradebook: Path) -> Exchange:
    exchange = Exchange(tmp_path)
    shutil.copy(gradebook, exchange.course)
    return exchange


def test_the_newest_submission_is_collected_with_what_is_judged(exchange: Exchange) -> None:
    exchange.hand_in(ME, EARLY, **{"answers.yaml": "early"})
    exchange.hand_in(
        ME, LATE, **{"answers.yaml": "late", "3-rewrite.ipynb": "{}", SECRET: ANNA, "sitecustomize.py": "x"}
    )
    names = ("3-rewrite.ipynb", "answers.yaml", SECRET, "timestamp.txt")
    assert exchange.collect() == [f"{ME}/3-rewrite/{name}" for name in names]
    assert exchange.answers(ME) == "late"


def test_a_newer_submission_takes_the_place_of_what_was_collected(exchange: Exchange) -> None:
    exchange.hand_in(ME, EARLY, **{"answers.yaml": "early", "3-rewrite.ipynb": "{}"})
    exchange.collect()
    exchange.hand_in(ME, LATE, **{"answers.yaml": "late"})
    assert exchange.collect() == [f"{ME}/3-rewrite/answers.yaml", f"{ME}/3-rewrite/timestamp.txt"]


def test_nobody_hands_in_for_others(exchange: Exchange) -> None:
    exchange.hand_in("bernd", LATE, **{"answers.yaml": "forged"})
    assert exchange.collect() == []
    assert exchange.collect(check_owner=False) == ["bernd/3-rewrite/answers.yaml", "bernd/3-rewrite/timestamp.txt"]


def test_a_forged_newer_folder_does_not_hide_ones_own(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    own = exchange.hand_in("bernd", EARLY, **{"answers.yaml": "own"})
    exchange.hand_in("bernd", LATEST, **{"answers.yaml": "forged"})
    owners = {str(own): "bernd"}
    monkeypatch.setattr("telesales_autograder.hub_exchange.find_owner", lambda path: owners.get(path, "anna"))
    exchange.collect()
    assert exchange.answers("bernd") == "own"


def test_the_teachers_rights_open_no_file_through_a_link(exchange: Exchange, tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret")
    folder = exchange.hand_in(ME)
    (folder / "answers.yaml").symlink_to(secret)
    os.mkfifo(folder / "3-rewrite.ipynb")
    assert exchange.collect() == [f"{ME}/3-rewrite/timestamp.txt"]


def test_a_linked_folder_is_no_submission(exchange: Exchange, tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/answers.yaml").write_text("secret")
    (exchange.root / "telesales/inbound" / f"{ME}+3-rewrite+{LATE}+random").symlink_to(tmp_path / "foreign")
    assert exchange.collect() == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file to somebody else")
def test_a_file_of_somebody_else_is_not_taken(exchange: Exchange) -> None:
    folder = exchange.hand_in(ME, **{"answers.yaml": "foreign, by a hard link"})
    os.chown(folder / "answers.yaml", 12345, 12345)
    assert exchange.collect() == [f"{ME}/3-rewrite/timestamp.txt"]


@pytest.mark.parametrize(
    "name", ["..+3-rewrite+{}+random", "+3-rewrite+{}+random", "x+3-rewrite+never+random", "x+3-rewrite+"]
)
def test_a_strange_name_harms_nobody(exchange: Exchange, name: str) -> None:
    exchange.hand_in(ME, EARLY, **{"answers.yaml": "good"})
    strange = exchange.root / "telesales/inbound" / name.format(LATE)
    strange.mkdir()
    (strange / "answers.yaml").write_text("bad")
    names = [f"{ME}/3-rewrite/answers.yaml", f"{ME}/3-rewrite/timestamp.txt"]
    assert exchange.collect(check_owner=False) == names
    assert {path.name for path in exchange.course.iterdir()} == {"gradebook.db", "release", "submitted"}


def test_a_huge_file_is_cut_where_the_grader_calls_it_too_large(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("telesales_autograder.hub_exchange.MAX_NOTEBOOK", 10)
    exchange.hand_in(ME, **{"answers.yaml": "x" * 1000})
    exchange.collect()
    assert exchange.answers(ME) == "x" * 11


def test_each_page_is_released_under_the_secret_of_its_submission(exchange: Exchange) -> None:
    for student, secret in (("anna", ANNA), ("bernd", BERND)):
        exchange.put("submitted", student, **{SECRET: secret, "timestamp.txt": EARLY})
        exchange.put("feedback", student, **{"3-rewrite.html": student, "timestamp.txt": EARLY})
    pages = {
        f"{notebook_hash(secret=s, notebook_id='3-rewrite')}.html": n for n, s in (("anna", ANNA), ("bernd", BERND))
    }
    assert exchange.release_feedback() == pages


def test_feedback_on_an_older_submission_waits_and_others_do_not(exchange: Exchange) -> None:
    exchange.put("submitted", "anna", **{SECRET: ANNA, "timestamp.txt": LATE})
    exchange.put("submitted", "from-moodle", **{"timestamp.txt": EARLY})
    exchange.put("submitted", "liar", **{SECRET: "../../outbound/page", "timestamp.txt": EARLY})
    exchange.put("submitted", "bernd", **{SECRET: BERND, "timestamp.txt": EARLY})
    for student in ("anna", "from-moodle", "liar", "bernd"):
        exchange.put("feedback", student, **{"3-rewrite.html": student, "timestamp.txt": EARLY})
    assert list(exchange.release_feedback().values()) == ["bernd"]


def test_feedback_can_be_released_again(exchange: Exchange) -> None:
    exchange.put("submitted", "anna", **{SECRET: ANNA, "timestamp.txt": EARLY})
    exchange.put("feedback", "anna", **{"3-rewrite.html": "first", "timestamp.txt": EARLY})
    exchange.release_feedback()
    (exchange.course / "feedback/anna/3-rewrite/3-rewrite.html").write_text("second")
    assert list(exchange.release_feedback().values()) == ["second"]
