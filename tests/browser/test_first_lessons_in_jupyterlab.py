"""Lessons 1 and 2 as a learner does them: read, answer wrongly, be told, answer better, be judged, hand in."""

import json
import re
from pathlib import Path

import pytest
from accessible import expect_accessible, give_room
from lesson_page import LessonPage
from playwright.sync_api import Locator, expect

from telesales.answers import FILE_NAME, read_any
from telesales.loading import load_call
from telesales.model import Choices

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
CALL = load_call()
THEMES = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 400, "height": 900}}}


def stored(name: str) -> Choices:
    answers = read_any(ANSWERS / name / FILE_NAME)
    assert isinstance(answers, Choices)
    return answers


def on_disk(lesson: LessonPage) -> Choices:
    lesson.expect_saved()
    answers = read_any(lesson.folder / FILE_NAME)
    assert isinstance(answers, Choices)
    return answers


def item(lesson: LessonPage, id: str) -> Locator:
    return lesson.editor.locator(f"[data-item={id}]")


def plain(word: str) -> str:
    """A word without the punctuation at its ends."""
    return word.strip(".,?!…–")


def expect_points(lesson: LessonPage, **points: str) -> None:
    """Runs all cells and reads what the graded ones say."""
    lesson.run_graded_cells()
    for part, said in points.items():
        shown = lesson.tab.locator(
            ".jp-OutputArea-output .telesales", has_text=CALL.graded(part.replace("_", "-")).title
        )
        expect(shown).to_contain_text(said, timeout=30_000)


def expect_carried(lesson: LessonPage) -> None:
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


class TestTheCall:
    @pytest.fixture
    def assignment(self) -> str:
        return "1-the-call"

    def rate(self, lesson: LessonPage, answers: Choices) -> None:
        """By mouse, answer by answer, as the deck offers them."""
        lesson.editor.get_by_role("button", name=re.compile("^R1, ")).click()
        for id, given in answers.answers.items():
            card = item(lesson, id)
            expect(card).to_be_visible()
            if "mood" in given:
                card.get_by_role("spinbutton").fill(given["mood"])
            for field in ("direction", "reason"):
                card.locator(f"input[value={given[field]}]").check()
            if id != "R8":
                lesson.button("weiter →").click()

    def test_wrong_answers_are_explained_and_better_ones_earn_all_points(self, lesson: LessonPage) -> None:
        lesson.run_graded_cells()
        expect(lesson.tab.locator("[data-turn=R6]")).to_contain_text("Hochgradig skezptisch")
        self.rate(lesson, stored("mood-weak"))
        assert on_disk(lesson).answers == stored("mood-weak").answers
        lesson.editor.get_by_label("Wie viele Punkte hast du wohl?").fill("20")
        lesson.button("Prüfen").click()
        expect(
            lesson.editor.get_by_text("Geschätzt: 20, bekommen: 8 von 32 Punkten. 12 zu viel erwartet.")
        ).to_be_visible()
        expect(lesson.result).to_have_text("8 von 32 Punkten – noch nicht bestanden (nötig sind 22,4)")
        lesson.editor.get_by_role("button", name=re.compile("^R1, ")).click()
        expect(item(lesson, "R1")).to_contain_text("Dass Skype gefällt, steht nirgends.")
        self.rate(lesson, stored("mood-model"))
        assert on_disk(lesson).answers == stored("mood-model").answers
        lesson.button("Prüfen").click()
        expect(lesson.result).to_have_text("32 von 32 Punkten – bestanden")
        expect_points(lesson, mood_steps="16 von 16 Punkten", mood_reasons="16 von 16 Punkten")
        expect_carried(lesson)

    def test_the_own_curve_grows_and_the_posts_comes_only_with_the_check(self, lesson: LessonPage) -> None:
        curve = lesson.editor.get_by_role("img", name=re.compile("Die Stimmung am anderen Ende"))
        expect(curve).to_have_accessible_name("Die Stimmung am anderen Ende: noch leer")
        item(lesson, "R1").get_by_role("spinbutton").fill("-2")
        expect(curve).to_have_accessible_name("Die Stimmung am anderen Ende. du: R1 −2")
        lesson.expect_saved()
        lesson.button("Prüfen").click()
        reference = "Beitrag: R1 −1, R2 −1, R3 −2, R4 −3, R5 −3, R6 −4, R7 −4, R8 −3. du: R1 −2"
        expect(curve).to_have_accessible_name(f"Die Stimmung am anderen Ende. {reference}")

    def test_the_keyboard_is_enough_for_the_whole_lesson(self, lesson: LessonPage) -> None:
        keys, cells = lesson.tab.keyboard, lesson.cell_count()
        lesson.editor.get_by_text("So wird gezählt").focus()
        for _ in range(9):
            keys.press("Tab")  # over the eight places to the first − button
        for id, given in stored("mood-model").answers.items():
            expect(item(lesson, id).get_by_role("button", name="Stimmung schlechter")).to_be_focused()
            keys.press("x")
            keys.press("Tab")
            keys.type(given["mood"])
            keys.press("Tab")  # to the + button
            for question in CALL.choices["mood"].item(id).questions:
                keys.press("Tab")
                at = [option.id for option in question.options].index(given[question.id])
                keys.press("Space")
                for _ in range(at):
                    keys.press("ArrowDown")
            for key in ("Tab", "Tab", "Enter", "Tab") if id != "R8" else ():  # back, on, and into the next card
                keys.press(key)
        keys.press("Control+Enter")
        expect(lesson.result).to_have_text("32 von 32 Punkten – bestanden")
        assert on_disk(lesson).answers == stored("mood-model").answers
        assert lesson.cell_count() == cells

    def test_a_number_out_of_range_is_not_sent(self, lesson: LessonPage) -> None:
        field = item(lesson, "R1").get_by_role("spinbutton")
        field.fill("7")
        item(lesson, "R1").locator("input[value=falls]").check()
        assert on_disk(lesson).answers == {"R1": {"direction": "falls"}}
        field.fill("")
        item(lesson, "R1").get_by_role("button", name="Stimmung schlechter").click()
        assert on_disk(lesson).answers["R1"]["mood"] == "-1"

    def test_entries_are_back_after_a_reload_and_a_restart(self, lesson: LessonPage) -> None:
        item(lesson, "R1").locator("input[value=unclear-ask]").check()
        lesson.expect_saved()
        lesson.save_notebook()
        lesson.reload()
        expect(item(lesson, "R1").locator("input[value=unclear-ask]")).to_be_checked()
        lesson.restart_kernel()
        lesson.run_editor()
        expect(item(lesson, "R1").locator("input[value=unclear-ask]")).to_be_checked()

    @pytest.mark.parametrize("context_args", THEMES.values(), ids=THEMES)
    def test_the_lesson_is_accessible(self, lesson: LessonPage) -> None:
        give_room(lesson.tab)
        lesson.run_graded_cells()
        item(lesson, "R1").locator("input[value=rises]").check()
        lesson.button("Alle als Liste").click()
        lesson.button("Prüfen").click()
        expect(lesson.result).to_be_visible()
        expect_accessible(lesson.tab)


class TestTheDiagnosis:
    @pytest.fixture
    def assignment(self) -> str:
        return "2-diagnosis"

    def diagnose(self, lesson: LessonPage, answers: Choices) -> None:
        """Marks words by two clicks, then sorts the mistakes."""
        for id, given in answers.answers.items():
            for field, text in given.items():
                if field == "evidence":
                    item(lesson, id).get_by_role("combobox").select_option(text)
                    continue
                item(lesson, id).get_by_role("checkbox", name=field).check()
                if text:
                    self.mark(item(lesson, id), field, text)

    def mark(self, line: Locator, mistake: str, text: str) -> None:
        line.get_by_role("button", name=re.compile(f", {mistake}$")).click()
        words = [plain(word) for word in line.locator(".ts-word").all_inner_texts()]
        wanted = [plain(word) for word in text.split() if plain(word)]
        first = next(i for i in range(len(words)) if words[i : i + len(wanted)] == wanted)
        line.locator(".ts-word").nth(first).click()
        line.locator(".ts-word").nth(first + len(wanted) - 1).click()

    def clear(self, lesson: LessonPage) -> None:
        for box in lesson.editor.get_by_role("checkbox", checked=True).all()[::-1]:
            box.uncheck()

    def test_traps_are_named_and_a_better_diagnosis_earns_all_points(self, lesson: LessonPage) -> None:
        self.diagnose(lesson, stored("diagnosis-weak"))
        assert _meaning(on_disk(lesson)) == _meaning(stored("diagnosis-weak"))
        lesson.button("Prüfen").click()
        expect(lesson.result).to_have_text("10 von 34 Punkten – noch nicht bestanden (nötig sind 23,8)")
        expect(item(lesson, "C8")).to_contain_text("Ein Nein anzunehmen ist kein Fehler.")
        self.clear(lesson)
        self.diagnose(lesson, stored("diagnosis-model"))
        assert _meaning(on_disk(lesson)) == _meaning(stored("diagnosis-model"))
        lesson.button("Prüfen").click()
        expect(lesson.result).to_have_text("34 von 34 Punkten – bestanden")
        expect_points(lesson, mistake_marks="14 von 14", mistake_words="14 von 14", mistake_sorting="6 von 6")
        expect_carried(lesson)

    def test_the_reflection_can_be_written_and_its_guide_is_not_shown(self, lesson: LessonPage) -> None:
        cells = json.loads(lesson.notebook.read_text(encoding="utf-8"))["cells"]
        reflection = next(cell for cell in cells if cell["id"] == "reflection")
        assert "".join(reflection["source"]) == "Schreibe hier deine Antwort."
        assert "lässt sich bewerten" not in lesson.notebook.read_text(encoding="utf-8")

    def test_single_keys_on_a_word_delete_no_cell(self, lesson: LessonPage) -> None:
        cells = lesson.cell_count()
        item(lesson, "C4").locator(".ts-word").first.focus()
        for key in ("x", "d", "d", "ArrowRight", "Shift+ArrowRight", "Enter"):
            lesson.tab.keyboard.press(key)
        assert lesson.cell_count() == cells
        expect(item(lesson, "C4").locator(".ts-ask")).to_contain_text("Welchen Fehler zeigt")

    @pytest.mark.parametrize("context_args", THEMES.values(), ids=THEMES)
    def test_the_diagnosis_is_accessible(self, lesson: LessonPage) -> None:
        give_room(lesson.tab)
        item(lesson, "C9").get_by_role("checkbox", name="L1").check()
        lesson.button("Prüfen").click()
        expect(lesson.result).to_be_visible()
        expect_accessible(lesson.tab)


def _meaning(choices: Choices) -> dict[str, dict[str, list[str]]]:
    """The answers without the punctuation that marking by words does not know."""
    return {
        item: {field: [word for word in map(plain, text.split()) if word] for field, text in given.items()}
        for item, given in sorted(choices.answers.items())
    }
