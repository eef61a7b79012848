"""Appeals: what is kept of them, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from telesales.model import Script, Verdict
from telesales_autograder.appeals.book import AppealBook, AppealError
from telesales_autograder.appeals.command import appeal as command
from telesales_autograder.appeals.record import Appeal
from telesales_autograder.evaluation import agreement

SCRIPT = Script(call="facebook-skype", exercise="rewrite", lines={"C1": "Guten Abend, Vogt hier, vom Kräuterhof."})


def an_appeal(verdict: Verdict | None = Verdict.PASS, student: str = "ada", **other: str) -> Appeal:
    said = {"criterion": "introduction", "reason": "Name und Hof sind da.", "author": "Frau Lang"} | other
    return Appeal.now(SCRIPT, assignment="3-rewrite", student=student, verdict=verdict, grader=Verdict.PARTIAL, **said)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    book, kept = AppealBook(tmp_path), [an_appeal(None), an_appeal(student="bob")]
    for one in kept:
        book.add(one)
    assert list(book.all()) == kept


def test_the_last_word_counts_and_the_earlier_ones_stay(tmp_path: Path) -> None:
    book = AppealBook(tmp_path)
    objection, decision = an_appeal(None), an_appeal(reason="Doch, die Firma steht da.")
    for one in (objection, decision):
        book.add(one)
    assert book.current() == [decision]
    assert list(book.all()) == [objection, decision]


def test_a_broken_line_is_named_and_stays(tmp_path: Path) -> None:
    book = AppealBook(tmp_path)
    book.add(an_appeal())
    with book.path.open("a") as file:
        file.write("{}\n")
    before = book.path.read_bytes()
    with pytest.raises(AppealError, match="Zeile 2"):
        list(book.all())
    assert book.path.read_bytes() == before


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    book = AppealBook(tmp_path)
    book.path.mkdir()
    with pytest.raises(AppealError, match=r"appeals\.jsonl lässt sich nicht beschreiben"):
        book.add(an_appeal())


@pytest.mark.parametrize("said", [{"reason": ""}, {"author": ""}, {"reason": "x" * 2001}])
def test_an_appeal_needs_a_reason_and_a_name(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        an_appeal(**said)


def test_a_decision_is_about_one_text(tmp_path: Path) -> None:
    assert an_appeal().is_about(SCRIPT)
    assert not an_appeal().is_about(SCRIPT.model_copy(update={"lines": {"C1": "Hallo."}}))


def test_the_example_is_a_labelled_script_without_the_learner() -> None:
    example = an_appeal().example()
    assert (example["labels"], example["lines"]) == ({"introduction": "pass"}, dict(SCRIPT.lines))
    assert "ada" not in json.dumps(example) and "Frau Lang" not in json.dumps(example)
    assert example["id"] != an_appeal(criterion="reason").example()["id"]


def test_examples_of_one_label_can_be_measured_and_are_no_whole_good_scripts() -> None:
    measured = agreement([an_appeal().example()])
    assert len(measured.all) == 1
    assert measured.good == 0


def test_decided_appeals_are_exported_and_open_ones_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = AppealBook(Path())
    book.add(an_appeal())
    book.add(an_appeal(None, criterion="reason"))
    exported = CliRunner().invoke(command, ["export"])
    assert [json.loads(line)["labels"] for line in exported.stdout.splitlines()] == [{"introduction": "pass"}]
    listed = json.loads(CliRunner().invoke(command, ["list", "--open", "--format", "json"]).stdout)
    assert [(one["criterion"], one["verdict"], one["changed"]) for one in listed] == [("reason", None, None)]
