"""`telesales report` on a graded class: right figures, the planted copy and no other, nobody named for the class."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from statistics import median

import pytest
from courses import ANSWERS, ASSIGNMENT, ROOT, Course, new_course, succeed, ungraded_twin

from telesales.answers import to_yaml
from telesales.model import Script
from telesales_autograder.evaluation import read_rows, script_of

pytestmark = pytest.mark.pipeline

HONEST = ("änne", "ben", "clara", "deniz", "emil", "fatma", "gustav", "hanna", "ivan")
COPY, FROM, HOSTILE, UNREADABLE = "zoe-copied", "clara", "mallory", "otto"
TRACKER = "https://tracker.example/pixel.png"
ATTACK = (
    f"<img src={TRACKER}> ![x]({TRACKER}) <script>alert(1)</script> Haben Sie ein Problem mit der Gesundheit? $x^2$"
)


class Page(HTMLParser):
    """What a browser would load or run, the pictures with their names, the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.labels: list[str | None] = []
        self.pieces: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "svg":
            self.labels.append(values.get("aria-label") if values.get("role") == "img" else None)
        links = (values.get(name) for name in ("src", "href", "xlink:href", "action", "data", "poster", "srcset"))
        self.loads += [link for link in links if link and not link.startswith("#")]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


def scripts() -> dict[str, Script]:
    """Honest scripts of the corpus, a copy with names and some words changed, and one that attacks the report."""
    rows = [r for r in read_rows([ROOT / "autograder/corpus/scripts-second.jsonl"]) if r["exercise"] == "rewrite"]
    found = {name: script_of(row) for name, row in zip(HONEST, rows, strict=False)}
    copied = {id: text.replace("Sommer", "Winter").replace("ich", "ich auch") for id, text in found[FROM].lines.items()}
    found[COPY] = found[FROM].model_copy(update={"lines": {**copied, "C1": found["ben"].lines["C1"]}})
    found[HOSTILE] = script_of(rows[20]).model_copy(update={"lines": {**rows[20]["lines"], "C4": ATTACK}})
    return found


def hand_in(root: Path, student: str, answers: str, lesson: str = ASSIGNMENT) -> None:
    folder = root / student / lesson
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "release" / lesson / f"{lesson}.ipynb", folder)
    (folder / "answers.yaml").write_text(answers, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Twelve learners, graded; four of them handed something in before."""
    course = new_course(tmp_path_factory.mktemp("report") / "course")
    submitted = course.root / "submitted"
    for student, script in scripts().items():
        hand_in(submitted, student, to_yaml(script))
    hand_in(submitted, UNREADABLE, "lines: [")
    for student in ("ben", "clara", "emil", "ivan"):
        hand_in(course.root.parent / "before", student, (ANSWERS / "original/answers.yaml").read_text(encoding="utf-8"))
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    succeed(course.telesales("grade", ASSIGNMENT, "--jobs", "1"))
    with course.gradebook() as gradebook:  # the teacher has given points to one verdict and wants to see another again
        submission = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "emil")
        grades = {grade.name: grade for grade in submission.grades}
        grades["reason"].manual_score, grades["benefit"].needs_manual_grade = 1.5, True
        gradebook.db.commit()
    return course


@pytest.fixture(scope="module")
def reports(graded: Course) -> Path:
    """The folder with the teacher's report and the one for the class."""
    for options in ((), ("--anonymous",)):
        succeed(graded.telesales("report", ASSIGNMENT, "--before", str(graded.root.parent / "before"), *options))
    return graded.root / "report"


def html(reports: Path, whose: str = "") -> str:
    return (reports / f"{ASSIGNMENT}{whose}.html").read_text(encoding="utf-8")


def notebook(reports: Path, whose: str = "") -> dict:
    return json.loads((reports / f"{ASSIGNMENT}{whose}.ipynb").read_text(encoding="utf-8"))


@pytest.mark.parametrize("whose", ["", "-anonymous"])
def test_the_page_loads_and_runs_nothing_and_every_picture_has_a_name(reports: Path, whose: str) -> None:
    page = Page(html(reports, whose))
    assert page.loads == [] and not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert "@import" not in html(reports, whose) and "url(http" not in html(reports, whose)
    assert len(page.labels) >= 8 and all(page.labels)


def test_the_points_are_the_gradebooks(graded: Course, reports: Path) -> None:
    with graded.gradebook() as gradebook:
        points = [one["score"] for one in gradebook.submission_dicts(ASSIGNMENT)]
    text = Page(html(reports)).text
    mean = f"{sum(points) / len(points):.1f}".replace(".", ",").removesuffix(",0")
    assert f"12 Abgaben von 12 Personen im Kurs, im Mittel {mean} von 90 Punkten" in text
    assert f"Median: {median(points):g} von 90".replace(".", ",") in " ".join(Page(html(reports)).labels)
    assert "1 Urteil wurde von Hand ersetzt" in text


def test_who_has_no_readable_answers_is_named_with_the_reason(reports: Path) -> None:
    assert f"{UNREADABLE} : answers.yaml" in Page(html(reports)).text.replace(f"{UNREADABLE}:", f"{UNREADABLE} :")


def test_a_cell_that_waits_is_listed(reports: Path) -> None:
    assert re.search(r"1 Stelle wartet.*emil\s*Kundennutzen\s*noch einmal", Page(html(reports)).text)


def test_the_planted_copy_is_found_and_no_honest_pair(reports: Path) -> None:
    pairs = re.findall(r"<h3>(\S+) und (\S+): \d+\s%", html(reports))
    assert pairs[0] == (FROM, COPY)
    assert set(pairs) <= {(FROM, COPY), ("ben", COPY)}  # one line is taken from a second learner
    assert "kein Beweis" in html(reports) and "<mark>" in html(reports)


def test_a_learners_words_stay_text(reports: Path) -> None:
    assert "Problem mit der Gesundheit" in Page(html(reports)).text
    assert "<script>alert" not in html(reports)


def test_progress_is_shown_of_those_who_handed_in_before(reports: Path) -> None:
    text = Page(html(reports)).text
    assert "Von 4 Personen gibt es eine frühere Fassung" in text and "9 Punkte vorher" in text


@pytest.mark.parametrize(
    "content", [html, lambda reports, whose: json.dumps(notebook(reports, whose), ensure_ascii=False)]
)
def test_the_class_sees_no_name_and_no_ones_words(reports: Path, content) -> None:
    text = content(reports, "-anonymous")
    assert not [name for name in (*HONEST, COPY, HOSTILE, UNREADABLE) if re.search(rf"\b{name}\b", text)]
    assert "ähnliche Abgaben" not in text
    lines = [line for script in scripts().values() for line in script.lines.values()]
    words = [
        " ".join(line.split()[place : place + 9]) for line in lines for place in range(0, len(line.split()) - 8, 3)
    ]
    assert len(words) > 200 and not [some for some in words if some in text]


def test_the_notebook_has_the_same_parts_and_pictures_with_names(reports: Path) -> None:
    cells = notebook(reports)["cells"]
    titles = re.findall(r"<h2>(.*?)</h2>", html(reports))
    assert [c["source"].removeprefix("## ") for c in cells if c["source"].startswith("## ")] == titles
    pictures = [cell for cell in cells if "attachments" in cell]
    assert len(pictures) == 5 and {cell["cell_type"] for cell in cells} == {"markdown"}
    for cell in pictures:
        [name] = cell["attachments"]
        assert re.fullmatch(rf"!\[.{{20,}}\]\(attachment:{name}\)", cell["source"])


def test_markdown_cannot_be_smuggled_into_the_notebook(reports: Path) -> None:
    [cell] = [c for c in notebook(reports)["cells"] if "Problem mit der Gesundheit" in c["source"]]
    assert cell["source"].startswith("<div") and "\n\n" not in cell["source"] and "$" not in cell["source"]
    assert Page(cell["source"]).loads == []


def test_two_runs_write_the_same_bytes(graded: Course, reports: Path) -> None:
    before = str(graded.root.parent / "before")
    succeed(graded.telesales("report", ASSIGNMENT, "--before", before, "-o", "again", "--jobs", "1"))
    for name in (f"{ASSIGNMENT}.html", f"{ASSIGNMENT}.ipynb"):
        assert (graded.root / "again" / name).read_bytes() == (reports / name).read_bytes()


def test_what_cannot_be_reported_is_one_sentence(graded: Course) -> None:
    twin = ungraded_twin(graded, "few")
    refusals = [
        (graded.telesales("report", "7-unknown"), "kein Notebook"),
        (twin.telesales("report", ASSIGNMENT), "noch nichts bewertet"),
    ]
    succeed(twin.telesales("grade", ASSIGNMENT, "--student", "ben", "--jobs", "1"))
    refusals.append((twin.telesales("report", ASSIGNMENT, "--anonymous"), "bleibt niemand unerkannt"))
    for result, words in refusals:
        assert result.returncode == 2 and words in result.stderr and "Traceback" not in result.stderr
    succeed(twin.telesales("report", ASSIGNMENT))
