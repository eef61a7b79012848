"""The verdicts on the answers that lie in a folder: what a lesson's cells ask for."""

from pathlib import Path

from telesales.answers import FILE_NAME
from telesales.feedback.verdicts import GUIDE, calls_of, page_of, points_of, result_of
from telesales.handed import HandedFile, read_file
from telesales.model import CriterionResult

__all__ = ["GUIDE", "called_page", "criterion_result", "judged_page", "judged_points"]


def judged_page(exercise: str, folder: Path) -> str:
    """As `page_of`, of the folder's answers."""
    return page_of(exercise, _answers(folder))


def called_page(folder: Path) -> str:
    """As `calls_of`, of the folder's answers."""
    return calls_of(_answers(folder))


def judged_points(criterion_id: str, folder: Path, exercise: str | None = None) -> tuple[float, str]:
    """As `points_of`, of the folder's answers."""
    return points_of(criterion_id, _answers(folder), exercise)


def criterion_result(criterion_id: str, folder: Path, exercise: str | None = None) -> CriterionResult:
    """As `result_of`, of the folder's answers."""
    return result_of(criterion_id, _answers(folder), exercise)


def _answers(folder: Path) -> HandedFile:
    return read_file(folder / FILE_NAME)
