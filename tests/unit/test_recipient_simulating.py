"""Does `telesales simulate` say what happened, for people and for programs?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesales.cli import main

ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
GUIDE = ANSWERS / "model-answer-guide" / "answers.yaml"
POST = ANSWERS / "original" / "answers.yaml"


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["simulate", *map(str, arguments)], input=typed)


def test_the_post_is_simulated_as_json() -> None:
    result = run(POST, "--format", "json")
    call = json.loads(result.output)
    assert result.exit_code == 0
    assert (call["outcome"], call["mood"]) == ("declined", -3)
    reply = call["turns"][1]
    assert (reply["id"], reply["speaker"], reply["direction"], reply["mood"]) == (
        "R1",
        "recipient",
        "etwas verdattert",
        -1,
    )
    event = reply["events"][0]
    assert set(event) >= {"id", "change", "line", "start", "end"} and event["line"] == "C1"


def test_json_is_the_same_byte_for_byte() -> None:
    assert run(GUIDE, "--format", "json").output == run(GUIDE, "--format", "json").output


def test_turns_of_a_guide_are_named_by_phase() -> None:
    call = json.loads(run(GUIDE, "--format", "json", "--recipient", "curious").output)
    assert [turn["id"] for turn in call["turns"] if turn["speaker"] == "caller"][:3] == [
        "introduction",
        "contact-source",
        "reason",
    ]
    assert call["outcome"] == "agreed" and call["mood"] >= 2


def test_people_read_who_said_what_and_why_the_mood_moved() -> None:
    output = run(GUIDE, "--recipient", "curious").output
    assert "Neugierig:" in output and "+1: Frage nach der Zeit („Haben Sie dafür" in output
    assert "Ende: mit einem Ja." in output


def test_markdown_can_be_read_aloud() -> None:
    assert "**Am anderen Ende** *(etwas verdattert)*: Ah ja …" in run(POST, "--format", "markdown").output


def test_all_paths_of_a_safe_guide() -> None:
    output = run(GUIDE, "--paths").output
    assert "Sicher: Kein Weg endet unter −1." in output and "Wege" in output


def test_the_breaking_path_is_shown(tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    rude = text.replace(
        "Guten Tag, Frau Sommer, mein Name ist Jana Vogt vom Kräuterhof Auental in Kassel.", "Schlafen Sie gut?"
    )
    rude = rude.replace("Was ist Ihnen wichtig, wenn Sie Tee kaufen?", "Haben Sie manchmal Gesundheitsprobleme?")
    rude = rude.replace("Haben Sie dafür gerade drei Minuten Zeit, oder störe ich?", "Hören Sie mir einfach zu.")
    rude = rude.replace("Das ist völlig in Ordnung, danke für Ihre offene Antwort.", "Sie werden das bereuen.")
    (tmp_path / "answers.yaml").write_text(rude, encoding="utf-8")
    output = run(tmp_path / "answers.yaml", "--paths").output
    assert "Nicht sicher" in output and "Tiefster Weg: Vorstellung – " in output


def test_the_answers_may_come_from_standard_input() -> None:
    assert run("-", "--format", "json", typed=POST.read_text(encoding="utf-8")).exit_code == 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unreadable_file_is_one_sentence_and_exit_2(form: str, tmp_path: Path) -> None:
    result = run(tmp_path / "answers.yaml", "--format", form)
    assert result.exit_code == 2 and "fehlt" in result.output and "Traceback" not in result.output
    if form == "json":
        assert set(json.loads(result.output)) == {"file", "error"}


def test_an_unknown_recipient_is_refused_with_those_that_exist() -> None:
    result = run(POST, "--recipient", "tante-erna")
    assert result.exit_code == 2 and "curious" in result.output


def test_a_call_can_be_led_line_by_line_and_taken_back() -> None:
    lines = [
        "Guten Tag, mein Name ist Jana Vogt vom Kräuterhof Auental.",
        "Wir sind bei Facebook befreundet, da darf ich anrufen.",
        "/zurück",
        "Sie haben am 3. März im Formular angekreuzt, dass wir Sie anrufen dürfen.",
        "/ende",
    ]
    output = run("--recipient", "consumer-lawyer", typed="\n".join(lines) + "\n").output
    assert "Woher haben Sie meine Nummer?" in output
    assert "Zurückgenommen: Wir sind bei Facebook befreundet" in output
    assert "Dann dürfen Sie anrufen." in output and "Ende: noch offen." in output


def test_a_question_of_the_other_asks_for_the_line_that_answers_it() -> None:
    output = run("--recipient", "in-a-hurry", typed="Guten Tag, Jana Vogt vom Kräuterhof Auental.\n").output
    assert "worum geht es?" in output and "\nAnlass > " in output


def test_nothing_can_be_taken_back_before_the_first_word() -> None:
    assert "Noch ist nichts gesagt." in run(typed="/zurück\n").output


def test_a_rewrite_is_led_against_the_lines_of_the_post() -> None:
    output = run("--exercise", "rewrite", typed="Guten Abend, hier ist Jana Vogt vom Kräuterhof Auental.\n").output
    assert "wollen Sie mich per Skype anrufen?" in output
