"""The lessons' texts agree with the plan: title, aim, minutes, the questions at the start, and the start page's list."""

import re
from pathlib import Path

import pytest

from telesales.loading import load_call
from telesales.model import PlannedLesson
from telesales.progress import notebook

TEXTS = Path(__file__).parents[2] / "course/notebooks/de"
PLAN = load_call().lessons
WRITTEN = [lesson for lesson in PLAN if (TEXTS / f"{lesson.id}.md").is_file()]


def names(lesson: PlannedLesson) -> str:
    return lesson.id


def test_every_text_is_in_the_plan() -> None:
    texts = {path.stem for path in TEXTS.glob("*.md")}
    assert texts - {"start"} <= {lesson.id for lesson in PLAN}


@pytest.mark.parametrize("lesson", PLAN, ids=names)
def test_the_start_page_lists_the_lesson_as_planned(lesson: PlannedLesson) -> None:
    row = f"**[{lesson.title}]({notebook(lesson)})** (etwa {lesson.minutes} Minuten)\\\n   {lesson.aim}\n"
    assert row in (TEXTS / "start.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", WRITTEN, ids=names)
def test_a_lesson_begins_with_its_title_aim_and_minutes(lesson: PlannedLesson) -> None:
    text = (TEXTS / f"{lesson.id}.md").read_text(encoding="utf-8").replace("&shy;", "")
    beginning = " ".join(text.split("+++")[0].split())
    assert f"# {lesson.title} **Dein Ziel:** {lesson.aim}" in beginning
    assert f"**Zeit:** etwa {lesson.minutes} Minuten" in beginning


@pytest.mark.parametrize("lesson", PLAN[1:], ids=names)
def test_a_later_lesson_opens_with_three_questions_whose_answers_are_folded(lesson: PlannedLesson) -> None:
    text = (TEXTS / f"{lesson.id}.md").read_text(encoding="utf-8")
    heading, opening = re.split(r"^## (.*)$", text, maxsplit=2, flags=re.MULTILINE)[1:3]
    assert heading == "Drei Fragen zum Warmwerden"
    asked = re.findall(r"<details>\n<summary>(\d)\. .+?\?</summary>\n\n.+?\n</details>", opening, re.DOTALL)
    assert asked == ["1", "2", "3"]


@pytest.mark.parametrize("lesson", PLAN, ids=names)
def test_every_lesson_asks_for_a_guess_before_the_first_check(lesson: PlannedLesson) -> None:
    text = " ".join((TEXTS / f"{lesson.id}.md").read_text(encoding="utf-8").split())
    assert re.search(r"schätzt du deine Punkte|[Tt]rag unter", text) and "zum ersten Mal auf **Prüfen**" in text


@pytest.mark.parametrize("part", load_call().live.parts, ids=lambda part: part.id)
def test_the_live_call_tells_its_rules_word_for_word(part) -> None:
    text = " ".join((TEXTS / "5-live-call.md").read_text(encoding="utf-8").split())
    assert f"**{part.title} ({part.points:g} Punkte).** {' '.join(part.scoring.split())}" in text
