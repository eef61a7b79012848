"""Prints how long importing and a first verdict take, and how long a script takes after that.

Run: .venv/bin/python benchmarks/judging.py
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST = """
import time; start = time.perf_counter()
from pathlib import Path
from telesales.answers import read_answers
from telesales.grading import judge
imported = time.perf_counter()
judge(read_answers(Path("autograder/answers/model-answer/answers.yaml")))
print(imported - start, time.perf_counter() - start)
"""


def main() -> None:
    """Five cold starts, then every labelled script once, none of them seen before by any cache."""
    starts = [_cold_start() for _ in range(5)]
    print(f"import: median {statistics.median(s[0] for s in starts):.2f} s")
    print(f"import and first verdict: median {statistics.median(s[1] for s in starts):.2f} s (goal: under 0.5 s)")
    times = _each_script()
    print(
        f"a fresh script: median {statistics.median(times):.1f} ms, p95 {sorted(times)[int(0.95 * len(times))]:.1f} ms"
    )


def _cold_start() -> tuple[float, float]:
    run = subprocess.run([sys.executable, "-c", FIRST], cwd=ROOT, capture_output=True, text=True, check=True)
    imported, judged = map(float, run.stdout.split())
    return imported, judged


def _each_script() -> list[float]:
    from telesales.grading import judge
    from telesales_autograder.evaluation import read_rows, script_of
    from telesales_autograder.quality import CORPUS, sets

    rows = [row for entry in sets() if entry["kind"] == "scripts" for row in read_rows([CORPUS / entry["file"]])]
    scripts = [script_of(row) for row in rows]
    judge(scripts[0])
    times = []
    for script in scripts[1:]:
        start = time.perf_counter()
        judge(script)
        times.append(1000 * (time.perf_counter() - start))
    return times


if __name__ == "__main__":
    main()
