"""Are the recipients good company: never contradicting, always answering, and fair over the labelled calls?"""

import importlib.util
import json
import shutil
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import get_args

import pytest

from telesales.answers import read_answers
from telesales.loading import ContentError, load_call, read_call
from telesales.model import HIGHEST, LOWEST, OBSERVED, Asks, CallRecord, Recipient, Script
from telesales.recipient import play, walk
from telesales.recipient.hearing import hear
from telesales.recipient.playing import complete
from telesales.recipient.replying import BRANCHES, LAST_LINE, Moment, permitted
from telesales_autograder.outcomes import GOAL, Outcome, follows, outcome
from telesales_autograder.quality import sets

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "autograder" / "corpus"
CALL = load_call()
RULES = CALL.live
NAMED = {"as-in-the-post", "in-a-hurry", "curious", "burnt-before", "silent", "overwhelmed", "consumer-lawyer"}
POST = Script(
    call=CALL.id, exercise="rewrite", lines={t.id: t.text for t in CALL.transcript.turns if t.speaker == "caller"}
)


def rows(file: str) -> list[dict]:
    return [json.loads(line) for line in (CORPUS / file).read_text(encoding="utf-8").splitlines()]


def script_of(row: dict) -> Script:
    return Script(call=CALL.id, exercise=row["exercise"], lines=row["lines"])


SCRIPTS, ATTACKS = rows("scripts-first.jsonl"), rows("attacks-first.jsonl")
GOOD = [row for row in SCRIPTS if set(row["labels"].values()) == {"pass"}]
GUIDES = [row for row in (*SCRIPTS, *ATTACKS) if row["exercise"] == "guide"]


@pytest.fixture(params=CALL.recipients.values(), ids=lambda recipient: recipient.id)
def recipient(request: pytest.FixtureRequest) -> Recipient:
    """Each recipient in turn."""
    return request.param


def test_all_named_recipients_are_there() -> None:
    assert set(CALL.recipients) >= NAMED


def test_there_are_many_replies_and_hardly_two_people_say_the_same() -> None:
    texts = [reply.text for person in CALL.recipients.values() for reply in person.replies]
    assert len(texts) >= 150 and len(set(texts)) >= 0.9 * len(texts)


def test_nobody_has_one_text_for_two_replies_that_could_follow_each_other(recipient: Recipient) -> None:
    seen = [(reply.kind, reply.text) for reply in recipient.replies]
    assert len(seen) == len(set(seen))


def test_the_silent_one_says_one_word() -> None:
    assert all(len(reply.text.split()) == 1 for reply in CALL.recipients["silent"].replies)


def test_the_recipient_of_the_post_can_say_every_line_of_it() -> None:
    said = {(reply.text, reply.direction) for reply in CALL.recipients["as-in-the-post"].replies}
    assert {(turn.text, turn.direction) for turn in CALL.transcript.turns if turn.speaker == "recipient"} <= said


def moments() -> Iterator[Moment]:
    """Every question in every place, with every mood, when nothing is known and when everything is."""
    after_branch = {"no-time": "when", "interested": "arrange", "not-interested": "delete"}
    slots = {slot.id: get_args(Asks) for slot in CALL.exercises["guide"].slots}
    main = [ask for ask in get_args(Asks) if ask not in after_branch.values()]
    for slot in slots:
        asks = ("nothing", after_branch[slot]) if slot in BRANCHES else main
        for ask in asks if slot != LAST_LINE else get_args(Asks):
            for mood in range(LOWEST, HIGHEST + 1):
                for facts in (frozenset(), frozenset(fact.id for fact in RULES.facts)):
                    for stance in RULES.stances:
                        yield Moment(slot, ask, mood, stance.id, 1, facts, frozenset())


def test_everybody_answers_every_question_in_every_place(recipient: Recipient) -> None:
    for moment in moments():
        replies = permitted(recipient, RULES, moment)
        assert replies, f"{recipient.id} has no reply to {moment}"
        assert all(moment.asks in RULES.kind(reply.kind).answers for reply in replies)


def test_everybody_can_doubt_break_off_and_hang_up(recipient: Recipient) -> None:
    kinds = {reply.kind for reply in recipient.replies if reply.unconditional}
    assert {"doubts", "breaks-off", "hangs-up"} <= kinds


def known_before(record: CallRecord, script: Script) -> Iterator[tuple[str, tuple[str, ...], str, set[str]]]:
    """For each reply: the line before it, its types, what was asked, and everything said so far."""
    hearing = hear(complete(script, CALL), CALL)
    known: set[str] = set()
    for caller, reply in zip(record.turns[::2], record.turns[1::2], strict=False):
        line = hearing.lines.get(caller.id)
        known |= line.facts if line else set()
        yield caller.id, reply.kinds, line.asks if line else "nothing", known


@pytest.mark.parametrize("row", GUIDES, ids=lambda row: row["id"])
def test_no_reply_contradicts_the_caller_or_misses_the_question(row: dict) -> None:
    script = script_of(row)
    for id in CALL.recipients:
        for slot, kinds, asked, known in known_before(play(script, id), script):
            first = RULES.kind(kinds[0])
            assert asked in first.answers or kinds == ("doubts",), (id, slot, kinds, asked)
            for kind in map(RULES.kind, kinds):
                assert not known.intersection(kind.unless), (id, slot, kind.id)


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["id"])
def test_a_good_script_ends_well_and_better_than_the_post(row: dict) -> None:
    script = script_of(row)
    assert play(script, "curious").mood >= 2
    assert all(play(script, id).mood > play(POST, id).mood for id in CALL.recipients)


@pytest.mark.parametrize("row", ATTACKS, ids=lambda row: row["id"])
def test_no_attack_wins_anybody_over(row: dict) -> None:
    assert {id: mood for id in CALL.recipients if (mood := play(script_of(row), id).mood) >= 2} == {}


@pytest.fixture(scope="session")
def outcomes() -> dict[str, list[Outcome]]:
    """How calls end with everybody, for each set of labelled scripts."""
    return {e["file"]: [*map(outcome, rows(e["file"]))] for e in sets() if e["kind"] == "scripts"}


def test_outcomes_follow_the_number_of_criteria_met(outcomes: dict[str, list[Outcome]]) -> None:
    found = follows([one for some in outcomes.values() for one in some])
    assert {id: rho for id, rho in found.items() if rho < GOAL} == {}


def test_they_do_in_each_set_though_small_sets_waver(outcomes: dict[str, list[Outcome]]) -> None:
    """In a set of 48 scripts a rho of .85 is known to about .04 (Fisher's z): one set may lie so far below."""
    found = {(file, id): rho for file, some in outcomes.items() for id, rho in follows(some).items()}
    assert {place: rho for place, rho in found.items() if rho < GOAL - 0.04} == {}


@pytest.mark.parametrize("row", GUIDES[::3], ids=lambda row: row["id"])
def test_the_call_that_is_played_lies_within_all_paths(row: dict) -> None:
    script = script_of(row)
    for id in CALL.recipients:
        paths = walk(script, id)
        assert paths.lowest <= play(script, id).mood <= paths.highest


def test_a_good_guide_is_safe_with_everybody() -> None:
    unsafe = {
        (row["id"], id): walk(script_of(row), id).lowest
        for row in GOOD
        if row["exercise"] == "guide"
        for id in CALL.recipients
        if not walk(script_of(row), id).safe
    }
    assert unsafe == {}


def test_the_simulators_own_events_are_explained() -> None:
    assert set(OBSERVED) <= {event.id for event in RULES.events if not event.heard}
    assert all(set(event.heard) <= {c.id for c in CALL.rubric.criteria} for event in RULES.events)


def test_every_finding_named_in_the_rules_exists() -> None:
    verdicts = {"pass", "partial", "fail", "unsure"}
    for thing in (*RULES.events, *RULES.facts):
        for criterion, names in thing.heard.items():
            known = verdicts | set(CALL.rubric.criterion(criterion).findings)
            assert set(names) <= known, f"{thing.id}: {set(names) - known}"


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [("kind: agrees", "kind: nods", "nods"), ("  - asked-openly\n", "  - asked-loudly\n", "asked-loudly")],
)
def test_a_recipient_with_an_unknown_name_is_refused(tmp_path: Path, old: str, new: str, word: str) -> None:
    folder = Path(shutil.copytree(ROOT / "course" / "telesales" / "calls" / CALL.id, tmp_path / "call"))
    path = folder / "recipients" / "curious.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"curious\.yaml.*{word}"):
        read_call(folder, CALL.id)


def test_a_new_recipient_is_data_only(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "course" / "telesales" / "calls" / CALL.id, tmp_path / "call"))
    text = (folder / "recipients" / "curious.yaml").read_text(encoding="utf-8")
    (folder / "recipients" / "neighbour.yaml").write_text(
        text.replace("id: curious", "id: neighbour"), encoding="utf-8"
    )
    assert "neighbour" in read_call(folder, CALL.id).recipients


def test_the_transcripts_in_the_docs_are_current() -> None:
    loader = SourceFileLoader("write_calls", str(ROOT / "tools" / "write-calls"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    module.sys.argv = ["write-calls", "--check"]
    assert module.main() == 0, "run: .venv/bin/python tools/write-calls"


def test_the_middling_guide_lies_between_the_good_one_and_nothing() -> None:
    good = read_answers(ROOT / "autograder" / "answers" / "model-answer-guide" / "answers.yaml")
    middling = read_answers(ROOT / "docs" / "calls" / "middling.yaml")
    for id in CALL.recipients:
        assert play(middling, id).mood <= play(good, id).mood
