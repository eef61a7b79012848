"""The base of all models: frozen, and strict about names."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
"""A kebab-case word: one id everywhere (rubric, notebook, gradebook, feedback)."""

LineId = Annotated[str, StringConstraints(pattern=r"^(C[1-9]|[a-z]+(-[a-z]+)*)$", max_length=40)]
"""The name of a caller line: C1 to C9 in a rewrite, a phase or branch in a guide."""


class Model(BaseModel):
    """Frozen, and refuses keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, defer_build=True)
