"""The course as a way through its lessons."""

from pydantic import Field

from telesales.model.base import Id, Model


class PlannedLesson(Model):
    """One lesson: its folder's name `id`, what the learner reaches, how long it takes, which exercise it practises.

    `calls` says that the exercise's script is not judged by itself but by the calls that it leads.
    """

    id: str = Field(pattern=r"^[1-9]-[a-z]+(-[a-z]+)*$")
    title: str
    aim: str
    minutes: int = Field(gt=0)
    exercise: Id
    calls: bool = False
