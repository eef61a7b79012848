"""The picture of a guide: its order, its branches, its gaps, and a verdict at each phase; in words too."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from telesales.answers import read_answers
from telesales.feedback import script_html
from telesales.feedback.flow import flow_svg
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Script

MODEL = Path(__file__).parents[2] / "autograder/answers/model-answer-guide/answers.yaml"
PHASES = 9


def guide(**lines: str) -> Script:
    return Script(
        call="facebook-skype", exercise="guide", lines={id.replace("_", "-"): text for id, text in lines.items()}
    )


def picture(script: Script, judged: bool = False) -> ET.Element:
    return ET.fromstring(flow_svg(script, judge(script) if judged else None, load_call()))


def words(svg: ET.Element) -> list[str]:
    return [text.text or "" for text in svg.iter("{http://www.w3.org/2000/svg}text")]


def test_the_phases_stand_in_the_learners_order_and_are_numbered() -> None:
    names = [word for word in words(picture(guide(needs="Was?", introduction="Guten Tag"))) if re.match(r"\d ", word)]
    assert names[:2] == ["1 Bedarf", "2 Vorstellung"] and len(names) == PHASES


def test_a_branch_stands_behind_the_phase_that_it_leaves() -> None:
    shown = words(picture(guide(farewell="Tschüs", permission="Passt es?")))
    assert shown.index("Wenn keine Zeit ist") == shown.index("2 Erlaubnis") + 2


def test_the_picture_is_told_in_words_with_what_is_still_empty() -> None:
    told = picture(guide(introduction="Guten Tag")).get("aria-label") or ""
    assert told.startswith("Ablauf: 1 Vorstellung, 2 Anlass")
    assert "Wenn keine Zeit ist nach „Erlaubnis“" in told
    assert "Noch leer: Anlass" in told and "Vorstellung" not in told.split("Noch leer: ")[1]


def test_verdicts_are_symbols_and_only_there_after_a_check() -> None:
    script = read_answers(MODEL)
    assert "✓" in words(picture(script, judged=True)) and "✓" not in words(picture(script))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onload="x', "&amp;", "a]]>b", "x" * 4000, "a\x01b\ud83d"]
)
def test_a_learners_text_stays_text(text: str) -> None:
    svg = picture(guide(introduction=text))
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script")) and "onload" not in svg.attrib
    shown = "".join(char for char in text if char.isprintable())
    assert any(word and shown.startswith(word.rstrip("…")) for word in words(svg))


def test_the_static_page_of_a_guide_shows_the_picture_the_sheet_and_the_learners_order() -> None:
    script = guide(needs="Was?", introduction="Guten Tag").model_copy(update={"facts": "hofkaese"})
    page = script_html(script, None, load_call())
    assert "<svg" in page and "Käsekiste vom Hof" in page
    assert page.index("1 · Du · Bedarf") < page.index("2 · Du · Vorstellung") < page.index("Abzweig · Du · Wenn keine")


def test_a_rewrite_has_no_such_picture() -> None:
    assert "<svg" not in script_html(Script(call="facebook-skype", exercise="rewrite"), None, load_call())


def test_an_untouched_guide_lies_in_the_order_of_the_alphabet() -> None:
    names = [slot.title for slot in load_call().exercises["guide"].arranged(()) if not slot.branch]
    assert names[0] == "Anlass" and names[-1] == "Vorstellung"
    assert names.index("Nächster Schritt") < names.index("Nutzen")


def test_a_rewrite_keeps_the_order_of_its_call() -> None:
    assert [slot.id for slot in load_call().exercises["rewrite"].arranged(["C9", "C1"])][:2] == ["C1", "C2"]
