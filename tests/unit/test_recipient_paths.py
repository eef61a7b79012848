"""Are all ways of a guide walked, and is a guide called safe only where it is?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from telesales.answers import read_answers
from telesales.loading import load_call
from telesales.model import Script
from telesales.recipient import play, walk
from telesales.recipient.playing import complete, heard
from telesales.recipient.running import State, answers, react, speak, start, upcoming

CALL = load_call()
GUIDE = read_answers(Path(__file__).parents[2] / "autograder" / "answers" / "model-answer-guide" / "answers.yaml")


def without(*slots: str) -> Script:
    return GUIDE.model_copy(update={"lines": {s: "" if s in slots else text for s, text in GUIDE.lines.items()}})


def every_end(script: Script, recipient: str) -> Iterator[int]:
    """The mood at the end of each path, walked one by one."""
    hearing, person = heard(complete(script, CALL), CALL), CALL.recipients[recipient]

    def ends(state: State) -> Iterator[int]:
        state, slot = upcoming(state, hearing)
        if slot is None or state.over:
            yield state.goodwill.mood
            return
        spoken = speak(state, slot, hearing, person)
        for answer in answers(spoken, hearing, person):
            yield from ends(react(spoken, answer, hearing))

    return ends(start(hearing, person))


@pytest.mark.parametrize("recipient", CALL.recipients)
@pytest.mark.parametrize(
    "left_out", [(), ("objection",), ("contact-source", "no-time"), ("not-interested", "farewell")]
)
def test_counting_equals_walking_every_path(recipient: str, left_out: tuple[str, ...]) -> None:
    script = without(*left_out)
    ends = list(every_end(script, recipient))
    paths = walk(script, recipient)
    assert (paths.count, paths.lowest, paths.highest) == (len(ends), min(ends), max(ends))


@pytest.mark.parametrize("recipient", CALL.recipients)
def test_the_call_that_is_played_is_one_of_the_paths(recipient: str) -> None:
    paths, record = walk(GUIDE, recipient), play(GUIDE, recipient)
    assert paths.lowest <= record.mood <= paths.highest and record.outcome in paths.outcomes
    assert paths.count > 10


@pytest.mark.parametrize("recipient", CALL.recipients)
def test_the_model_guide_is_safe_with_everybody(recipient: str) -> None:
    assert walk(GUIDE, recipient).safe


def test_the_path_that_breaks_a_guide_is_shown_and_ends_as_low_as_said() -> None:
    pushy = GUIDE.model_copy(
        update={
            "lines": {
                **GUIDE.lines,
                "introduction": "Guten Tag, schön, dass ich Sie erreiche.",
                "contact-source": "Wir sind ja bei Facebook befreundet, da darf ich anrufen.",
                "reason": "Ich möchte Ihnen einfach mal etwas Gutes tun.",
                "not-interested": "Überlegen Sie es sich noch mal. Ich rufe Sie nächste Woche wieder an.",
            }
        }
    )
    paths = walk(pushy, "as-in-the-post")
    assert not paths.safe and paths.worst
    hearing, person = heard(complete(pushy, CALL), CALL), CALL.recipients["as-in-the-post"]
    state = start(hearing, person)
    for step in paths.worst:
        state, slot = upcoming(state, hearing)
        assert slot == step.line
        spoken = speak(state, slot, hearing, person)
        assert spoken.moment.mood == step.mood
        answer = next(answer for answer in answers(spoken, hearing, person) if answer.kinds == step.kinds)
        state = react(spoken, answer, hearing)
    assert state.goodwill.mood == paths.lowest < -1


def test_a_rewrite_has_one_path() -> None:
    lines = {turn.id: turn.text for turn in CALL.transcript.turns if turn.speaker == "caller"}
    paths = walk(Script(call=CALL.id, exercise="rewrite", lines=lines), "curious")
    assert paths.count == 1 and len(paths.worst) == 9
