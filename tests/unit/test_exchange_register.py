"""Each learner keeps one name in the course; names that two share tell nothing."""

from pathlib import Path

import pytest

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.people import Directory, Person, people
from telesales_autograder.exchange.platforms import Owner
from telesales_autograder.exchange.register import Enrolment, Register
from telesales_autograder.exchange.tables import Table

WORKSHEETS = Path(__file__).with_name("worksheets")


def enrolled(register: Register, *owners: Owner, listed: list[Person] | None = None) -> list[str]:
    directory = Directory(listed or [])
    rows = register.enrol({owner: directory.find(owner) for owner in owners}, dict.fromkeys(owners, False))
    return [rows[owner].student for owner in owners]


def next_lesson(register: Register, assignment: str = "4-call-guide") -> Register:
    """What the next lesson reads of the file."""
    path = Path("students.csv")
    table = Table.parse(register.to_bytes(), path.name)
    names = table.header
    rows = [Enrolment(**{name: table.cell(row, place) for place, name in enumerate(names)}) for row in table.rows]
    return Register(assignment, rows)


def moodle(id: int, name: str) -> Owner:
    return Owner("moodle", str(id), name)


def test_a_learner_keeps_the_name_though_moodles_number_changes() -> None:
    first = Register("3-rewrite")
    assert enrolled(first, moodle(11, "Anna Müller")) == ["anna-mueller"]
    assert enrolled(next_lesson(first), moodle(77, "anna  MÜLLER")) == ["anna-mueller"]


def test_namesakes_are_told_apart_by_number_and_never_mixed_up() -> None:
    first = Register("3-rewrite")
    assert enrolled(first, moodle(11, "Anna Müller"), moodle(12, "Anna Müller")) == [
        "anna-mueller-11",
        "anna-mueller-12",
    ]
    assert enrolled(next_lesson(first), moodle(77, "Anna Müller")) == ["anna-mueller-77"]


def test_a_namesake_who_comes_later_is_somebody_else() -> None:
    first = Register("3-rewrite")
    enrolled(first, moodle(11, "Anna Müller"))
    assert enrolled(first, moodle(12, "Anna Müller")) == ["anna-mueller-12"]
    assert enrolled(first, moodle(11, "Anna Müller")) == ["anna-mueller"]


def test_an_address_tells_namesakes_apart_in_every_lesson() -> None:
    listed = [Person("11", "Anna Müller", "a@x.example"), Person("12", "Anna Müller", "b@x.example")]
    first = Register("3-rewrite")
    before = enrolled(first, moodle(11, "Anna Müller"), moodle(12, "Anna Müller"), listed=listed)
    later = [Person("78", "Anna Müller", "a@x.example"), Person("77", "Anna Müller", "b@x.example")]
    after = enrolled(next_lesson(first), moodle(78, "Anna Müller"), moodle(77, "Anna Müller"), listed=later)
    assert after == before == ["anna-mueller-11", "anna-mueller-12"]


def test_who_takes_anothers_name_but_has_another_address_is_somebody_else() -> None:
    first = Register("3-rewrite")
    enrolled(first, moodle(11, "Anna Müller"), listed=[Person("11", "Anna Müller", "a@x.example")])
    later = next_lesson(first)
    assert enrolled(later, moodle(77, "Anna Müller"), listed=[Person("77", "Anna Müller", "b@x.example")]) == [
        "anna-mueller-77"
    ]


def test_blind_marking_makes_a_name_of_the_number() -> None:
    owners = [Owner("moodle", str(id), "Teilnehmerin", anonymous=True) for id in (5, 6)]
    first = Register("3-rewrite")
    assert enrolled(first, *owners) == ["teilnehmer-5", "teilnehmer-6"]
    assert enrolled(next_lesson(first), Owner("moodle", "9", "Teilnehmerin", anonymous=True)) == ["teilnehmer-9"]


def test_ilias_and_canvas_numbers_stay_though_names_change() -> None:
    first = Register("3-rewrite")
    owners = [Owner("ilias", "7", "Anna Müller", "amueller"), Owner("canvas", "7", "müllerjörg")]
    assert enrolled(first, *owners) == ["amueller", "muellerjoerg-7"]
    renamed = [Owner("ilias", "7", "Anna Sommer", "asommer"), Owner("canvas", "7", "sommerjörg")]
    assert enrolled(next_lesson(first), *renamed) == ["amueller", "muellerjoerg-7"]


def test_a_name_that_is_taken_on_another_platform_gets_a_number() -> None:
    register = Register("3-rewrite")
    assert enrolled(register, Owner("ilias", "7", "A B", "a-b")) == ["a-b"]
    assert enrolled(register, moodle(9, "A B")) == ["a-b-9"]
    assert enrolled(register, moodle(10, "A B 9")) == ["a-b-9-10"]


@pytest.mark.parametrize("name", ["", "Иван", "..", "***"])
def test_a_name_without_usable_letters_becomes_a_number(name: str) -> None:
    assert enrolled(Register("3-rewrite"), moodle(9, name)) == ["teilnehmer-9"]


def test_the_teachers_correction_of_a_name_stays() -> None:
    first = Register("3-rewrite", [Enrolment("Anna.M", "moodle", "3-rewrite", "11", "Anna Müller")])
    assert enrolled(first, moodle(11, "Anna Müller")) == ["Anna.M"]
    assert enrolled(next_lesson(first), moodle(77, "Anna Müller")) == ["Anna.M"]


@pytest.mark.parametrize("student", ["../x", "a/b", "a\\b", ".hidden", "x" * 129, "C:x", "a "])
def test_a_corrected_name_that_is_no_folder_is_told(tmp_path: Path, student: str) -> None:
    row = Enrolment(student, "moodle", "3-rewrite", "11", "A")
    (tmp_path / "students.csv").write_bytes(Register("3-rewrite", [row]).to_bytes())
    with pytest.raises(ExchangeError, match="taugt nicht als Name eines Ordners"):
        Register.read(tmp_path / "students.csv", "3-rewrite")


def test_a_list_without_needed_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("student,name\na,A\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match="fehlt die Spalte platform"):
        Register.read(tmp_path / "students.csv", "3-rewrite")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("moodle-de.csv", ("1002", "Jörg Müller", "joerg.mueller@schule.example", "", True)),
        ("moodle-en.csv", ("1001", "Änne Groß", "aenne.gross@school.example", "", False)),
        ("canvas.csv", ("502", "Jörg Müller", "", "jmueller", False)),
        ("ilias-status.csv", ("702", "Jörg Müller", "", "jmueller", False)),
    ],
)
def test_each_platforms_list_is_understood(file: str, expected: tuple[object, ...]) -> None:
    listed = people(Table.read(WORKSHEETS / file))
    [found] = [one for one in listed if one.id == expected[0]]
    assert (found.id, found.name, found.email, found.login, found.late) == expected


def test_another_table_is_no_list_of_people() -> None:
    with pytest.raises(ExchangeError, match="weder eine Spalte"):
        people(Table.parse(b"a,b\n1,2\n", "x.csv"))
