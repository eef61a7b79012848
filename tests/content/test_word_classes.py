"""The rules and their word classes fit together: no rule asks for a class that nobody wrote, none is left over."""

import ast
from pathlib import Path

from telesales.language.lexicon import lexicon

PACKAGE = Path(__file__).parents[2] / "course" / "telesales"
ASKING = {"has", "has_any", "find", "find_all", "places"}


def classes_asked_for() -> set[tuple[str, str]]:
    """Every literal class name that code passes to a search, with its file."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                literals = (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
                found |= {(path.name, name) for name in literals if name.replace("-", "").isalpha()}
    return found


def test_every_class_that_a_rule_asks_for_exists() -> None:
    asked = classes_asked_for()
    assert len(asked) > 100
    assert {pair for pair in asked if pair[1] not in lexicon()} == set()


def test_every_class_is_used_by_a_rule_or_by_another_class() -> None:
    sources = [p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py")]
    sources += [p.read_text(encoding="utf-8") for p in PACKAGE.rglob("calls/**/*.yaml")]
    classes = [p.read_text(encoding="utf-8") for p in (PACKAGE / "language" / "classes").glob("*.yaml")]
    used = {
        name
        for name in lexicon().names
        if any(f'"{name}"' in text or f" {name}\n" in text for text in sources)
        or any(f"<{name}>" in t for t in classes)
    }
    assert set(lexicon().names) - used == set()
