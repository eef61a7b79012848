"""How long the grader takes: the first verdict of a new process, and each script once it is warm.

Run it with: .venv/bin/python benchmarks/judging.py (prints milliseconds, and the share of each limit that is used; ends
with 1 where a limit is broken). Times are processor time, so that what else runs on the machine counts little.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from telesales.grading import forget, judge
from telesales.model import Script

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "autograder/corpus/scripts-first.jsonl"

FIRST = 500.0
"""Importing the course and a first verdict may take so many milliseconds (median of some new processes)."""
WARM = 8.0
"""A script may take so many milliseconds after warm-up (median)."""
FILLER = 2000.0
"""A script with a line of 64 KiB may take so many milliseconds (worst of several kinds of filler)."""

_FRESH = """
import json, sys, time
from telesales.grading import judge
from telesales.model import Script
judge(Script.model_validate_json(sys.stdin.read()))
print(time.process_time() * 1000)
"""

FILLERS = {
    "sentences": "Am Morgen trägt der Hofhund drei Säcke über den Hof. ",
    "one word": "ü",
    "links": "und oder weil ",
    "pronouns": "Sie haben Sie ",
    "marks": "?! , – ",
    "unknown words": "anbeiten verkafuen wurzelgrumpf ",
}


def scripts() -> list[Script]:
    """The labelled scripts that the rules were first written for."""
    rows = map(json.loads, SCRIPTS.read_text(encoding="utf-8").splitlines())
    return [Script(call="facebook-skype", exercise=row["exercise"], lines=row["lines"]) for row in rows]


def first_verdict(script: Script, processes: int = 5) -> float:
    """Milliseconds of importing and judging `script` in a new process (which also starts Python)."""
    command = [sys.executable, "-c", _FRESH]
    runs = (
        subprocess.run(command, input=script.model_dump_json(), capture_output=True, text=True)
        for _ in range(processes)
    )
    return median(float(run.stdout) for run in runs)


def milliseconds(script: Script) -> float:
    """Of judging `script` with nothing kept from an earlier time."""
    forget()
    begin = time.process_time()
    judge(script)
    return (time.process_time() - begin) * 1000


def filled(script: Script, filler: str) -> Script:
    """`script` with 64 KiB of filler in its third line."""
    slot = list(script.lines)[2]
    return script.model_copy(update={"lines": {**script.lines, slot: (filler * 65_536)[:65_536]}})


def main() -> None:
    """Measures and prints; ends with 1 where a limit is broken."""
    sample = scripts()
    for script in sample:
        judge(script)
    cases = {
        "first verdict": (first_verdict(sample[0]), FIRST),
        "warm script": (median(milliseconds(script) for script in sample), WARM),
        "64 KiB of filler": (max(milliseconds(filled(sample[0], filler)) for filler in FILLERS.values()), FILLER),
    }
    for name, (found, limit) in cases.items():
        print(f"{name:18} {found:8.1f} ms of {limit:6.0f} ({found / limit:.0%})")
    if any(found > limit for found, limit in cases.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
