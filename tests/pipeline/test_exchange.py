"""From a platform's download to its grade file: collect, grade, export, with the real commands."""

import csv
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from courses import ASSIGNMENT, TABLE, Course, new_course, submit, succeed
from platform_zips import Part, Time, in_canvas, in_ilias, in_moodle, packed, saved

from telesales.cli import main

pytestmark = pytest.mark.pipeline

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
MORNING: Time = (2026, 11, 16, 8, 0, 0)
EVENING: Time = (2026, 11, 16, 20, 0, 0)


class Learner(NamedTuple):
    """Somebody who hands in the stored submission `work`."""

    first: str
    last: str
    number: int
    work: str
    time: Time = EVENING

    @property
    def folded(self) -> str:
        """The name as ILIAS writes it."""
        umlauts = str.maketrans({"Ä": "Ae", "ö": "oe", "ü": "ue", "ß": "ss", "ë": "e", "Ç": "C"})
        return f"{self.last}_{self.first}_l{self.number}_{self.number}".translate(umlauts)


LEARNERS = [
    Learner("Änne", "Groß", 101, "model-answer"),
    Learner("Eva", "Sommer", 102, "broken-yaml"),
    Learner("Jörg", "Müller", 103, "notebook-alone-partly", MORNING),
    Learner("Max", "Mut", 104, "run-code-in-every-cell"),
    Learner("Zoë", "Çelik", 105, "original"),
]
POINTS = {one.number: TABLE[one.work]["points"] for one in LEARNERS}


class Handed(NamedTuple):
    """The files of a learner's work as they would upload them: some renamed, some in a zip file."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, learner: Learner, root: Path) -> "Handed":
        course = Course(root / str(learner.number), root / "canary")
        submit(course, learner.work)
        folder = course.root / "submitted" / learner.work / ASSIGNMENT
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        if learner.work == "original":
            files = {"abgabe.zip": packed(Part(f"{ASSIGNMENT}/{name}", data) for name, data in files.items())}
        if learner.work == "notebook-alone-partly":
            files = {"3-rewrite (2).ipynb": files[NOTEBOOK]}
        return cls(files)


def moodle(work: dict[Learner, Handed]) -> list[Part]:
    return [
        in_moodle(f"{one.first} {one.last}", one.number, name, data)
        for one, handed in work.items()
        for name, data in handed.files.items()
    ]


def ilias(work: dict[Learner, Handed]) -> list[Part]:
    return [
        in_ilias(one.folded, name, data, one.time)
        for one, handed in work.items()
        for name, data in handed.files.items()
    ]


def canvas(work: dict[Learner, Handed]) -> list[Part]:
    return [
        in_canvas(f"{one.last}{one.first}".lower(), one.number, 9000 + place, name, data, late=one.number == 104)
        for one, handed in work.items()
        for place, (name, data) in enumerate(handed.files.items())
    ]


DOWNLOADS: dict[str, Callable[[dict[Learner, Handed]], list[Part]]] = {
    "moodle": moodle,
    "ilias": ilias,
    "canvas": canvas,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which the downloads of three platforms were collected and graded."""
    root = tmp_path_factory.mktemp("exchange")
    course = new_course(root / "course")
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-11-18 12:00:00 UTC")
    (root / "work").mkdir()
    work = {one: Handed.of(one, root / "work") for one in LEARNERS}
    for platform, make in DOWNLOADS.items():
        download = saved(root / f"{platform}.zip", *make(work))
        names = ["--names", str(worksheet(root))] if platform == "moodle" else []
        arguments = ["collect", ASSIGNMENT, str(download), *names]
        dry = telesales(course, *arguments, "--dry-run", "--format", "json")
        assert len(json.loads(dry.stdout)["collected"]) == 5
        if platform == "moodle":
            succeed(course.telesales(*arguments))
        else:
            assert telesales(course, *arguments).exit_code == 0
    succeed(course.telesales("grade", ASSIGNMENT, "--jobs", "1"))
    return course


def telesales(course: Course, *arguments: str) -> Result:
    """Runs a command in this process: starting one takes seconds."""
    before = Path.cwd()
    os.chdir(course.root)
    try:
        return CliRunner().invoke(main, arguments)
    finally:
        os.chdir(before)


def worksheet(root: Path) -> Path:
    """Moodle's grading worksheet for the five."""
    header = 'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
    header += '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"'
    lines = [
        f'Teilnehmer/in{one.number},"{one.first} {one.last}",{one.number}@schule.example,'
        f'"Zur Bewertung abgegeben",,"90,00","Montag, 16. November 2026, {one.time[3]}:00","-",'
        for one in LEARNERS
    ]
    path = root / "worksheet.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def exported(course: Course, platform: str, *options: str) -> dict[str, Any]:
    result = telesales(course, "export", ASSIGNMENT, "--to", platform, "--format", "json", *options)
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["exported"] == 5, result.stdout
    return told


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_all_fifteen_submissions_lie_in_the_course_by_name(course: Course) -> None:
    students = {path.name for path in (course.root / "submitted").iterdir()}
    moodle_names = {"aenne-gross", "eva-sommer", "joerg-mueller", "max-mut", "zoe-celik"}
    assert students == moodle_names | {f"l{number}" for number in POINTS} | {
        "grossaenne-101",
        "sommereva-102",
        "muellerjoerg-103",
        "mutmax-104",
        "celikzoe-105",
    }
    assert not course.canary.exists()


def test_moodles_worksheet_comes_back_with_the_points(course: Course) -> None:
    sheet = worksheet(course.root.parent)
    told = exported(course, "moodle", "--worksheet", str(sheet), "-o", "filled.csv")
    filled = rows((course.root / "filled.csv").read_bytes())
    points = {int(row["ID"].removeprefix("Teilnehmer/in")): float(row["Bewertung"].replace(",", ".")) for row in filled}
    assert points == POINTS
    assert told["files"] == ["filled.csv"]
    for before, after in zip(rows(sheet.read_bytes()), filled, strict=True):
        assert {**after, "Bewertung": ""} == before


def test_a_worksheet_made_for_moodle_has_the_points_and_the_feedback_its_folders(course: Course) -> None:
    for number, student in ((101, "aenne-gross"), (103, "joerg-mueller")):
        folder = course.root / "pages" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / f"{ASSIGNMENT}.html").write_text(str(number), encoding="utf-8")
    exported(course, "moodle", "--feedback", "pages", "-o", "made.csv")
    made = rows((course.root / "made.csv").read_bytes())
    assert {row["Vollständiger Name"]: row["Bewertung"] for row in made} == {
        f"{one.first} {one.last}": f"{POINTS[one.number]:.2f}".replace(".", ",") for one in LEARNERS
    }
    with zipfile.ZipFile(course.root / "made-feedback.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"Änne Groß_101_assignsubmission_file_/{ASSIGNMENT}.html": b"101",
            f"Jörg Müller_103_assignsubmission_file_/{ASSIGNMENT}.html": b"103",
        }


def test_ilias_gets_a_zip_with_marks_and_a_folder_for_each(course: Course) -> None:
    told = exported(course, "ilias")
    assert told["files"] == ["3-rewrite-ilias.zip"]
    with zipfile.ZipFile(course.root / told["files"][0]) as archive:
        marks = {
            int(row["usr_id"]): float(row["mark"]) for row in rows(archive.read("multi_feedback_3-rewrite/status.csv"))
        }
        folders = {name.split("/")[1] for name in archive.namelist() if name.count("/") == 2}
    assert marks == POINTS
    assert folders == {one.folded for one in LEARNERS}


def test_canvas_gets_a_gradebook_with_the_points(course: Course) -> None:
    exported(course, "canvas", "--column", "Neu schreiben (4711)", "-o", "canvas.csv")
    [maximum, *made] = rows((course.root / "canvas.csv").read_bytes())
    assert maximum["Neu schreiben (4711)"] == "90"
    assert {int(row["ID"]): float(row["Neu schreiben (4711)"]) for row in made} == POINTS


def test_times_reach_the_gradebook_where_they_are_known(course: Course) -> None:
    with course.gradebook() as gradebook:
        late = {s.student.id: s.total_seconds_late for s in gradebook.assignment_submissions(ASSIGNMENT)}
        times = {s.student.id: s.timestamp for s in gradebook.assignment_submissions(ASSIGNMENT)}
    assert {student for student, seconds in late.items() if seconds} == {"mutmax-104"}
    assert late["mutmax-104"] == 1
    assert (times["joerg-mueller"].hour, times["l103"].hour, times["muellerjoerg-103"]) == (7, 7, None)


def test_nbgraders_own_autograde_gives_the_same_points(course: Course) -> None:
    twin = new_course(course.root.with_name("twin"))
    shutil.copytree(course.root / "submitted", twin.root / "submitted")
    succeed(twin.nbgrader("generate_assignment", ASSIGNMENT))
    succeed(twin.nbgrader("autograde", ASSIGNMENT, "--student", "[aejz]*"))
    graded = twin.points()
    assert graded == {student: points for student, points in course.points().items() if student in graded}
    assert {"aenne-gross", "joerg-mueller", "zoe-celik"} <= set(graded)


def test_collecting_again_leaves_every_file_as_it_is(course: Course) -> None:
    def files() -> dict[str, tuple[bytes, int]]:
        found = [path for path in (course.root / "submitted").rglob("*") if path.is_file()]
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in [*found, course.root / "students.csv"]
        }

    before = {name: data for name, (data, _) in files().items()}
    for platform in DOWNLOADS:
        result = telesales(
            course, "collect", ASSIGNMENT, str(course.root.parent / f"{platform}.zip"), "--format", "json"
        )
        assert result.exit_code == 0
        assert {one["state"] for one in json.loads(result.stdout)["collected"]} == {"unverändert"}
    assert {name: data for name, (data, _) in files().items()} == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["collect", ASSIGNMENT, "none.zip"], "none.zip gibt es nicht"),
        (["collect", ASSIGNMENT, "nbgrader_config.py"], "ist keine lesbare Zip-Datei"),
        (["collect", "9-none", "none.zip"], "Zu '9-none' gibt es kein Notebook"),
        (["collect", ASSIGNMENT, "none.zip", "--timezone", "Mond"], "Die Zeitzone „Mond“ gibt es nicht"),
        (["export", "4-call-guide", "--to", "moodle"], "ist noch nichts bewertet"),
        (["export", ASSIGNMENT, "--to", "moodle", "--worksheet", "a.xlsx"], "ist keine CSV-Datei"),
        (["export", ASSIGNMENT, "--to", "moodle", "--db", "sqlite:///none.db"], "none.db gibt es nicht"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(course: Course, arguments: list[str], sentence: str) -> None:
    result = telesales(course, *arguments)
    assert result.exit_code == 2
    assert sentence in result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)
