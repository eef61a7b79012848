"""Is the call's data true to its source, complete, and refused with a clear word where it is wrong?"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from telesales.loading import ContentError, load_call, read_call
from telesales.model import Call, Criterion, Example, Feedback, Lesson, Rubric, Transcript, Turn, Verdict
from telesales.strict_yaml import parse

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "course" / "telesales" / "calls" / "facebook-skype"
ANSWERS = ROOT / "autograder" / "answers"

# Of the source's 17 utterances, 3 mistakes and 2 lessons, one a line, taken from the post itself.
SOURCE_SHA256 = "1ca01b14af71b0073bff085878d643444535bbef658ab9be716e8e4ca94a03d9"
DIRECTIONS = {
    "R1": "etwas verdattert",
    "R3": "schon etwas skeptisch",
    "R5": "inzwischen in Frotzellaune",
    "R6": "mittlerweile genervt und daher undiplomatisch ehrlich",
    "R7": "rätselnd: was sollte mir noch gleich Gutes getan werden?",
}
MISSING = {
    ("responsive", "one-missing"),
    ("responsive", "several-missing"),
    ("complete-guide", "phases-missing"),
    ("complete-guide", "too-few"),
}


@pytest.fixture(scope="module")
def call() -> Call:
    """The course's call as shipped."""
    return load_call()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the call's folder that a test may damage."""
    return Path(shutil.copytree(FOLDER, tmp_path / "call"))


@pytest.fixture(params=[criterion.id for criterion in load_call().rubric.criteria])
def criterion(request: pytest.FixtureRequest, call: Call) -> Criterion:
    """Each criterion in turn."""
    return call.rubric.criterion(request.param)


def _examples(criterion: Criterion) -> Iterator[tuple[Verdict, Example]]:
    for verdict, examples in criterion.examples.items():
        yield from ((verdict, example) for example in examples)


def _feedbacks(rubric: Rubric) -> Iterator[tuple[str, str, Feedback]]:
    yield from (("shared", id, feedback) for id, feedback in rubric.shared.items())
    for criterion in rubric.criteria:
        yield from ((criterion.id, id, feedback) for id, feedback in criterion.findings.items())


def _words(transcript: Transcript) -> str:
    parts: list[Turn | Lesson] = [*transcript.turns, *transcript.mistakes, *transcript.lessons]
    return "\n".join(part.text for part in parts)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _exercise_of(example: Example) -> str:
    return "rewrite" if any(line.startswith("C") for line in example.lines) else "guide"


def test_the_transcript_is_the_source_word_for_word(call: Call) -> None:
    words = _words(call.transcript)
    assert hashlib.sha256(words.encode()).hexdigest() == SOURCE_SHA256, "the post is a quotation: never correct it"
    assert "Hochgradig skezptisch." in words


def test_the_turns_stand_in_the_order_of_the_call(call: Call) -> None:
    turns = call.transcript.turns
    assert [turn.id for turn in turns] == [f"{who}{n}" for n in range(1, 10) for who in "CR" if f"{who}{n}" != "R9"]
    assert all((turn.speaker == "caller") == turn.id.startswith("C") for turn in turns)


def test_stage_directions_and_the_pause_are_the_sources(call: Call) -> None:
    turns = call.transcript.turns
    assert {turn.id: turn.direction for turn in turns if turn.direction} == DIRECTIONS
    assert {turn.id: turn.then for turn in turns if turn.then} == {"C3": "Pause"}


def test_mistakes_and_lessons_have_their_ids_and_addressees(call: Call) -> None:
    assert [mistake.id for mistake in call.transcript.mistakes] == ["L1", "L2", "L3"]
    assert [(lesson.id, lesson.addressee) for lesson in call.transcript.lessons] == [("E1", "Anrufer"), ("E2", "Ich")]


def test_the_transcript_is_marked_as_a_quotation_outside_the_licence(call: Call) -> None:
    assert "Blogbeitrag" in call.transcript.source
    assert "Zitat" in call.transcript.note and "Lizenz" in call.transcript.note


def test_each_rewritten_line_answers_the_turn_before_it(call: Call) -> None:
    slots = call.exercises["rewrite"].slots
    assert [(slot.id, slot.answers) for slot in slots] == [
        (f"C{n}", f"R{n - 1}" if n > 1 else None) for n in range(1, 10)
    ]


def test_a_guide_ends_with_its_three_branches(call: Call) -> None:
    slots = call.exercises["guide"].slots
    assert [slot.id for slot in slots if slot.branch] == ["no-time", "not-interested", "interested"]
    assert [slot.branch for slot in slots] == sorted(slot.branch for slot in slots)


@pytest.mark.parametrize(("exercise", "points"), [("rewrite", 90), ("guide", 94)])
def test_points_add_up(call: Call, exercise: str, points: int) -> None:
    assert sum(criterion.points for criterion in call.rubric.of(exercise)) == points
    assert sum(criterion.points for criterion in call.rubric.criteria) == 100


def test_criteria_read_and_exercises_require_only_what_exists(call: Call) -> None:
    for exercise in call.exercises.values():
        judged, slots = call.rubric.of(exercise.id), {slot.id for slot in exercise.slots}
        assert {*exercise.must_pass, *exercise.must_be_partial} <= {criterion.id for criterion in judged}
        assert all(set(criterion.reads[exercise.id]) <= slots for criterion in judged)


def test_a_criterion_names_a_mistake_that_the_source_lists(call: Call, criterion: Criterion) -> None:
    assert criterion.mistake in {None, *(mistake.id for mistake in call.transcript.mistakes)}


def test_messages_have_only_the_promised_placeholders(call: Call) -> None:
    for owner, id, feedback in _feedbacks(call.rubric):
        assert feedback.message.strip(), f"{owner}.{id}: a message is needed"
        assert _placeholders(feedback.message) == ({"missing"} if (owner, id) in MISSING else set()), f"{owner}.{id}"


def test_every_finding_that_is_no_pass_has_a_hint(call: Call) -> None:
    for owner, id, feedback in _feedbacks(call.rubric):
        assert bool(feedback.hint) == (feedback.verdict is not Verdict.PASS), f"{owner}.{id}"
        assert not _placeholders(feedback.hint or ""), f"{owner}.{id}: a hint has no placeholders"


def test_a_knockout_is_always_a_fail(call: Call) -> None:
    knockouts = [(owner, id) for owner, id, feedback in _feedbacks(call.rubric) if feedback.knockout]
    assert {owner for owner, _ in knockouts} == {"consent", "no-early-personal", "no-health-claim", "respects-no"}
    assert all(call.rubric.feedback(owner, id).verdict is Verdict.FAIL for owner, id in knockouts)


def test_only_the_last_hint_proposes_lines_and_for_every_exercise(criterion: Criterion) -> None:
    *first, last = criterion.hints
    assert len(criterion.hints) == 3 and not any(hint.proposal for hint in first)
    assert set(last.proposal) == set(criterion.reads)
    assert all(lines and set(lines) <= set(criterion.reads[exercise]) for exercise, lines in last.proposal.items())


def test_examples_use_only_lines_that_the_criterion_reads(criterion: Criterion) -> None:
    for verdict, example in _examples(criterion):
        unread = set(example.lines) - set(criterion.reads[_exercise_of(example)])
        assert not unread, f"{criterion.id}, {verdict}: {unread}"


def test_examples_agree_with_the_findings_they_name(criterion: Criterion) -> None:
    for verdict, example in _examples(criterion):
        if example.finding:
            assert criterion.findings[example.finding].verdict is verdict, example.lines


def test_every_finding_and_every_exercise_has_an_example(criterion: Criterion) -> None:
    examples = [example for _, example in _examples(criterion)]
    assert {example.finding for example in examples} >= set(criterion.findings)
    assert {_exercise_of(example) for example in examples} == set(criterion.reads)


def test_no_example_stands_twice(call: Call) -> None:
    texts = [str(dict(example.lines)) for c in call.rubric.criteria for _, example in _examples(c)]
    assert len(texts) == len(set(texts))


def test_the_original_submission_is_the_sources_nine_lines(call: Call) -> None:
    lines = parse((ANSWERS / "original" / "answers.yaml").read_text(encoding="utf-8"))["lines"]
    assert lines == {turn.id: turn.text for turn in call.transcript.turns if turn.speaker == "caller"}


@pytest.mark.parametrize("name", ["model-answer", "model-answer-guide"])
def test_a_model_answer_fills_every_line_of_its_exercise(call: Call, name: str) -> None:
    answer = parse((ANSWERS / name / "answers.yaml").read_text(encoding="utf-8"))
    assert list(answer["lines"]) == [slot.id for slot in call.exercises[answer["exercise"]].slots]
    assert answer["facts"] in call.facts and all(answer["lines"].values())


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "way_out"),
    [
        ("rubric.yaml", "    question:", "    #question:", "criteria.0.question", "correct this entry"),
        ("exercises.yaml", "  pass_share:", "  pass_shar:", "entry 1: pass_share", "correct this entry"),
        ("facts.yaml", "  caller:", "  colour: rot\n  caller:", "entry 1: colour", "correct this entry"),
        ("rubric.yaml", "    points: 6", "    points: many", "criteria.0.points", "correct this entry"),
        ("rubric.yaml", "finding: nobody", "finding: anybody", "criteria.0", "unknown finding 'anybody'"),
        ("transcript.yaml", "note:", "title: x\nnote:", "line 7", "'title' stands twice; remove one"),
        ("facts.yaml", "  place: Kassel", "  place: &a Kassel", "line 6", "write the text out or quote it"),
        ("facts.yaml", "  place: Kassel", "  place: *a", "line 6", "write the text out or quote it"),
        ("facts.yaml", "  place: Kassel", "  place: !str Kassel", "line 6", "put the text in quotation marks"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_way_out(
    copy: Path, file: str, old: str, new: str, place: str, way_out: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        read_call(copy, "facebook-skype")
    assert all(part in str(refusal.value) for part in (file, place, way_out)), refusal.value


@pytest.mark.parametrize("file", ["transcript.yaml", "facts.yaml", "exercises.yaml", "rubric.yaml"])
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(ContentError, match=f"{file}: the file is missing; a call needs"):
        read_call(copy, "facebook-skype")


def test_a_mapping_in_place_of_a_list_is_refused(copy: Path) -> None:
    (copy / "facts.yaml").write_text("id: kraeutertee\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"facts\.yaml: a list is expected; begin each entry with"):
        read_call(copy, "facebook-skype")


def test_a_file_in_latin_1_is_refused(copy: Path) -> None:
    (copy / "facts.yaml").write_bytes("- id: käse\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"facts\.yaml: not UTF-8; save the file as UTF-8"):
        read_call(copy, "facebook-skype")
