"""How fast feedback pages are made: `nbgrader generate_feedback` beside `telesales feedback`, on like submissions.

Run it with: .venv/bin/python benchmarks/feedback.py [--count 200] [--stock-count 10]. It makes a course in a temporary
folder with so many different submissions of 3-rewrite, grades it, and prints for each way the seconds for all pages,
start-up included, the pages a second, and how many times that is of nbgrader. nbgrader makes one page after the other,
each as long as the one before: it is measured on a sample, once with one page and once with `--stock-count` more, and
what each page takes is scaled up to all of them. The last line is a second run in which nothing has changed.
"""

import tempfile
import time
from pathlib import Path

import click
from grading import LESSON, new_course, run


def seconds(root: Path, program: str, *arguments: str) -> float:
    """How long a command takes."""
    begin = time.perf_counter()
    run(root, program, *arguments)
    return time.perf_counter() - begin


def stock(root: Path, sample: int, count: int) -> float:
    """Seconds that nbgrader would take for `count` pages: its start-up with the first, and as much for each as here."""
    first = seconds(root, "nbgrader", "generate_feedback", LESSON, "--force", "--student", "s000000")
    sampled = ",".join(f"s{number:06}" for number in range(sample + 1, count))
    some = ("--CourseDirectory.student_id_exclude=" + sampled,)
    more = seconds(root, "nbgrader", "generate_feedback", LESSON, "--force", *some)
    return first + (more - first) / sample * (count - 1)


@click.command()
@click.option("--count", default=200, show_default=True, help="Pages.")
@click.option("--stock-count", default=10, show_default=True, help="Pages that nbgrader is measured on.")
def main(count: int, stock_count: int) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        root = new_course(Path(folder, "course"), count)
        run(root, "telesales", "grade", LESSON)
        name = f"nbgrader generate_feedback (scaled from {stock_count + 1})"
        taken = {name: stock(root, stock_count, count)}
        for jobs in (1, 2):
            taken[f"telesales feedback --jobs {jobs}"] = seconds(
                root, "telesales", "feedback", LESSON, "--force", "--jobs", str(jobs)
            )
            if jobs == 1:
                for page in root.glob("feedback/*/*/*.html"):
                    page.unlink()
        taken["telesales feedback, unchanged"] = seconds(root, "telesales", "feedback", LESSON)
        for way, whole in taken.items():
            print(f"{way:46} {whole:6.1f} s, {count / whole:6.1f}/s, {taken[name] / whole:6.1f} times")


if __name__ == "__main__":
    main()
