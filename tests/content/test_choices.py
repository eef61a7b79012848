"""Do the exercises with choices say and count exactly what their data promise?"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from telesales.answers import (
    AnswerError,
    RevisionConflict,
    parse_answers,
    parse_any,
    read_any,
    to_yaml,
    write_answers,
)
from telesales.choices import _shown, judge_choices
from telesales.entries import fields, line_of, passages
from telesales.feedback.choices import choices_html, choices_scene
from telesales.grading import judge_any
from telesales.lesson import short_sentence
from telesales.loading import load_call
from telesales.model import ChoiceExercise, Choices, Item, Option, Question, Report, Script, Verdict

ANSWERS = Path(__file__).parents[2] / "autograder" / "answers"
CALL = load_call()
EXPECTED = yaml.safe_load((ANSWERS / "choices-points.yaml").read_text(encoding="utf-8"))
KEY = {"R1": -1, "R2": -1, "R3": -2, "R4": -3, "R5": -3, "R6": -4, "R7": -4, "R8": -3}
NO_MISTAKES = {
    ("C2", "L2"): "Oder haben Sie jetzt gerade Zeit?",
    ("C7", "L1"): "es gibt Produkte, die sind schlecht",
    ("C8", "L1"): "hat es wohl keinen Sinn.",
}
HEAD = "call: facebook-skype\nexercise: {}\nanswers:\n"


def model(exercise: str) -> Choices:
    answers = read_any(ANSWERS / f"{exercise}-model" / "answers.yaml")
    assert isinstance(answers, Choices)
    return answers


MODELS = {id: model(id) for id in CALL.choices}


def options() -> Iterator[tuple[ChoiceExercise, Item, Question, Option]]:
    for exercise in CALL.choices.values():
        for item, question in exercise.questions():
            yield from ((exercise, item, question, option) for option in question.options)


def marks(weight: str) -> list[tuple[str, str, str]]:
    items = CALL.choices["diagnosis"].items
    return [(i.id, m.mistake, m.message) for i in items for m in i.marks or () if m.weight == weight]


def unnamed_marks() -> list[tuple[str, str, str]]:
    """Marks of which the data say nothing of their own: the mistake simply does not stand in that line."""
    items = [item for item in CALL.choices["diagnosis"].items if item.marks is not None]
    mistakes = [mistake.id for mistake in CALL.transcript.mistakes]
    return [(item.id, mistake, "") for item in items for mistake in mistakes if item.mark(mistake) is None]


def changed(choices: Choices, item: str, field: str, value: str | None) -> Choices:
    """`choices` with one entry set, or taken away (None)."""
    given = {id: dict(entries) for id, entries in choices.answers.items()}
    given.setdefault(item, {})[field] = value or ""
    if value is None:
        del given[item][field]
    return choices.model_copy(update={"answers": given})


def empty(exercise: str, **answers: Mapping[str, str]) -> Choices:
    return Choices(call=CALL.id, exercise=exercise, answers=answers)


def points(report: Report) -> dict[str, float]:
    return {id: result.points for id, result in report.criteria.items()}


# --- the data -----------------------------------------------------------------------------------------------------


def test_the_directions_are_those_of_the_mood_arc() -> None:
    mood, before = CALL.choices["mood"], 0
    for item in mood.items:
        step = (KEY[item.id] > before) - (KEY[item.id] < before)
        right = {-1: "falls", 0: "holds", 1: "rises"}[step]
        assert MODELS["mood"].answer(item.id, "direction") == right
        assert item.reference == KEY[item.id]
        before = KEY[item.id]


def test_every_message_of_a_question_is_its_own() -> None:
    for exercise in CALL.choices.values():
        for item, question in exercise.questions():
            said = [option.message for option in question.options if option.message]
            assert len(set(said)) == len(said), (item.id, question.id)


def test_passages_and_traps_stand_in_their_line() -> None:
    for item in CALL.choices["diagnosis"].items:
        quoted = [words for mark in item.marks or () for words in mark.words] + [trap.words for trap in item.traps]
        assert all(passages(line_of(item, CALL), words) for words in quoted), item.id


def test_every_mistake_can_be_judged_in_every_line() -> None:
    exercise = CALL.choices["diagnosis"]
    assert set(exercise.false_marks) == {mistake.id for mistake in CALL.transcript.mistakes}


def test_the_right_option_does_not_always_stand_in_the_same_place() -> None:
    for id, question in (("mood", "reason"), ("called", "choice")):
        asked = [q for _, q in CALL.choices[id].questions() if q.id == question]
        places = [[option.credit for option in q.options].index(1) for q in asked]
        assert max(places.count(place) for place in set(places)) <= len(places) / 2


def test_the_law_is_dated_and_said_to_be_no_advice() -> None:
    for result in judge_choices(empty("called")).criteria.values():
        assert "Stand: November 2026" in result.message and "keine Rechtsberatung" in result.message


def test_the_front_end_gets_no_key() -> None:
    for id in CALL.choices:
        shown = repr(choices_scene(CALL, id))
        assert "credit" not in shown and "reference" not in shown
        assert not any(o.message and o.message in shown for e, _, _, o in options() if e.id == id)


# --- what is right, weak and wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPECTED)
def test_the_submission_gets_its_points(name: str) -> None:
    report = judge_any(read_any(ANSWERS / name / "answers.yaml"))
    assert (points(report), report.passed) == (EXPECTED[name]["points"], EXPECTED[name]["passed"])


@pytest.mark.parametrize("exercise", CALL.choices)
def test_nothing_entered_is_open_and_earns_nothing(exercise: str) -> None:
    report = judge_choices(empty(exercise))
    assert not report.passed and report.points == 0
    for result in report.criteria.values():
        assert (result.verdict, bool(result.hint)) == (Verdict.OPEN, True)
        assert len(short_sentence(result)) <= 80


@pytest.mark.parametrize(
    ("exercise", "item", "question", "option"),
    [pytest.param(*entry, id=f"{entry[0].id}-{entry[1].id}-{entry[2].id}-{entry[3].id}") for entry in options()],
)
def test_each_option_gets_exactly_its_message_and_points(
    exercise: ChoiceExercise, item: Item, question: Question, option: Option
) -> None:
    result = judge_choices(changed(MODELS[exercise.id], item.id, question.id, option.id)).criteria[question.part]
    word = {1: "richtig", 0.5: "halb richtig", 0: "noch nicht"}[option.credit]
    said = [line for line in result.message.splitlines() if line.startswith(f"{item.title} (")]
    assert said == [f"{item.title} ({word}): {option.message or question.otherwise}"]
    worth = result.max_points / sum(1 for _ in exercise.questions(question.part))
    assert result.points == pytest.approx(result.max_points - worth * (1 - option.credit))
    assert (result.hint is None) == (option.credit == 1)


@pytest.mark.parametrize(("line", "mistake", "message"), [*marks("wrong"), *unnamed_marks()])
def test_a_false_mark_gets_its_message_and_costs_half_a_right_one(line: str, mistake: str, message: str) -> None:
    exercise = CALL.choices["diagnosis"]
    result = judge_choices(changed(MODELS["diagnosis"], line, mistake, "")).criteria["mistake-marks"]
    assert f"{line}, {mistake} (noch nicht): {message or exercise.false_marks[mistake]}" in result.message
    assert (result.points, result.verdict) == (13, Verdict.PARTIAL)


@pytest.mark.parametrize(("line", "mistake", "message"), marks("weaker") + marks("neutral"))
def test_what_can_be_seen_either_way_neither_earns_nor_costs(line: str, mistake: str, message: str) -> None:
    with_it = judge_choices(changed(MODELS["diagnosis"], line, mistake, "")).criteria["mistake-marks"]
    alone = judge_choices(empty("diagnosis", **{line: {mistake: ""}})).criteria["mistake-marks"]
    assert message in with_it.message
    assert (with_it.points, alone.points) == (14, 0)


@pytest.mark.parametrize(("line", "mistake"), NO_MISTAKES)
def test_a_trap_earns_nothing_and_is_named(line: str, mistake: str) -> None:
    trapped = changed(MODELS["diagnosis"], line, mistake, NO_MISTAKES[line, mistake])
    result = judge_choices(trapped).criteria["mistake-words"]
    trap = CALL.choices["diagnosis"].item(line).traps[0]
    assert f"{line}, {mistake} (noch nicht): {trap.message}" in result.message
    assert result.points == (14 if line == "C8" else 12)


def test_every_trap_has_a_wrong_answer() -> None:
    traps = {(item.id, trap.words) for item in CALL.choices["diagnosis"].items for trap in item.traps}
    fallen = {
        (line, trap) for (line, _), words in NO_MISTAKES.items() for at, trap in traps if at == line and trap in words
    }
    assert fallen == traps


@pytest.mark.parametrize(("line", "mistake", "message"), marks("key"))
def test_a_right_mark_gets_its_message_and_without_words_the_cell_asks_for_them(
    line: str, mistake: str, message: str
) -> None:
    report = judge_choices(changed(MODELS["diagnosis"], line, mistake, ""))
    assert f"{line}, {mistake} (richtig): {message}" in report.criteria["mistake-marks"].message
    says = CALL.choices["diagnosis"].part("mistake-words").says["no-words"]
    assert f"{line}, {mistake} (offen): {says}" in report.criteria["mistake-words"].message


@pytest.mark.parametrize(
    ("line", "mistake", "words", "said", "worth"),
    [
        ("C1", "L2", "Guten Abend", "„Guten Abend“ zeigt diesen Fehler nicht.", 12),
        ("C1", "L2", "Skype", "Nimm ein paar Worte mehr.", 12),
        ("C1", "L2", "Wäre nett, wenn Sie die bestätigen", "zeigt es.", 14),
        ("C1", "L2", "gerade habe ich ihnen eine anfrage zur vernetzung per skype geschickt", "zeigt es.", 14),
        ("C1", "L2", CALL.transcript.turn("C1").text, "ist mehr als nötig", 13),
        ("C4", "L3", "manchmal Gesundheitsprobleme haben", "zeigt es.", 14),
        ("C7", "L1", CALL.transcript.turn("C7").text, "Einzuräumen, dass es schlechte Produkte gibt", 13),
        ("C5", "L1", "", "Hier fehlen noch die Worte.", 12),
    ],
)
def test_words_count_as_far_as_they_show_the_mistake(
    line: str, mistake: str, words: str, said: str, worth: int
) -> None:
    result = judge_choices(changed(MODELS["diagnosis"], line, mistake, words)).criteria["mistake-words"]
    assert said in result.message
    assert result.points == worth


def test_a_passage_with_a_trap_in_it_earns_half_at_most() -> None:
    exercise = CALL.choices["diagnosis"]
    lenient = exercise.part("mistake-words").model_copy(update={"full_from": 0.5})
    remark = _shown(exercise.item("C2"), "L2", CALL.transcript.turn("C2").text, lenient, CALL)
    assert remark is not None and remark.credit == 0.5


def test_marking_everything_does_not_pay() -> None:
    mistakes = {mistake.id: "" for mistake in CALL.transcript.mistakes}
    lines = {item.id: mistakes for item in CALL.choices["diagnosis"].items if item.marks is not None}
    assert judge_choices(empty("diagnosis", **lines)).criteria["mistake-marks"].points <= 2


def test_what_is_missing_is_counted_and_not_given_away() -> None:
    message = judge_choices(empty("diagnosis", C1={"L2": ""})).criteria["mistake-marks"].message
    assert message.startswith("Gefunden: 1 von 7")
    assert not any(f"C{n}" in message for n in range(2, 10))


def test_the_rating_of_the_mood_changes_nothing() -> None:
    for value in ("-5", "0", "5"):
        rated = changed(MODELS["mood"], "R1", "mood", value)
        assert judge_choices(rated) == judge_choices(MODELS["mood"])


# --- properties ---------------------------------------------------------------------------------------------------


def entry(item: Item, field: str, exercise: ChoiceExercise) -> st.SearchStrategy[str]:
    """Whatever may be entered: an option, a number, words of the line."""
    if exercise.opinion and field == exercise.opinion.id:
        return st.integers(exercise.opinion.low, exercise.opinion.high).map(str)
    for question in item.questions:
        if question.id == field:
            return st.sampled_from([option.id for option in question.options])
    words = line_of(item, CALL).split()
    ends = st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))
    return ends.map(lambda pair: " ".join(words[min(pair) : max(pair)]))


@st.composite
def entered(draw: st.DrawFn) -> Choices:
    exercise = draw(st.sampled_from(list(CALL.choices.values())))
    answers: dict[str, dict[str, str]] = {}
    for item in exercise.items:
        for field in fields(item, exercise, CALL):
            if draw(st.booleans()):
                answers.setdefault(item.id, {})[field] = draw(entry(item, field, exercise))
    return empty(exercise.id, **answers)


@given(entered(), st.data())
def test_more_that_is_right_never_earns_fewer_points(choices: Choices, data: st.DataObject) -> None:
    right = MODELS[choices.exercise].answers
    item = data.draw(st.sampled_from(sorted(right)))
    field = data.draw(st.sampled_from(sorted(right[item])))
    better = changed(choices, item, field, right[item][field])
    before, after = points(judge_choices(choices)), points(judge_choices(better))
    assert all(after[part] >= before[part] for part in before)


@given(entered(), st.sampled_from(marks("wrong")))
def test_one_false_mark_less_never_earns_fewer_points(choices: Choices, mark: tuple[str, str, str]) -> None:
    line, mistake, _ = mark
    with_it = changed(choices if choices.exercise == "diagnosis" else MODELS["diagnosis"], line, mistake, "")
    without = changed(with_it, line, mistake, None)
    assert judge_choices(without).points >= judge_choices(with_it).points


@given(entered())
def test_points_stay_within_their_bounds_and_verdicts_fit_them(choices: Choices) -> None:
    report = judge_choices(choices)
    assert report.points == sum(result.points for result in report.criteria.values())
    for result in report.criteria.values():
        assert 0 <= result.points <= result.max_points
        assert (result.verdict is Verdict.PASS) == (result.points == result.max_points) == (result.hint is None)
        assert len(short_sentence(result)) <= 80


@given(entered())
def test_what_is_written_is_read_again(choices: Choices) -> None:
    assert parse_any(to_yaml(choices).encode()) == choices


@given(st.sampled_from(sorted(CALL.choices)), st.dictionaries(st.text(), st.dictionaries(st.text(), st.text())))
def test_wild_entries_never_raise(exercise: str, answers: dict[str, dict[str, str]]) -> None:
    choices = Choices.model_construct(call=CALL.id, exercise=exercise, revision=0, answers=answers)
    assert judge_choices(choices).points >= 0


WILD = st.recursive(st.text(max_size=8), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner))


@given(st.dictionaries(st.sampled_from(["R1", "R9", "C1", "report", ""]), WILD), st.sampled_from(sorted(CALL.choices)))
def test_a_hostile_file_is_read_or_refused_in_one_sentence(answers: dict[str, object], exercise: str) -> None:
    data = yaml.safe_dump({"call": CALL.id, "exercise": exercise, "answers": answers}, allow_unicode=True)
    try:
        judge_any(parse_any(data.encode()))
    except AnswerError as error:
        assert "\n" not in str(error) and len(str(error)) < 260


@given(entered())
def test_the_static_page_shows_every_choice_and_escapes(choices: Choices) -> None:
    html = choices_html(choices, judge_choices(choices), CALL)
    assert html.count("<li>") == len(CALL.choices[choices.exercise].items)
    assert "<script" not in html


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD.format("mood") + "  R9: {direction: falls}", "Der Eintrag 'R9' gehört nicht zur Übung; es gibt R1, R2"),
        (HEAD.format("mood") + "  R1: {feeling: bad}", "'feeling' wird bei 'R1' nicht gefragt"),
        (HEAD.format("mood") + "  R1: {direction: up}", "'up' steht bei 'R1' nicht zur Wahl; es gibt falls, h"),
        (HEAD.format("mood") + "  R1: {mood: '6'}", "'6' steht bei 'R1' nicht zur Wahl; es gibt -5 bis 5"),
        (HEAD.format("mood") + "  R1: {direction: [falls]}", "Die Antwort 'direction' bei 'R1' ist kein Text"),
        (HEAD.format("mood") + "  R1: falls", "Unter 'R1' wird eine Gruppe"),
        (HEAD.format("mood") + "  - R1", "Unter 'answers' wird eine Gruppe"),
        (HEAD.format("mood") + "  R1: {direction: falls, direction: holds}", "doppelt"),
        (HEAD.format("mood") + "points: 32", "Der Eintrag 'points' ist unbekannt; erlaubt sind call, ex"),
        (HEAD.format("mood") + "revision: viele", "Der Eintrag 'revision' ist ungültig"),
        (HEAD.format("diagnosis") + "  C1: {L4: ''}", "'L4' wird bei 'C1' nicht gefragt"),
        (HEAD.format("diagnosis") + "  C1: {L1: Wunderpille}", "Die Worte 'Wunderpille' stehen nicht in Zeile C1"),
        (HEAD.format("called") + "  report: {choice: sue}", "'sue' steht bei 'report' nicht zur Wahl"),
        ("call: x\nexercise: mood", "Der Anruf 'x' ist unbekannt"),
        ("call: facebook-skype\nexercise: moods", "Die Übung 'moods' ist unbekannt"),
        (HEAD.format("mood") + "  R1: {direction: " + "a" * 70_000 + "}", "größer als 64 KiB"),
    ],
)
def test_a_bad_file_is_refused_by_name_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_any(text.encode())
    assert words in str(caught.value)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 320


def test_a_script_s_reader_says_to_which_exercise_choices_belong() -> None:
    with pytest.raises(AnswerError, match="gehört zur Übung „Das Gespräch“"):
        parse_answers(to_yaml(MODELS["mood"]).encode())


def test_scripts_are_read_as_ever() -> None:
    assert isinstance(read_any(ANSWERS / "model-answer" / "answers.yaml"), Script)


def test_choices_are_written_whole_and_with_a_revision(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    first = write_answers(path, MODELS["mood"], expected_revision=0)
    assert read_any(path) == first and first.revision == 1
    with pytest.raises(RevisionConflict):
        write_answers(path, MODELS["mood"], expected_revision=0)
