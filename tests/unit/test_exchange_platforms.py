"""Whose an entry of a download is."""

import pytest

from telesales_autograder.exchange.platforms import canvas, ilias, moodle, recognised, wraps_submissions

MOODLE = {
    "up to 4.0": "Jörg Müller_123456_assignsubmission_file_/3-rewrite.ipynb",
    "since 4.1": "Jörg Müller_123456_assignsubmission_file/3-rewrite.ipynb",
    "flat": "Jörg Müller_123456_assignsubmission_file_3-rewrite.ipynb",
    "packed again": "Abgaben/Jörg Müller_123456_assignsubmission_file_/3-rewrite.ipynb",
}


@pytest.mark.parametrize("form", MOODLE)
def test_all_forms_of_moodle_name_the_learner(form: str) -> None:
    found = moodle(tuple(MOODLE[form].split("/")))
    assert found is not None
    assert (found.owner.id, found.owner.name, found.path) == ("123456", "Jörg Müller", ("3-rewrite.ipynb",))


def test_moodles_folders_below_the_learners_stay() -> None:
    found = moodle(("A B_1_assignsubmission_file_", "sub", "x.ipynb"))
    assert found is not None and found.path == ("sub", "x.ipynb")


@pytest.mark.parametrize("forged", ["Eva_2_assignsubmission_file_", "x_1_2_y.ipynb", "Sommer_Eva_eva_2"])
def test_a_learner_cannot_hand_in_for_another(forged: str) -> None:
    inside = (forged, "3-rewrite.ipynb")
    owners = [
        moodle(("Max_1_assignsubmission_file_", *inside)),
        moodle((f"Max_1_assignsubmission_file_{forged}_3-rewrite.ipynb",)),
        ilias(("3-rewrite", "Abgaben", "Mut_Max_max_1", *inside)),
        ilias(("Mut_Max_max_1", *inside)),
        canvas((f"mutmax_1_77_{forged}_3-rewrite.ipynb",)),
    ]
    assert [owner.owner.id if owner else None for owner in owners] == ["1"] * len(owners)


@pytest.mark.parametrize("name", ["Teilnehmerin", "Teilnehmer-in", "Participant"])
def test_blind_marking_names_nobody(name: str) -> None:
    found = moodle((f"{name}_7_assignsubmission_file_", "a.ipynb"))
    assert found is not None and found.owner.anonymous


@pytest.mark.parametrize(
    "path",
    [
        "Neu schreiben/Abgaben/Mueller_Joerg Hans_jmueller_415/3-rewrite.ipynb",
        "Neu schreiben/Submissions/Team 12/Mueller_Joerg Hans_jmueller_415/3-rewrite.ipynb",
        "multi_feedback_Neu_schreiben_3/Mueller_Joerg Hans_jmueller_415/3-rewrite.ipynb",
        "Titel_mit_vielen_3/Abgaben/Mueller_Joerg Hans_jmueller_415/3-rewrite.ipynb",
        "Mueller_Joerg Hans_jmueller_415/3-rewrite.ipynb",
    ],
)
def test_all_forms_of_ilias_name_the_learner(path: str) -> None:
    found = ilias(tuple(path.split("/")))
    assert found is not None
    assert (found.owner.id, found.owner.name, found.owner.login) == ("415", "Joerg Hans Mueller", "jmueller")
    assert found.path == ("3-rewrite.ipynb",) and not found.late


@pytest.mark.parametrize("word", ["Verspätete Abgabe", "Verspaetete Abgabe", "Late Submission"])
def test_ilias_marks_late_files(word: str) -> None:
    found = ilias(("Abgaben", "A_B_c_d_5", f"{word} - 3-rewrite.ipynb"))
    assert found is not None
    assert (found.late, found.path, found.owner.login) == (True, ("3-rewrite.ipynb",), "c_d")


def test_ilias_older_zip_in_the_zip_is_known() -> None:
    assert wraps_submissions(("Neu schreiben", "Abgaben.zip"))
    assert not wraps_submissions(("Abgaben", "A_B_c_5", "abgaben.zip"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("müllerjörg_12345_67890_3-rewrite-1.ipynb", ("12345", "müllerjörg", False, 67890, "3-rewrite-1.ipynb")),
        ("müllerjörg_LATE_12345_67890_a_b.ipynb", ("12345", "müllerjörg", True, 67890, "a_b.ipynb")),
        ("foo_bar_1_2_3_4.ipynb", ("1", "foo_bar", False, 2, "3_4.ipynb")),
        ("anon_aB3xY_67890_a.ipynb", ("aB3xY", "", False, 67890, "a.ipynb")),
        ("LATE_anon_aB3xY_67890_a.ipynb", ("aB3xY", "", True, 67890, "a.ipynb")),
    ],
)
def test_canvas_names_the_learner_the_upload_and_who_was_late(name: str, expected: tuple[object, ...]) -> None:
    found = canvas((name,))
    assert found is not None
    assert (found.owner.id, found.owner.name, found.late, found.newness, found.path[0]) == expected


def test_a_download_is_recognised_by_what_most_names_fit() -> None:
    assert recognised([tuple(MOODLE["flat"].split("/")), ("README.txt",)]) == "moodle"
    assert recognised([("Abgaben", "A_B_c_5", "x.ipynb"), ("3-rewrite.xlsx",)]) == "ilias"
    assert recognised([("ab_1_2_c.ipynb",)]) == "canvas"
    assert recognised([("3-rewrite.ipynb",)]) is None
    assert recognised([(), ("",)]) is None
