"""How fast a whole course is graded: stock nbgrader beside `telesales grade`, on like submissions in one run.

Run it with: .venv/bin/python benchmarks/grading.py [--count 200] [--stock-count 10] [--rounds 1]. It makes
courses in a temporary folder with so many different submissions of 3-rewrite (lines of the labelled scripts, mixed by
lot) and prints for each way of grading the submissions a second, start-up included, how many times that is of stock
nbgrader that executes the teacher's notebook, and the most memory of all processes together. Stock nbgrader is measured
on fewer submissions, without its start-up: it takes one after the other, and each as long as the one before. Last come
the judging alone with two processes and with one, and whether a submission takes longer where there are many.
"""

import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from telesales.answers import to_yaml
from telesales.model import Script
from telesales_autograder.engine.course import Course
from telesales_autograder.engine.pool import outcomes
from telesales_autograder.engine.processes import Processes

ROOT = Path(__file__).parents[1]
LESSON = "3-rewrite"
PAUSE = 0.3  # seconds between two looks at a running command
MANY = 1000  # submissions from which on it makes sense to ask whether many take longer


@dataclass(frozen=True)
class Sample:
    """What a look at a running command finds: seconds since its start, submissions graded, MB of all its processes."""

    seconds: float
    graded: int
    memory: float


def answer_files(count: int) -> Iterator[str]:
    """Answer files, hardly two alike: each line comes from a script drawn by lot, always in the same way."""
    paths = sorted((ROOT / "autograder/corpus").glob("scripts-*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    scripts = [row["lines"] for row in rows if row["exercise"] == "rewrite"]
    lot = random.Random(count)
    for _ in range(count):
        lines = {slot: lot.choice(scripts).get(slot, "") for slot in scripts[0]}
        yield to_yaml(Script(call="facebook-skype", exercise="rewrite", lines=lines))


def new_course(root: Path, count: int) -> Path:
    """A course folder with `count` submissions and its assignment in the gradebook."""
    root.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for step in ("source", "release"):
        shutil.copytree(ROOT / step, root / step)
    run(root, "nbgrader", "generate_assignment", LESSON)
    for number, answers in enumerate(answer_files(count)):
        folder = root / "submitted" / f"s{number:06}" / LESSON
        folder.mkdir(parents=True)
        shutil.copy(root / "release" / LESSON / f"{LESSON}.ipynb", folder)
        (folder / "answers.yaml").write_text(answers, encoding="utf-8")
    return root


def run(root: Path, program: str, *arguments: str, looking: bool = False, **environment: str) -> list[Sample]:
    """Runs a command of the environment in `root`; the last sample is its end.

    `looking` at it again and again gives the samples before, but takes time from it: memory is counted page by page.
    """
    command, begin = [str(Path(sys.executable).with_name(program)), *arguments], time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = psutil.Popen(command, cwd=root, env={**os.environ, **environment}, stdout=said, stderr=said)
        samples = [Sample(0, 0, 0)]
        while not ended(process, PAUSE if looking else None):
            samples.append(Sample(time.perf_counter() - begin, graded(root), memory(process)))
        samples.append(Sample(time.perf_counter() - begin, graded(root), 0))
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}:\n{said.read()[-2000:]}")
    return samples


def ended(process: psutil.Popen, pause: float | None) -> bool:
    """Waits `pause` seconds (None: as long as it takes) for the end of a process, and says whether it has come."""
    with suppress(psutil.TimeoutExpired):
        process.wait(pause)
    return process.returncode is not None


def graded(root: Path) -> int:
    """How many students have a graded folder, or will have one in a moment."""
    folder = root / "autograded"
    return len(os.listdir(folder)) if folder.exists() else 0  # noqa: PTH208 — counts 10,000 folders in no time


def memory(process: psutil.Process) -> float:
    """MB of a process and its children; pages that they share count once."""
    total = 0
    with suppress(psutil.Error):  # one of them may just have ended
        for one in (process, *process.children(recursive=True)):
            total += one.memory_full_info().pss
    return total / 1e6


def fastest(course: Path, rounds: int, *command: str, **environment: str) -> float:
    """The seconds of the quickest of several runs: other programs make runs slower."""
    return min(in_a_copy(course, *command, **environment)[-1].seconds for _ in range(rounds))


def in_a_copy(course: Path, program: str, *arguments: str, looking: bool = False, **environment: str) -> list[Sample]:
    """Runs a command in a fresh copy of the course."""
    copy = Path(shutil.copytree(course, course.with_name(f"{course.name}-copy")))
    samples = run(copy, program, *arguments, looking=looking, **environment)
    shutil.rmtree(copy)
    return samples


def stock(courses: tuple[Path, Path], more: int, rounds: int, **environment: str) -> float:
    """Seconds that stock nbgrader takes for each submission that the second course has `more` than the first."""
    few, many = (fastest(course, rounds, "nbgrader", "autograde", LESSON, **environment) for course in courses)
    return (many - few) / more


def judging(folder: Path, processes: int) -> float:
    """Seconds of judging alone: bytes to outcomes, nothing written."""
    os.chdir(folder)
    course, workers = Course.here(LESSON), Processes(processes)
    lesson, submissions = course.lesson(), [course.read(student) for student in course.students()]
    list(outcomes(workers, lesson, submissions[:50]))
    begin = time.perf_counter()
    list(outcomes(workers, lesson, submissions))
    seconds = time.perf_counter() - begin
    workers.close()
    return seconds


def growth(samples: list[Sample]) -> str:
    """Milliseconds a submission and memory, in the second and in the last quarter of a run."""
    quarters = [next(s for s in samples if s.graded >= part * samples[-1].graded) for part in (0.25, 0.5, 0.75, 1)]
    early, late = ((b.seconds - a.seconds) / (b.graded - a.graded) * 1000 for a, b in (quarters[:2], quarters[2:]))
    then = f"memory after a quarter {quarters[0].memory:.0f} MB, after three {quarters[2].memory:.0f} MB"
    return f"a submission in the second quarter {early:.1f} ms, in the last {late:.1f} ms; {then}"


@click.command()
@click.option("--count", default=200, show_default=True, help="Submissions for telesales grade.")
@click.option("--stock-count", default=10, show_default=True, help="Submissions for stock nbgrader; 0 leaves it out.")
@click.option("--rounds", default=1, show_default=True, help="How often each is run; the quickest run counts.")
def main(count: int, stock_count: int, rounds: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        root, each = Path(folder), dict[str, float]()
        if stock_count:
            pair = new_course(root / "one", 1), new_course(root / "some", stock_count + 1)
            each["nbgrader autograde, executing"] = stock(pair, stock_count, rounds, TELESALES_EXECUTE="1")
            each["nbgrader autograde, judging"] = stock(pair, stock_count, rounds)
        course = new_course(root / "course", count)
        commands = {jobs: ("telesales", "grade", LESSON, "--jobs", str(jobs)) for jobs in (1, 2)}
        for jobs, command in commands.items():
            each[f"telesales grade --jobs {jobs}"] = fastest(course, rounds, *command) / count
        runs = {jobs: in_a_copy(course, *command, looking=True) for jobs, command in commands.items()}
        tell(each, runs)
        if count >= MANY:
            print(growth(runs[2]))
        one, two = (min(judging(course, processes) for _ in range(rounds)) for processes in (1, 2))
        print(f"judging alone: two processes are {one / two:.2f} times as fast as one")


def tell(each: dict[str, float], runs: dict[int, list[Sample]]) -> None:
    """Prints seconds a submission of each way of grading, and memory."""
    slowest = max(each.values())
    for name, seconds in each.items():
        print(f"{name:30} {1 / seconds:6.1f}/s, {seconds * 1000:7.1f} ms each, {slowest / seconds:6.1f} times")
    for jobs, samples in runs.items():
        print(f"--jobs {jobs}: at most {max(sample.memory for sample in samples):.0f} MB in all processes")


if __name__ == "__main__":
    main()
