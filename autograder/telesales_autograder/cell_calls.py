"""Which call a teacher's cell is: graded cells and the cells that show something are one call each."""

import ast
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Call:
    """One call in a teacher's cell, such as `points("introduction")`: a name and its text arguments."""

    name: str
    arguments: tuple[str, ...]


@lru_cache(maxsize=256)
def last_call(source: str) -> Call | None:
    """The call that the last line of `source` is, with text arguments only; None where it is anything else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    match body[-1:]:
        case [ast.Expr(value=ast.Call(func=ast.Name(id=name), args=args, keywords=[]))]:
            texts = [a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            return Call(name, tuple(texts)) if len(texts) == len(args) else None
    return None
