"""Makes pages in whichever process: reads the graded folder, judges, writes. No database and no Jupyter here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from telesales.handed import read_file
from telesales_autograder.pages.graded import Graded, NotReadable, read_graded
from telesales_autograder.pages.made import Made, State
from telesales_autograder.pages.marks import Marks
from telesales_autograder.pages.page import Lesson, page_of
from telesales_autograder.pages.writing import SECRET, Place
from telesales_autograder.submission import TIMESTAMP, read_files

_LONGEST_SECRET = 2000  # bytes


@dataclass(frozen=True)
class Job:
    """One learner: the graded notebook, the folder as handed in, where the page goes, and what the gradebook says."""

    student: str
    graded: Path
    submitted: Path
    place: Place
    marks: Marks


def make_all(lesson: Lesson, jobs: Sequence[Job], force: bool) -> list[Made]:
    """Makes the page of each; OSError where nothing can be written."""
    return [make(lesson, job, force) for job in jobs]


def make(lesson: Lesson, job: Job, force: bool) -> Made:
    """Makes one page. With `force` also over a page of another program; OSError where it cannot be written.

    A fault of ours is told as the reason, so that all others get their pages.
    """
    if not force and job.place.is_foreign():
        return Made(job.student, State.FOREIGN)
    try:
        graded = read_graded(job.graded)
        if _is_behind(graded, job.submitted):
            return _failed(job, "Seit der Bewertung ist neu abgegeben worden: Bewerte erst ('telesales grade').")
        page = page_of(lesson, job.student, graded, job.marks)
    except NotReadable as error:
        return _failed(job, str(error))
    except Exception as error:
        return _failed(job, f"Die Seite ist nicht zu machen ({type(error).__name__}: {error}).")
    timestamp = read_file(job.graded.with_name(TIMESTAMP))
    written = job.place.put(page.html, timestamp, read_file(job.submitted.with_name(SECRET), _LONGEST_SECRET))
    return Made(job.student, State.WRITTEN if written else State.UNCHANGED, stale=page.stale)


def _failed(job: Job, reason: str) -> Made:
    return Made(job.student, State.FAILED, reason)


def _is_behind(graded: Graded, submitted: Path) -> bool:
    """Whether something else is handed in by now; what is no longer there can change nothing."""
    return submitted.parent.is_dir() and read_files(submitted).fingerprint != graded.fingerprint
