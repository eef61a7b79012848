"""Reads a call's folder of YAML into models; a wrong file is refused with file, place and way out."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from telesales.model import (
    Call,
    CallRules,
    ChoiceExercise,
    Exercise,
    FactSheet,
    PlannedLesson,
    Recipient,
    Rubric,
    Transcript,
)
from telesales.strict_yaml import YamlError, parse

DEFAULT_CALL = "facebook-skype"
M = TypeVar("M", bound=BaseModel)


class ContentError(ValueError):
    """A content file is wrong; the text names the file, the place and the way out."""


@cache
def load_call(id: str = DEFAULT_CALL) -> Call:
    """The call named `id` from the package's own data; ContentError where a file is missing or wrong."""
    return read_call(files("telesales") / "calls" / id, id)


def read_call(folder: Traversable, id: str) -> Call:
    """The call whose YAML files lie in `folder`; ContentError where one is missing or wrong."""
    facts = _models(folder / "facts.yaml", FactSheet)
    exercises = _models(folder / "exercises.yaml", Exercise)
    choices = _models(folder / "choices.yaml", ChoiceExercise) if (folder / "choices.yaml").is_file() else ()
    live = _model(folder / "live-call.yaml", CallRules) if (folder / "live-call.yaml").is_file() else None
    recipients = [_recipient(path, live) for path in _yaml_files(folder / "recipients")]
    return Call(
        id=id,
        transcript=_model(folder / "transcript.yaml", Transcript),
        facts={sheet.id: sheet for sheet in facts},
        exercises={exercise.id: exercise for exercise in exercises},
        rubric=_model(folder / "rubric.yaml", Rubric),
        choices={exercise.id: exercise for exercise in choices},
        live=live,
        recipients={recipient.id: recipient for recipient in recipients},
        lessons=_models(folder / "lessons.yaml", PlannedLesson) if (folder / "lessons.yaml").is_file() else (),
    )


def _yaml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)


def _recipient(path: Traversable, rules: CallRules | None) -> Recipient:
    recipient = _model(path, Recipient)
    if rules is None:
        raise ContentError(f"{path}: recipients need live-call.yaml beside their folder; add it")
    try:
        rules.check(recipient)
    except ValueError as error:
        raise ContentError(f"{path}: {error} (correct this entry)") from None
    return recipient


def _models(path: Traversable, model: type[M]) -> tuple[M, ...]:
    entries = _read(path)
    if not isinstance(entries, list):
        raise ContentError(f"{path.name}: a list is expected; begin each entry with '- id: …'")
    return tuple(_validate(entry, model, path, f"entry {i}: ") for i, entry in enumerate(entries, 1))


def _model(path: Traversable, model: type[M]) -> M:
    return _validate(_read(path), model, path, "")


def _read(path: Traversable) -> Any:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            f"{path}: the file is missing; a call needs transcript, facts, exercises and rubric"
        ) from None
    except UnicodeDecodeError:
        raise ContentError(f"{path}: not UTF-8; save the file as UTF-8") from None
    except YamlError as error:
        raise ContentError(f"{path}: {error} (mend this line)") from None


def _validate(data: Any, model: type[M], path: Traversable, place: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{path}: {place}{where}: {first['msg']} (correct this entry)") from None
