"""What grading costs on one machine and on a cluster, and what a million submissions would cost: docs/scale.md.

Run it with: .venv/bin/python benchmarks/scaling.py [--count 2000] [--entries 100000] [--write]. It grades a course of
different submissions with one and two processes and two Dask workers, into SQLite and into a PostgreSQL of its own, and
tells processor time (which other programs hardly change) from rates (which they do). Start-up is taken out of what a
submission costs: a first run over a tenth is subtracted. Last it enters many made-up submissions into a gradebook, to
see whether that takes longer where there are many. --write puts the tables into docs/scale.md.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import click
import psutil
from grading import LESSON, ROOT, ended, memory, new_course, run

sys.path.insert(0, str(ROOT / "tests/pipeline"))

from clusters import Dask, dask  # after the path that leads there
from postgres import cloned, server

from telesales_autograder.engine.course import Course
from telesales_autograder.engine.database import Database
from telesales_autograder.engine.gradebook import BulkGradebook, Entry
from telesales_autograder.engine.work import Graded, Submitted, grade

PAGE = ROOT / "docs/scale.md"
BEGIN, END = "<!-- benchmarks/scaling.py --write: Anfang -->", "<!-- benchmarks/scaling.py --write: Ende -->"
MILLION = 1_000_000
WORKERS = (2, 8, 32)
STEP = 100  # submissions entered at once


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds, processor seconds of who asks and of who judges, and MB of each at most."""

    graded: int
    seconds: float
    coordinator: float
    workers: float
    coordinator_memory: float
    memory: float


@dataclass
class Watch:
    """Looks at a command and at processes that it uses, and remembers what it saw last."""

    others: Sequence[psutil.Process]
    began: float = field(default_factory=time.perf_counter)
    used: dict[int, float] = field(default_factory=dict)
    own: float = 0
    own_memory: float = 0
    memory: float = 0

    def look(self, process: psutil.Process) -> None:
        with suppress(psutil.Error):  # it may just have ended
            for one in (*process.children(recursive=True), *self.others):
                self.used[one.pid] = processor(one)
            self.own = processor(process)
            alone, all_of_them = process.memory_full_info().pss / 1e6, memory(process) + sum(map(memory, self.others))
            self.own_memory, self.memory = max(self.own_memory, alone), max(self.memory, all_of_them)


def processor(process: psutil.Process) -> float:
    """Seconds of processor time."""
    times = process.cpu_times()
    return float(times.user + times.system)


def graded(course: Path, others: Sequence[psutil.Process], *arguments: str) -> Cost:
    """One run of `telesales grade`."""
    command = [str(Path(sys.executable).with_name("telesales")), "grade", LESSON, "--format", "json", *arguments]
    before = {one.pid: processor(one) for one in others}
    watch = Watch(others)
    process = psutil.Popen(command, cwd=course, stdout=subprocess.PIPE, text=True)
    while not ended(process):
        watch.look(process)
    said = json.loads(process.stdout.read())
    workers = sum(seconds - before.get(pid, 0) for pid, seconds in watch.used.items())
    return Cost(said["graded"], said["seconds"], watch.own, workers, watch.own_memory, watch.memory)


def of_each(course: Path, count: int, others: Sequence[psutil.Process], *arguments: str) -> Cost:
    """The second run's rate and memory, and processor seconds of one submission without start-up."""
    copy = Path(shutil.copytree(course, course.with_name("copy")))
    few = [option for n in range(count // 10) for option in ("--student", f"s{n:06}")]
    first, second = (graded(copy, others, *arguments, *chosen) for chosen in (few, []))
    shutil.rmtree(copy)
    more = second.graded - first.graded
    own, theirs = second.coordinator - first.coordinator, second.workers - first.workers
    return Cost(second.graded, second.seconds, own / more, theirs / more, second.coordinator_memory, second.memory)


def ways(course: Path, count: int) -> Iterator[tuple[str, Cost]]:
    """Each way of grading, and what it costs."""
    with ExitStack() as stack:
        folder = course.with_name("empty")
        cluster, empty = stack.enter_context(dask(folder, course.with_name("nothing"))), stack.enter_context(server())
        run(course, "nbgrader", "generate_assignment", LESSON, "--db", empty.render_as_string(hide_password=False))
        workers = started(cluster)
        databases = (cloned(empty, name).render_as_string(hide_password=False) for name in ("one", "two"))
        spread = ("--scheduler", cluster.address)
        yield "ein Prozess, SQLite", of_each(course, count, [], "--jobs", "1")
        yield "zwei Prozesse, SQLite", of_each(course, count, [], "--jobs", "2")
        yield "zwei Prozesse, PostgreSQL", of_each(course, count, [], "--jobs", "2", "--db", next(databases))
        yield "zwei Dask-Worker, SQLite", of_each(course, count, workers, *spread)
        yield "zwei Dask-Worker, PostgreSQL", of_each(course, count, workers, *spread, "--db", next(databases))


def started(cluster: Dask) -> list[psutil.Process]:
    cluster.hidden.mkdir()
    for name in ("first", "second"):
        cluster.add_worker(name)
    cluster.wait_for(2)
    return [psutil.Process(process.pid) for process in cluster.workers.values()]


def disk(course: Path, count: int) -> tuple[float, float]:
    """KB that one graded submission takes, in its folder and in the gradebook."""
    before = (course / "gradebook.db").stat().st_size
    graded(course, [])
    files = sum(path.lstat().st_blocks * 512 for path in (course / "autograded").rglob("*"))
    return files / count / 1000, ((course / "gradebook.db").stat().st_size - before) / count / 1000


def entering(folder: Path, entries: int) -> Iterator[tuple[int, float, float]]:
    """How many submissions the gradebook has, ms of processor time that each of the last tenth took, and its MB."""
    os.chdir(folder)
    course = Course.here(LESSON)
    submitted = course.read(course.students()[0])
    assert isinstance(submitted, Submitted)
    outcome = grade(course.lesson(), submitted)
    assert isinstance(outcome, Graded)
    with closing(Database("sqlite:///gradebook.db", course.directory.course_id, 60)) as database:
        gradebook = BulkGradebook(database, LESSON, LESSON, course.penalty())
        for tenth in range(10):
            begin = time.process_time()
            for start in range(tenth * entries // 10, (tenth + 1) * entries // 10, STEP):
                names = (f"t{number:07}" for number in range(start, start + STEP))
                gradebook.enter([Entry(name, None, outcome.grades, outcome.empty) for name in names])
            each = (time.process_time() - begin) / entries * 10 * 1000
            yield (tenth + 1) * entries // 10, each, Path("gradebook.db").stat().st_size / 1e6


def german(number: float, digits: int = 0) -> str:
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def measured(costs: dict[str, Cost]) -> str:
    head = ["", "Abgaben je Sekunde", "Bewerten (ms)", "Lesen und Schreiben (ms)", "Speicher (MB)", "davon Koordinator"]
    return table(head, ([name, *_numbers(cost)] for name, cost in costs.items()))


def _numbers(cost: Cost) -> list[str]:
    apart = [german(cost.workers * 1000, 1), german(cost.coordinator * 1000, 1)]
    both = ["zusammen", german((cost.coordinator + cost.workers) * 1000, 1)]
    shown = apart if cost.workers > cost.coordinator / 10 else both
    return [german(cost.graded / cost.seconds), *shown, german(cost.memory), german(cost.coordinator_memory)]


def projected(costs: dict[str, Cost]) -> str:
    """Hours for a million: whoever is slower, those who judge or the one who writes."""
    head = ["", *(f"{workers} Worker" for workers in WORKERS), "Grenze (nur Lesen und Schreiben)"]
    return table(head, ([name, *_hours(cost)] for name, cost in costs.items() if cost.workers > cost.coordinator / 10))


def _hours(cost: Cost) -> list[str]:
    limit = cost.coordinator * MILLION / 3600
    each = (max(cost.workers / workers * MILLION / 3600, limit) for workers in WORKERS)
    return [f"{german(hours, 1)} h" for hours in (*each, limit)]


def page(costs: dict[str, Cost], sizes: tuple[float, float], entered: Sequence[tuple[int, float, float]]) -> str:
    """The measured part of docs/scale.md."""
    cores, load = os.cpu_count(), os.getloadavg()[1]
    count = next(iter(costs.values())).graded
    where = f"{cores} Kerne, Python {platform.python_version()}, mittlere Last {german(load, 1)}"
    parts = [
        f"Gemessen mit rund {german(count)} verschiedenen Abgaben zu `{LESSON}`: {where}.",
        measured(costs),
        f"Eine bewertete Abgabe belegt {german(sizes[0])} KB in `autograded/` und {german(sizes[1], 1)} KB in SQLite.",
        "Eine Million Abgaben, daraus gerechnet:",
        projected(costs),
        f"Auf dem Datenträger: {german(sizes[0])} GB in `autograded/`, {german(sizes[1], 1)} GB im Notenbuch.",
    ]
    if entered:
        head = ["Abgaben im Notenbuch", "Eintragen (ms je Abgabe)", "Größe (MB)"]
        chosen = [entered[0], entered[4], entered[9]]
        parts += ["Erdachte Abgaben, nur eingetragen (SQLite):"]
        parts += [table(head, ([german(n), german(ms, 2), german(mb)] for n, ms, mb in chosen))]
    return "\n\n".join(parts)


@click.command()
@click.option("--count", default=2000, show_default=True, help="Submissions that are graded in each way.")
@click.option("--entries", default=100_000, show_default=True, help="Made-up submissions entered; 0 leaves it out.")
@click.option("--write", is_flag=True, help="Puts the tables into docs/scale.md.")
def main(count: int, entries: int, write: bool) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        course = new_course(Path(folder) / "course", count)
        costs = {}
        for name, cost in ways(course, count):
            costs[name] = cost
            print(name, cost, flush=True)
        sizes = disk(course, count)
        text = page(costs, sizes, list(entering(course, entries)) if entries else [])
    print(text)
    if write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
