"""Does a call run as people would have it, and always the same?"""

from itertools import pairwise
from pathlib import Path

import pytest

from telesales.answers import read_answers
from telesales.loading import load_call
from telesales.model import CallRecord, Script
from telesales.recipient import compare, play
from telesales.recipient.playing import play_with

CALL = load_call()
ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
POST = Script(
    call=CALL.id, exercise="rewrite", lines={t.id: t.text for t in CALL.transcript.turns if t.speaker == "caller"}
)
GUIDE = read_answers(ANSWERS / "model-answer-guide" / "answers.yaml")
REWRITE = read_answers(ANSWERS / "model-answer" / "answers.yaml")
POST_MOODS = (-1, -1, -2, -3, -3, -4, -4, -3)


def changed(script: Script, **lines: str) -> Script:
    """`script` with other lines; _ in a name stands for -."""
    new = {slot.replace("_", "-"): text for slot, text in lines.items()}
    return script.model_copy(update={"lines": {**script.lines, **new}})


def replies(record: CallRecord) -> list[str]:
    return [turn.text for turn in record.turns if turn.speaker == "recipient"]


def callers(record: CallRecord) -> list[str]:
    return [turn.id for turn in record.turns if turn.speaker == "caller"]


def ids(record: CallRecord, line: str) -> set[str]:
    return {event.id for event in record.events() if event.line == line}


@pytest.mark.parametrize("free", [False, True], ids=["as the source has it", "with the person replying"])
def test_the_post_is_the_test(free: bool) -> None:
    record = play(POST, "as-in-the-post", free=free)
    source = [turn for turn in CALL.transcript.turns if turn.speaker == "recipient"]
    found = [turn for turn in record.turns if turn.speaker == "recipient"]
    assert [(turn.text, turn.direction) for turn in found] == [(turn.text, turn.direction) for turn in source]
    assert tuple(turn.mood for turn in found) == POST_MOODS


def test_the_post_is_told_with_its_pause_and_ends_with_a_no() -> None:
    record = play(POST)
    assert [turn.id for turn in record.turns] == [turn.id for turn in CALL.transcript.turns]
    assert {turn.id: turn.then for turn in record.turns if turn.then} == {"C3": "Pause"}
    assert record.outcome == "declined"


@pytest.mark.parametrize("recipient", CALL.recipients)
@pytest.mark.parametrize("script", [POST, GUIDE, REWRITE], ids=["post", "guide", "rewrite"])
def test_the_same_script_gives_the_same_call_byte_for_byte(script: Script, recipient: str) -> None:
    copy = Script.model_validate_json(script.model_dump_json())
    assert play(script, recipient).model_dump_json() == play(copy, recipient).model_dump_json()


@pytest.mark.parametrize("recipient", CALL.recipients)
def test_in_a_rewrite_the_replies_stay_as_they_are(recipient: str) -> None:
    assert replies(play(REWRITE, recipient)) == replies(play(POST, recipient)) == replies(play(POST))


def test_every_step_of_the_mood_is_explained_by_its_events() -> None:
    for script in (POST, GUIDE, REWRITE):
        for recipient in CALL.recipients:
            before = 0
            for turn in play(script, recipient).turns:
                if turn.mood is not None:
                    assert sum(event.change for event in turn.events) == turn.mood - before
                    before = turn.mood


def test_an_event_quotes_the_learners_own_words() -> None:
    for script in (POST, GUIDE, REWRITE):
        for event in play(script).events():
            assert script.lines[event.line][event.start : event.end] == event.text


def test_a_question_jumps_to_the_line_that_answers_it() -> None:
    record = play(GUIDE, "in-a-hurry")
    assert callers(record)[:2] != ["introduction", "reason"] or "answered" in ids(record, "reason")
    moved = GUIDE.model_copy(
        update={"lines": {k: GUIDE.lines[k] for k in sorted(GUIDE.lines, key=lambda k: k == "contact-source")}}
    )
    lawyer = play(moved, "consumer-lawyer")
    assert callers(lawyer)[:2] == ["introduction", "contact-source"]
    assert "answered" in ids(lawyer, "contact-source")


def test_a_question_that_the_guide_cannot_answer_is_evaded() -> None:
    record = play(changed(GUIDE, contact_source=""), "consumer-lawyer")
    assert "Woher haben Sie meine Nummer?" in replies(record)[0]
    assert "evaded" in {event.id for event in record.events()}


def test_no_time_leads_to_its_branch_and_ends_the_call() -> None:
    record = play(GUIDE, "in-a-hurry")
    assert callers(record)[-2:] == ["no-time", "farewell"]
    assert record.outcome == "ended" and "time-respected" in ids(record, "no-time")


def test_somebody_in_a_hurry_stays_for_a_clear_opening_and_then_has_to_go() -> None:
    record = play(GUIDE, "in-a-hurry")
    kinds = [kind for turn in record.turns for kind in turn.kinds]
    assert kinds.index("grants-time") < kinds.index("has-to-go") < kinds.index("fixes-time")
    unclear = play(changed(GUIDE, reason="", introduction="Guten Tag, Frau Sommer."), "in-a-hurry")
    assert "grants-time" not in {kind for turn in unclear.turns for kind in turn.kinds}


def test_what_is_missing_is_noticed_only_when_it_can_no_longer_come() -> None:
    record = play(changed(GUIDE, contact_source="Übrigens scheint hier heute die Sonne."), "in-a-hurry")
    assert callers(record)[:3] == ["introduction", "reason", "contact-source"]
    assert "no-source" in ids(record, "contact-source") and "no-source" not in ids(record, "reason")


def test_a_doubt_stands_for_a_question_and_follows_a_reaction() -> None:
    vague = play(changed(GUIDE, benefit="Unser Tee ist einfach der allerbeste weit und breit."), "curious")
    assert next(turn.kinds for turn in vague.turns if "doubts" in turn.kinds) == ("doubts",)
    clear = next(turn for turn in play(GUIDE, "curious").turns if "doubts" in turn.kinds)
    assert clear.kinds == ("listens", "doubts") and clear.text.startswith("Oh, das wäre ja wirklich praktisch.")


@pytest.mark.parametrize("recipient", ["burnt-before", "overwhelmed"])
def test_who_is_pressed_after_a_no_says_it_again(recipient: str) -> None:
    pushy = changed(GUIDE, not_interested="Überlegen Sie es sich noch einmal, ich rufe Sie nächste Woche wieder an.")
    assert ("insists",) in [turn.kinds for turn in play(pushy, recipient).turns]
    assert ("insists",) not in [turn.kinds for turn in play(GUIDE, recipient).turns]


@pytest.mark.parametrize("recipient", CALL.recipients)
def test_an_order_that_nobody_gave_is_declined(recipient: str) -> None:
    order = changed(GUIDE, next_step="Dann trage ich Sie jetzt fest ein, die Rechnung über 108 Euro kommt am Montag.")
    said = {turn.id: reply.kinds for turn, reply in pairwise(play(order, recipient).turns) if turn.speaker == "caller"}
    assert said.get("next-step", ("declines",)) == ("declines",)


def test_a_no_leads_to_its_branch() -> None:
    record = play(GUIDE, "burnt-before")
    assert callers(record)[-3:] == ["next-step", "not-interested", "farewell"]
    assert record.outcome == "declined" and "no-respected" in ids(record, "not-interested")


def test_a_yes_leads_to_its_branch() -> None:
    record = play(GUIDE, "curious")
    assert callers(record)[-3:] == ["next-step", "interested", "farewell"]
    assert record.outcome == "agreed"


def test_an_empty_branch_is_a_silence_that_the_other_hears() -> None:
    record = play(changed(GUIDE, not_interested=""), "burnt-before")
    silence = next(turn for turn in record.turns if turn.id == "not-interested")
    assert silence.text == "…" and "unprepared" in {event.id for event in record.events()}


def test_going_on_although_there_is_no_time_is_pushing() -> None:
    record = play(changed(GUIDE, no_time="Ach was, bleiben Sie dran, ich mache es kurz."), "in-a-hurry")
    assert "pushed" in ids(record, "no-time")


@pytest.mark.parametrize("answer", ["Wann passt es Ihnen denn besser?", "Dann halte ich Sie nicht auf."])
def test_another_time_or_letting_go_respects_that_there_is_none(answer: str) -> None:
    assert "time-respected" in ids(play(changed(GUIDE, no_time=answer), "in-a-hurry"), "no-time")


def test_what_leaves_somebody_cold_does_not_move_them() -> None:
    events = play(GUIDE, "burnt-before").events()
    assert [event.change for event in events if event.id in ("benefit-named", "small-step")] == [0, 0]
    assert next(event.change for event in events if event.id == "no-respected") == 1


def test_a_long_monologue_costs_patience() -> None:
    long = GUIDE.lines["benefit"] + " " + "Und dann erzähle ich Ihnen noch ein wenig von unserem schönen Hof. " * 8
    short, talked = play(GUIDE, "curious"), play(changed(GUIDE, benefit=long), "curious")
    assert "monologue" in ids(talked, "benefit") and "monologue" not in ids(short, "benefit")
    assert talked.mood <= short.mood


def test_somebody_out_of_patience_ends_the_call() -> None:
    rude = dict.fromkeys(GUIDE.lines, "Ich weiß ja nicht, ob Sie manchmal Gesundheitsprobleme haben?")
    record = play(GUIDE.model_copy(update={"lines": rude}), "in-a-hurry")
    assert record.turns[-1].kinds == ("breaks-off",) and record.outcome == "ended"


def test_at_the_lowest_mood_the_other_hangs_up() -> None:
    person = CALL.recipients["in-a-hurry"].model_copy(update={"ends_at": -5, "values": ("noticed",)})
    rude = dict.fromkeys(GUIDE.lines, "Ich weiß ja nicht, ob Sie manchmal Gesundheitsprobleme haben?")
    record = play_with(GUIDE.model_copy(update={"lines": rude}), person, CALL)
    assert (record.outcome, record.mood) == ("hung-up", -5)
    assert record.turns[-1].kinds == ("hangs-up",)


@pytest.mark.parametrize("recipient", CALL.recipients)
def test_a_knockout_in_a_line_that_is_never_said_caps_the_end(recipient: str) -> None:
    spoiled = changed(GUIDE, interested="Das freut mich. Unser Tee heilt übrigens Ihre Migräne.")
    assert play(spoiled, recipient).mood <= 1 < play(GUIDE, recipient).mood


def test_a_guide_without_an_answer_to_doubt_is_doubted_all_the_same() -> None:
    record = play(changed(GUIDE, objection=""), "curious")
    assert any("doubts" in turn.kinds for turn in record.turns)
    assert "doubt-ignored" in {event.id for event in record.events()}


def test_a_call_in_progress_names_the_line_that_it_waits_for() -> None:
    script = Script(call=CALL.id, exercise="guide", lines={"introduction": GUIDE.lines["introduction"]})
    record = play(script, "curious", partial=True)
    assert (record.outcome, record.open_line, len(record.turns)) == (None, "contact-source", 2)


def test_rewinding_is_playing_a_prefix() -> None:
    slots = list(GUIDE.lines)
    for count in range(1, 6):
        part = Script(call=CALL.id, exercise="guide", lines={slot: GUIDE.lines[slot] for slot in slots[:count]})
        longer = Script(call=CALL.id, exercise="guide", lines={slot: GUIDE.lines[slot] for slot in slots[: count + 1]})
        before, after = play(part, "silent", partial=True), play(longer, "silent", partial=True)
        assert replies(after)[: len(replies(before))] == replies(before)


def test_an_empty_script_is_played_too() -> None:
    for exercise in CALL.exercises:
        for recipient in CALL.recipients:
            record = play(Script(call=CALL.id, exercise=exercise, lines={}), recipient)
            assert record.mood <= 0


def test_two_versions_of_a_line_are_compared() -> None:
    better = changed(POST, C1=REWRITE.lines["C1"])
    found = compare(POST, better)
    assert found.changed_lines == ("C1",) and found.difference > 0
    assert {"named-self", "reason-clear"} <= {event.id for event in found.gained}
    assert not {event.id for event in found.gained}.intersection(event.id for event in found.lost if event.change > 0)


def test_an_unknown_recipient_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        play(POST, "nobody")
