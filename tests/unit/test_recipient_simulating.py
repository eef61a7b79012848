"""Does `telesales simulate` say what happened, for people and for programs?"""

import json
import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesales.answers import read_answers
from telesales.cli import main
from telesales.feedback.calls import call_view
from telesales.loading import load_call
from telesales.recipient import play

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


@pytest.mark.parametrize("recipient", load_call().recipients)
@pytest.mark.parametrize("file", [GUIDE, POST, ANSWERS / "guide-weak/answers.yaml", ANSWERS / "live-thin/answers.yaml"])
def test_the_advice_is_the_one_that_the_telephone_shows(file: Path, recipient: str) -> None:
    script = read_answers(file)
    view = call_view(play(script, recipient), script, load_call())
    output = run(file, "--recipient", recipient).output
    assert ("Rat: " in output) != view["good"] and (f"Rat: {view['advice']}" in output) != view["good"]


def test_a_bad_call_that_ends_with_a_no_gets_advice() -> None:
    output = run(POST).output
    assert "Ende: mit einem Nein." in output and "Rat: Beantworte Fragen im ersten Satz." in output


@pytest.mark.parametrize("back", ["/zurück", "/ZURÜCK", "/zuru\u0308ck", "/zurueck"])
def test_however_a_terminal_sends_it_back_is_back(back: str) -> None:
    assert "Zurückgenommen: Guten Tag." in run(typed=f"Guten Tag.\n{back}\n").output


def test_an_unknown_command_is_not_said_to_anybody() -> None:
    output = run(typed="/hilfe\n").output
    assert "„/hilfe“ gibt es nicht." in output and "Es ist nichts gesagt worden." in output


def test_a_line_left_out_is_named_when_it_is_taken_back() -> None:
    output = run(typed="\n/zurück\n").output
    assert "(ausgelassen)" in output and "Zurückgenommen: Vorstellung (leer)" in output


def test_a_very_long_line_is_heard_and_shown_in_short() -> None:
    output = run(typed=f"Guten Tag, {'Tee und Wurst ' * 900}\n/zurück\n").output
    assert "Zu lang am Stück" in output and len(output) < 1500


def test_bytes_that_are_no_text_are_no_crash() -> None:
    result = CliRunner().invoke(main, ["simulate"], input=b"Gr\xfc\xdfe!\n")
    assert result.exit_code == 0


class Terminal:
    """`telesales simulate` in a real terminal."""

    def __init__(self, process: int, screen: int) -> None:
        self.process, self.screen, self.shown = process, screen, b""

    def until(self, text: str, seconds: float = 30) -> str:
        """Everything shown, once `text` is; fails after some seconds."""
        end = time.monotonic() + seconds
        while text.encode() not in self.shown and time.monotonic() < end:
            if select.select([self.screen], [], [], 0.2)[0]:
                self.shown += os.read(self.screen, 65536)
        assert text.encode() in self.shown
        return self.shown.decode()

    def type(self, keys: str) -> None:
        time.sleep(0.3)  # as a person would: not before the line is open
        os.write(self.screen, keys.encode())


@contextmanager
def terminal(*arguments: str) -> Iterator[Terminal]:
    pty = pytest.importorskip("pty")
    process, screen = pty.fork()
    if process == 0:
        program = str(Path(sys.executable).with_name("telesales"))
        os.execve(program, [program, "simulate", *arguments], {**os.environ, "TERM": "dumb"})
    try:
        yield Terminal(process, screen)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    finally:
        os.close(screen)


def test_in_a_terminal_umlauts_can_be_typed_rubbed_out_and_taken_back() -> None:
    with terminal("--recipient", "curious") as opened:
        opened.until("Vorstellung > ")
        opened.type("Grüßä\x7fe Sie, Jana Vögt vom Kräuterhof.\n")
        opened.until("Herkunft des Kontakts > ")
        opened.type("/zurück\n")
        opened.until("Zurückgenommen: Grüße Sie, Jana Vögt vom Kräuterhof.")
        opened.type("\x04")
        opened.until("Es ist nichts gesagt worden.")


def test_in_a_terminal_ctrl_c_ends_the_call_with_its_debrief() -> None:
    with terminal("--recipient", "curious") as opened:
        opened.until("Vorstellung > ")
        opened.type("Guten Tag, Jana Vogt vom Kräuterhof Auental.\n")
        opened.until("Herkunft des Kontakts > ")
        opened.type("\x03")
        assert "Aborted" not in opened.until("Ende: noch offen.")


def test_in_a_terminal_a_line_may_be_longer_than_a_terminal_takes_by_itself() -> None:
    with terminal("--recipient", "curious") as opened:
        opened.until("Vorstellung > ")
        opened.type(f"Guten Tag, {'Tee ' * 1500}hier ist Jana Vogt vom Kräuterhof Auental.\n")
        opened.until("Stimmung")
        opened.type("\x04")
        opened.until("Ende: noch offen.")
