"""`telesales grade` killed with SIGKILL: the next run completes, as if nothing had been (tools/kill-test does many)."""

import pytest
from killing import Sound, faults

pytestmark = pytest.mark.pipeline

TIMES = 6


def test_an_undisturbed_run_grades_each_submission_once(sound: Sound) -> None:
    assert faults(sound.after) == []


def test_after_a_kill_the_next_run_completes_as_if_nothing_had_been(sound: Sound) -> None:
    results = [sound.survive(kill) for kill in sound.kills(TIMES, seed=1)]
    assert [problem for _, problems in results for problem in problems] == []
    assert any(left.hidden for left, _ in results), "no kill came while files were being written"
