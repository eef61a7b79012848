"""How long a call takes: judged and played, replayed after one line was edited, and all paths walked.

Run it with: .venv/bin/python benchmarks/simulating.py (prints milliseconds: median, 95th percentile, maximum). Times
are processor time, so that what else runs on the machine counts little.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from telesales import grading
from telesales.loading import load_call
from telesales.model import Script
from telesales.recipient import judge_calls, play, walk
from telesales.recipient.playing import _heard

CORPUS = Path(__file__).parents[1] / "autograder" / "corpus" / "scripts-first.jsonl"
LIMIT = 50.0
"""A whole call may take so many milliseconds after warm-up."""


def scripts() -> list[Script]:
    """The labelled scripts."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [Script(call=load_call().id, exercise=row["exercise"], lines=row["lines"]) for row in rows]


def forget() -> None:
    """Drops what earlier calls left behind, so that each is judged anew."""
    _heard.cache_clear()
    grading.forget()


def times(run: Callable[[Script], object], prepare: Callable[[Script], object]) -> list[float]:
    """Milliseconds of `run` on each script, after `prepare`."""
    found = []
    for script in scripts():
        prepare(script)
        begin = time.process_time()
        run(script)
        found.append((time.process_time() - begin) * 1000)
    return found


def edited(script: Script) -> Script:
    """The script with one line changed, as after a keystroke."""
    slot = next(slot for slot, text in script.lines.items() if text)
    return script.model_copy(update={"lines": {**script.lines, slot: script.lines[slot] + " Ja."}})


def main() -> None:
    """Measures and prints; ends with 1 where a call takes longer than the limit at the 95th percentile."""
    play(scripts()[0], "curious")  # the first call loads the word classes
    people = load_call().recipients
    cases: dict[str, list[float]] = {
        "judge and play": times(lambda s: play(s, "curious"), lambda s: forget()),
        "replay after an edit": times(lambda s: play(edited(s), "curious"), lambda s: play(s, "curious")),
        "play with all": times(lambda s: [play(s, id) for id in people], lambda s: forget()),
        "walk all paths with one": times(lambda s: walk(s, "curious"), lambda s: play(s, "curious")),
        "grade the lesson": times(judge_calls, lambda s: forget()),
    }
    for name, found in cases.items():
        print(f"{name:24} {median(found):7.2f} {quantiles(found, n=20)[-1]:7.2f} {max(found):7.2f} ms")
    if quantiles(cases["judge and play"], n=20)[-1] > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
