"""What learners read: escaped, in words, in the right place, the same on every page."""

import re
from html.parser import HTMLParser

from telesales.feedback import criterion_html, problem_html, report_view, scene, script_html
from telesales.feedback.view import number
from telesales.loading import load_call
from telesales.model import CriterionResult, Evidence, Report, Script, Verdict

CALL = load_call()
TEXT = "Guten Abend 😀, mein Name ist <b>Jana</b>."
NAME = "mein Name ist <b>Jana</b>"


def result(criterion: str, verdict: Verdict, evidence: tuple[Evidence, ...] = (), **changes: object) -> CriterionResult:
    max_points = CALL.rubric.criterion(criterion).points
    values = {
        "criterion": criterion,
        "verdict": verdict,
        "points": max_points * verdict.share,
        "max_points": max_points,
        "knockout": False,
        "finding": "missing",
        "evidence": evidence,
        "message": "Das <i>sagt</i> noch wenig.",
        "hint": None if verdict is Verdict.PASS else "Was fehlt?",
    }
    return CriterionResult(**{**values, **changes})


def evidence(line: str, text: str, part: str) -> Evidence:
    start = text.index(part)
    return Evidence(line=line, start=start, end=start + len(part), text=part)


def report(*results: CriterionResult) -> Report:
    points = sum(r.points for r in results)
    passed = {c.id: result(c.id, Verdict.PASS) for c in CALL.rubric.of("rewrite")}
    criteria = passed | {r.criterion: r for r in results}
    return Report(exercise="rewrite", passed=False, points=points, max_points=90, criteria=criteria)


SCRIPT = Script(call=CALL.id, exercise="rewrite", lines={"C1": TEXT})
REPORT = report(
    result("introduction", Verdict.PARTIAL, (evidence("C1", TEXT, NAME),)),
    result("objection", Verdict.FAIL),
    result("no-health-claim", Verdict.PASS),
)


def test_the_scene_is_the_posts_dialogue_with_directions_and_the_pause() -> None:
    entries = scene(CALL, "rewrite")
    assert [e["id"] for e in entries if e["kind"] == "recipient"] == [f"R{i}" for i in range(1, 9)]
    assert entries[1]["direction"] == "etwas verdattert"
    pause = next(i for i, entry in enumerate(entries) if entry["kind"] == "pause")
    assert (entries[pause - 1]["id"], entries[pause + 1]["id"]) == ("C3", "R3")


def test_a_guide_has_only_the_callers_lines() -> None:
    assert {entry["kind"] for entry in scene(CALL, "guide")} == {"caller"}


def test_evidence_is_cut_out_by_code_points() -> None:
    pieces = report_view(SCRIPT, REPORT, CALL)["lines"]["C1"]
    assert "".join(piece["text"] for piece in pieces) == TEXT
    assert [piece["text"] for piece in pieces if piece["verdict"]] == [NAME]


def test_overlapping_evidence_shows_the_worst_verdict() -> None:
    results = (
        result("introduction", Verdict.PASS, (evidence("C1", TEXT, NAME),)),
        result("consent", Verdict.FAIL, (evidence("C1", TEXT, "Name"),)),
    )
    marks = {p["text"]: p["verdict"] for p in report_view(SCRIPT, report(*results), CALL)["lines"]["C1"]}
    assert marks["Name"] == "fail" and marks["mein "] == "pass"


def test_a_verdict_stands_at_its_evidence_else_at_the_few_lines_it_reads_else_at_the_end() -> None:
    lines = {c["id"]: c["lines"] for c in report_view(SCRIPT, REPORT, CALL)["criteria"]}
    assert lines["introduction"] == ["C1"] and lines["objection"] == ["C7"] and lines["no-health-claim"] == []


def test_learners_text_and_messages_are_escaped_everywhere() -> None:
    page = (
        script_html(SCRIPT, REPORT, CALL) + criterion_html(REPORT.criteria["introduction"], CALL) + problem_html("<u>x")
    )
    assert "<b>" not in page and "<i>" not in page and "<u>" not in page
    assert "&lt;b&gt;Jana" in page


def test_every_verdict_is_said_in_a_word_of_its_own() -> None:
    words = {
        re.search(r"</span> Einwand[^:]*: ([^<]+)<", criterion_html(result("objection", v), CALL))[1] for v in Verdict
    }
    assert len(words) == len(Verdict)


def test_a_knockout_is_named() -> None:
    assert "K.‑o.‑Fehler" in criterion_html(result("consent", Verdict.FAIL, knockout=True), CALL)


def test_the_page_shows_every_line_and_every_criterion() -> None:
    page = script_html(SCRIPT, REPORT, CALL)
    assert page.count("noch nichts geschrieben") == 8
    assert all(CALL.rubric.criterion(id).title in page for id in REPORT.criteria)
    assert '<mark class="partial"' in page


def test_without_a_report_there_are_lines_and_no_verdicts() -> None:
    page = script_html(SCRIPT, None, CALL)
    assert "Guten Abend" in page and 'class="chip' not in page


def test_pages_are_well_formed_and_need_nothing_from_outside() -> None:
    page = script_html(SCRIPT, REPORT, CALL)
    checker = _Balance()
    checker.feed(page)
    assert checker.open == []
    assert "http" not in page and "<script" not in page


def test_the_summary_names_what_no_number_of_points_outweighs() -> None:
    failed = report(result("single-ask", Verdict.FAIL), result("objection", Verdict.FAIL))
    summary = report_view(SCRIPT, failed, CALL)["summary"]
    assert "Nötig sind 63 Punkte" in summary
    assert CALL.rubric.criterion("single-ask").title in summary and "Einwand" not in summary


def test_numbers_are_german() -> None:
    assert [number(41.5), number(90.0), number(0.0)] == ["41,5", "90", "0"]


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
