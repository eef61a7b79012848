"""Which entries an exercise with choices takes: says in one German sentence what is wrong with what was handed in."""

import re
from collections.abc import Mapping

from telesales.model import Call, ChoiceExercise, Item

_WORD = re.compile(r"\w+")
_GROUP = "wird eine Gruppe von Antworten erwartet; lass das Notebook die Datei schreiben"
_TEXT = "ist kein Text, sondern eine Liste oder Gruppe; schreibe sie als einen Text"


def fields(item: Item, exercise: ChoiceExercise, call: Call) -> tuple[str, ...]:
    """The names under which `item` takes entries: its questions, the listed mistakes, the ungraded opinion."""
    mistakes = [mistake.id for mistake in call.transcript.mistakes] if item.marks is not None else []
    rated = [exercise.opinion.id] if exercise.opinion else []
    return (*(question.id for question in item.questions), *mistakes, *rated)


def problem(answers: object, exercise: ChoiceExercise, call: Call) -> str | None:
    """What is wrong with parsed `answers`, as one German sentence with the way out; None where nothing is."""
    if not isinstance(answers, Mapping):
        return f"Unter 'answers' {_GROUP}."
    known = {item.id: item for item in exercise.items}
    for key, entries in answers.items():
        if key not in known:
            return f"Der Eintrag '{short(key)}' gehört nicht zur Übung; es gibt {', '.join(known)}."
        if not isinstance(entries, Mapping):
            return f"Unter '{key}' {_GROUP}."
        found = (_problem_of(field, value, known[key], exercise, call) for field, value in entries.items())
        trouble = next((sentence for sentence in found if sentence), None)
        if trouble:
            return trouble
    return None


def _problem_of(field: object, value: object, item: Item, exercise: ChoiceExercise, call: Call) -> str | None:
    names = fields(item, exercise, call)
    if not isinstance(field, str) or field not in names:
        return f"'{short(field)}' wird bei '{item.id}' nicht gefragt; gefragt wird {', '.join(names)}."
    if not isinstance(value, str):
        return f"Die Antwort '{field}' bei '{item.id}' {_TEXT}."
    if not value:
        return None
    options = _options(field, item, exercise)
    if options and value not in options:
        return f"'{short(value)}' steht bei '{item.id}' nicht zur Wahl; es gibt {_listed(options)}."
    if not options and words_of(value) and not passages(line_of(item, call), value):
        return f"Die Worte '{short(value)}' stehen nicht in Zeile {item.id}; übernimm sie, wie sie dort stehen."
    return None


def _options(field: str, item: Item, exercise: ChoiceExercise) -> tuple[str, ...]:
    """What may be entered; nothing where words of a line are expected."""
    opinion = exercise.opinion
    if opinion and field == opinion.id:
        return tuple(str(value) for value in range(opinion.low, opinion.high + 1))
    return tuple(option.id for question in item.questions if question.id == field for option in question.options)


def line_of(item: Item, call: Call) -> str:
    """The line of the call that `item` is about; empty where it is about none."""
    return next((turn.text for turn in call.transcript.turns if turn.id == item.id), "")


def words_of(text: str) -> list[str]:
    """The words of `text`, without case and punctuation."""
    return _WORD.findall(text.casefold())


def passages(line: str, words: str) -> list[range]:
    """Where `words` stand in `line`: ranges of word numbers; punctuation, case and line breaks make no difference."""
    within, wanted = words_of(line), words_of(words)
    starts = range(len(within) - len(wanted) + 1) if wanted else ()
    return [range(i, i + len(wanted)) for i in starts if within[i : i + len(wanted)] == wanted]


def short(value: object) -> str:
    """`value` as text of at most 40 characters, for a sentence."""
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def _listed(options: tuple[str, ...]) -> str:
    numbers = options[0].lstrip("-").isdigit()
    return f"{options[0]} bis {options[-1]}" if numbers else ", ".join(options)
