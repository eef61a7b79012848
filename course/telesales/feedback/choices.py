"""What a learner sees of an exercise with choices: the questions without the key, and afterwards what was right."""

from telesales.choices import Remark, remarks
from telesales.feedback.templating import render
from telesales.feedback.transcript import dialogue
from telesales.feedback.view import View, criterion_view, number
from telesales.model import Call, ChoiceExercise, Choices, Item, Option, Question, Report


def choices_scene(call: Call, exercise: str) -> View:
    """The exercise as the front end shows it, without any key: what is right stays in the kernel."""
    asked = call.choices[exercise]
    turns = {turn.id for turn in call.transcript.turns}
    return {
        "id": asked.id,
        "title": asked.title,
        "task": asked.task,
        "opinion": asked.opinion.model_dump() if asked.opinion else None,
        "mistakes": [
            {"id": mistake.id, "title": asked.labels.get(mistake.id, ""), "text": mistake.text}
            for mistake in call.transcript.mistakes
        ],
        "parts": [part.model_dump(include={"id", "title", "question", "scoring", "points"}) for part in asked.parts],
        "dialogue": dialogue(call) if turns & {item.id for item in asked.items} else [],
        "items": [_item(item, call) for item in asked.items],
    }


def _item(item: Item, call: Call) -> View:
    return {
        "id": item.id,
        "title": item.title,
        "text": item.text or _quoted(item.id, call),
        "marks": item.marks is not None,
        "questions": [_question(question, call) for question in item.questions],
    }


def _question(question: Question, call: Call) -> View:
    options = [{"id": option.id, "text": _words(option, call)} for option in question.options]
    return {"id": question.id, "part": question.part, "text": question.text, "options": options}


def _words(option: Option, call: Call) -> str:
    return option.text or f"{option.id}: {_quoted(option.id, call)}"


def _quoted(id: str, call: Call) -> str:
    """The call's own words: a turn or a listed mistake."""
    words = {turn.id: turn.text for turn in call.transcript.turns}
    words |= {mistake.id: mistake.text for mistake in call.transcript.mistakes}
    return words.get(id, "")


def choices_view(choices: Choices, report: Report, call: Call) -> View:
    """The report as the learner sees it: a summary, the parts, a remark on each entry, the call's own mood curve."""
    exercise = call.choices[report.exercise]
    need = number(exercise.pass_share * report.max_points)
    word = "bestanden" if report.passed else f"noch nicht bestanden (nötig sind {need})"
    results = [(exercise.part(id), result) for id, result in report.criteria.items()]
    return {
        "passed": report.passed,
        "points": report.points,
        "max_points": report.max_points,
        "summary": f"{number(report.points)} von {number(report.max_points)} Punkten – {word}",
        "parts": [criterion_view(part, result, exercise.id) for part, result in results],
        "remarks": [_remark(part, remark) for part, said in remarks(choices).items() for remark in said],
        "reference": {item.id: item.reference for item in exercise.items if item.reference is not None},
    }


def _remark(part: str, remark: Remark) -> View:
    entry = {"part": part, "item": remark.item.id, "field": remark.field}
    return {**entry, "word": remark.word, "message": remark.message, "credit": remark.credit}


def choices_html(choices: Choices, report: Report | None, call: Call) -> str:
    """What was chosen, item by item, as static HTML; with a report also the verdicts and what there is to say."""
    exercise = call.choices[choices.exercise]
    view = choices_view(choices, report, call) if report else None
    return render("choices.html", exercise=exercise, items=chosen_view(choices, view, call), view=view)


def chosen_view(choices: Choices, view: View | None, call: Call) -> list[View]:
    """What was chosen, item by item, in words; with the report's `view` also what there is to say of it."""
    exercise = call.choices[choices.exercise]
    return [_chosen(item, exercise, choices, call, view) for item in exercise.items]


def _chosen(item: Item, exercise: ChoiceExercise, choices: Choices, call: Call, view: View | None) -> View:
    said = [remark for remark in view["remarks"] if remark["item"] == item.id] if view else []
    text = item.text or _quoted(item.id, call)
    entries = _entries(item, exercise, choices, call)
    return {"title": item.title, "text": text, "marks": item.marks is not None, "entries": entries, "remarks": said}


def _entries(item: Item, exercise: ChoiceExercise, choices: Choices, call: Call) -> list[View]:
    """Each entry in words: what was asked and chosen; a marked mistake with its words; a rating as a number."""
    asked = {question.id: question.text for question in item.questions}
    asked |= {exercise.opinion.id: exercise.opinion.text} if exercise.opinion else {}
    options = {(q.id, option.id): _words(option, call) for q in item.questions for option in q.options}
    entered = choices.answers.get(item.id, {}).items()
    return [{"id": id, "question": asked.get(id, id), "answer": options.get((id, v), v)} for id, v in entered]
