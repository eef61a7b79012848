"""What platforms get: tables filled in or made, feedback in folders that they find again."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from telesales_autograder.exchange import canvas, ilias, moodle, pages
from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.grades import Grade
from telesales_autograder.exchange.register import Enrolment
from telesales_autograder.exchange.results import Results, Wishes
from telesales_autograder.exchange.tables import Table

WORKSHEETS = Path(__file__).with_name("worksheets")
LESSON = "3-rewrite"
GRADES = {
    "aenne-gross": Grade(41.5, 90, False),
    "joerg-mueller": Grade(90, 90, False, ("Gut <b>gefragt</b>\nund gehört.",)),
    "fremd": Grade(1, 90, False),
}
IDS = {"moodle": ("1001", "1002"), "canvas": ("501", "502"), "ilias": ("701", "702")}


def results(platform: str, wishes: Wishes | None = None, **grades: Grade) -> Results:
    names = {"aenne-gross": "Änne Groß", "joerg-mueller": "Jörg Müller"}
    rows = [
        Enrolment(student, platform, LESSON, id, name, login=student.split("-")[1])
        for (student, name), id in zip(names.items(), IDS[platform], strict=True)
    ]
    return Results(LESSON, {**GRADES, **grades}, rows, wishes or Wishes())


def cells(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))


def changed(before: bytes, after: bytes) -> int:
    """In how many lines two files differ; all lines keep their place."""
    lines = list(zip(before.splitlines(), after.splitlines(), strict=True))
    return sum(old != new for old, new in lines)


def test_moodles_worksheet_is_filled_in_and_all_else_stays() -> None:
    path, wanted = WORKSHEETS / "moodle-de.csv", results("moodle")
    filled = moodle.filled(Table.read(path), wanted)
    rows = cells(filled)
    assert [row["Bewertung"] for row in rows] == ["41,50", "90,00", "", ""]
    assert rows[1]["Feedback als Kommentar"] == '<p>Schon besprochen, "danke".</p>'
    assert changed(path.read_bytes(), filled) == 2
    emptied = filled.replace(b',"41,50",', b",,").replace(b',"90,00","90,00"', b',"12,00","90,00"')
    assert emptied == path.read_bytes()
    assert wanted.missed == ["fremd: steht nicht in moodle-de.csv."]


def test_a_comment_is_filled_in_where_there_is_none_as_harmless_html() -> None:
    comments = ("=1+1 <b>fett</b>\nweiter",)
    filled = moodle.filled(
        Table.read(WORKSHEETS / "moodle-de.csv"), results("moodle", **{"aenne-gross": Grade(1, 90, False, comments)})
    )
    assert cells(filled)[0]["Feedback als Kommentar"] == "'=1+1 &lt;b&gt;fett&lt;/b&gt;<br>weiter"


def test_a_locked_grade_is_left_and_told() -> None:
    wanted = results("moodle", **{"zoe.celik@schule.example": Grade(5, 90, False)})
    filled = moodle.filled(Table.read(WORKSHEETS / "moodle-de.csv"), wanted)
    assert cells(filled)[2]["Bewertung"] == ""
    assert "zoe.celik@schule.example: In Moodle ist die Bewertung gesperrt." in wanted.missed


def test_an_english_worksheet_gets_points_with_a_point() -> None:
    filled = moodle.filled(Table.read(WORKSHEETS / "moodle-en.csv"), results("moodle", Wishes(scale=True)))
    assert cells(filled)[0]["Grade"] == "46.11"


def test_another_maximum_is_told_and_only_converted_on_demand() -> None:
    with pytest.raises(ExchangeError, match=r"rechnet mit 100 Punkten, die Lektion hat 90: .* --scale"):
        moodle.filled(Table.read(WORKSHEETS / "moodle-en.csv"), results("moodle"))


def test_a_worksheet_for_moodle_is_made_from_the_courses_list() -> None:
    rows = cells(moodle.made(results("moodle")))
    assert [(row["ID"], row["Bewertung"], row["Bestwertung"]) for row in rows] == [
        ("Teilnehmer/in1001", "41,50", "90,00"),
        ("Teilnehmer/in1002", "90,00", "90,00"),
    ]
    assert "Zuletzt geändert (Bewertung)" in rows[0]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"ID,Bewertung,Skala\nTeilnehmer/in1,,gut\n"])
def test_what_is_no_worksheet_is_told(data: bytes) -> None:
    with pytest.raises(ExchangeError):
        moodle.filled(Table.parse(data, "x.csv"), results("moodle"))


def test_canvas_gradebook_is_filled_in_and_all_else_stays() -> None:
    path, wanted = WORKSHEETS / "canvas.csv", results("canvas")
    filled = canvas.filled(Table.read(path), wanted)
    rows = cells(filled)
    assert [row["3-rewrite (4711)"] for row in rows] == ["Manual Posting", "90", "41.5", "90", ""]
    assert changed(path.read_bytes(), filled) == 2
    assert wanted.done == {"aenne-gross", "joerg-mueller"}


def test_canvas_column_can_be_named() -> None:
    wanted = results("canvas", Wishes(column="6-called (4712)", scale=True))
    assert [row["6-called (4712)"] for row in cells(canvas.filled(Table.read(WORKSHEETS / "canvas.csv"), wanted))] == [
        "",
        "20",
        "9.22",
        "20",
        "",
    ]
    with pytest.raises(ExchangeError, match=r"Welche Spalte .* „3-rewrite \(4711\)“, „6-called \(4712\)“"):
        canvas.filled(Table.read(WORKSHEETS / "canvas.csv"), results("canvas", Wishes(column="unbekannt")))


def test_a_gradebook_for_canvas_is_made_with_known_students_only() -> None:
    wanted = results("canvas", Wishes(column="3-rewrite (4711)"))
    wanted.enrolments.append(Enrolment("fremd", "canvas", LESSON, "aB3xY", ""))
    lines = canvas.made(wanted).decode().splitlines()
    assert lines[0] == 'Student,ID,"SIS User ID","SIS Login ID",Section,"3-rewrite (4711)"'
    assert lines[1] == '"    Points Possible",,,,,90'
    assert lines[2:] == ['"Änne Groß",501,,gross,,41.5', '"Jörg Müller",502,,mueller,,90']


def test_ilias_status_table_is_filled_in_and_all_else_stays() -> None:
    path = WORKSHEETS / "ilias-status.csv"
    filled = ilias.filled(Table.read(path), results("ilias"))
    rows = cells(filled, ";")
    assert [(row["update"], row["mark"], row["status"]) for row in rows] == [
        ("1", "41.5", "notgraded"),
        ("1", "90", "passed"),
    ]
    assert (rows[1]["notice"], rows[1]["comment"]) == ("Merken; wichtig", "Schon besprochen")
    assert filled.count(b"\r\n") == path.read_bytes().count(b"\r\n")


def test_ilias_hears_who_passed_on_demand() -> None:
    rows = cells(ilias.made(results("ilias", Wishes(passed_from=70))))
    assert [row["status"] for row in rows] == ["failed", "passed"]
    assert (rows[0]["usr_id"], rows[0]["lastname"], rows[0]["firstname"]) == ("701", "Groß", "Änne")


def test_ilias_gets_a_folder_for_each_learner_with_pages_or_points() -> None:
    wanted = results("ilias")
    data = ilias.packed(wanted, b"table", {"joerg-mueller": {"3-rewrite.html": b"<p>"}})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    root = "multi_feedback_3-rewrite"
    assert found[f"{root}/status.csv"] == b"table"
    assert found[f"{root}/joerg-mueller_702/3-rewrite.html"] == b"<p>"
    assert found[f"{root}/aenne-gross_701/3-rewrite-Punkte.txt"].startswith(b"3-rewrite: 41,5 von 90 Punkten")


def test_moodles_feedback_lies_in_folders_named_as_in_the_download(tmp_path: Path) -> None:
    folders = ["Änne Groß_1001_assignsubmission_file_", "Jörg Müller_1002_assignsubmission_file"]
    rows = [
        Enrolment(student, "moodle", LESSON, folder.split("_")[1], "", folder=folder)
        for student, folder in zip(GRADES, folders, strict=False)
    ]
    for student in GRADES:
        (tmp_path / student / LESSON).mkdir(parents=True)
        (tmp_path / student / LESSON / "3-rewrite.html").write_text(student, encoding="utf-8")
    (tmp_path / "fremd" / LESSON / "secret.html").symlink_to("/etc/passwd")
    found = pages.found(tmp_path, LESSON, list(GRADES))
    with zipfile.ZipFile(io.BytesIO(pages.moodle_zip(found, rows))) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            "Änne Groß_1001_assignsubmission_file_/3-rewrite.html": "aenne-gross",
            "Jörg Müller_1002_assignsubmission_file_/3-rewrite.html": "joerg-mueller",
        }
    assert set(found["fremd"]) == {"3-rewrite.html"}


@pytest.mark.parametrize("maker", [moodle, canvas, ilias])
def test_names_that_are_formulas_go_out_harmless(maker: object) -> None:
    platform = maker.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
    wanted = results(platform)
    wanted.enrolments = [Enrolment("aenne-gross", platform, LESSON, "5", '=HYPERLINK("x")', email="+49@x", login="@x")]
    made = maker.made(wanted)  # type: ignore[attr-defined]
    assert not [cell for row in csv.reader(io.StringIO(made.decode())) for cell in row if cell[:1] in tuple("=+-@")]


def test_a_student_of_the_hub_is_known_by_login_alone() -> None:
    wanted = Results(LESSON, {"jmueller": Grade(5, 90, False)}, [])
    assert cells(canvas.filled(Table.read(WORKSHEETS / "canvas.csv"), wanted))[3]["3-rewrite (4711)"] == "5"
