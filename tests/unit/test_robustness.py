"""No text that anybody can type makes the grader fail, waver or point beside the text."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telesales.grading import judge
from telesales.language import analyse
from telesales.loading import load_call
from telesales.model import Report, Script
from telesales_autograder.evaluation import VARIANTS, read_rows, script_of

ROOT = Path(__file__).parents[2]
ROWS = read_rows([ROOT / "autograder" / "corpus" / "scripts-first.jsonl"])
SLOTS = {id: [slot.id for slot in exercise.slots] for id, exercise in load_call().exercises.items()}

# Anything that can be typed, and German-looking scraps put together at random.
WORDS = sorted({word for row in ROWS for text in row["lines"].values() for word in text.split()})
SCRAPS = st.lists(st.sampled_from([*WORDS, "„", "“", "?", "…", "\u200b", "а", "\n", "—", "😀"]), max_size=40).map(
    " ".join
)
TEXTS = st.one_of(st.text(max_size=300), SCRAPS)


def spans_lie_inside(report: Report, script: Script) -> bool:
    evidence = [e for result in report.criteria.values() for e in result.evidence]
    return all(0 <= e.start < e.end and script.lines[e.line][e.start : e.end] == e.text for e in evidence)


@pytest.mark.parametrize("exercise", ["rewrite", "guide"])
@settings(max_examples=60)
@given(data=st.data())
def test_no_text_raises_and_evidence_is_cut_from_the_line(exercise: str, data: st.DataObject) -> None:
    lines = {slot: data.draw(TEXTS) for slot in SLOTS[exercise]}
    script = Script(call="facebook-skype", exercise=exercise, lines=lines)
    report = judge(script)
    assert spans_lie_inside(report, script)
    assert 0 <= report.points <= report.max_points


@pytest.mark.parametrize("row", ROWS[::6], ids=lambda row: row["id"])
def test_evidence_of_real_scripts_is_cut_from_the_line(row: dict) -> None:
    script = script_of(row)
    assert spans_lie_inside(judge(script), script)


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_spelling_moves_evidence_but_keeps_it_inside_the_line(name: str) -> None:
    for row in ROWS[::9]:
        script = script_of(row, VARIANTS[name])
        assert spans_lie_inside(judge(script), script)


@given(st.text(max_size=200))
def test_offsets_are_those_of_the_raw_text(raw: str) -> None:
    tokens = analyse(raw).tokens
    assert all(0 <= t.start < t.end <= len(raw) for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens) if a.start != b.start)


def test_a_violation_behind_60_kilobytes_of_filler_is_found() -> None:
    filler = "Am Morgen trägt der Hofhund drei Säcke über den Hof. " * 1100
    row = {"exercise": "rewrite", "lines": {"C6": filler + "Unser Tee heilt Migräne."}}
    assert judge(script_of(row)).criteria["no-health-claim"].knockout


def test_the_same_script_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import json, sys; from telesales.grading import judge; from telesales_autograder.evaluation import script_of;"
        "print(judge(script_of(json.loads(sys.stdin.read()))).model_dump_json())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(ROWS[3]),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1
