"""YAML without surprises: every scalar is text, no aliases, no duplicate keys, no tags, limited depth.

PyYAML's BaseLoader keeps `no` and `12:30` as text. The parser's events are checked before anything is built,
so that an alias bomb or a file nested 100,000 deep costs nothing.
"""

from collections.abc import Hashable
from typing import Any

import yaml

MAX_DEPTH = 12


class YamlError(ValueError):
    """The text is not the plain YAML that is expected; the message says where and why, in one sentence.

    `reason` is one of: syntax, alias, tag, depth, duplicate, documents; `line` counts from 1.
    """

    def __init__(self, reason: str, line: int, detail: str) -> None:
        super().__init__(f"line {line}: {detail}")
        self.reason, self.line, self.detail = reason, line, detail


class _Strict:
    """Refuses keys that are no plain text or stand twice; mixed into PyYAML's loaders."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                raise YamlError("syntax", key_node.start_mark.line + 1, "a key must be plain text")
            if key in seen:
                raise YamlError("duplicate", key_node.start_mark.line + 1, f"the key '{key}' stands twice; remove one")
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)  # type: ignore[misc]
        return mapping


class _Python(_Strict, yaml.BaseLoader):
    """Written in Python: says best what is wrong."""


class _C(_Strict, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Written in C, where PyYAML has it: ten times as fast."""


def parse(text: str) -> Any:
    """The one document in `text` as dicts, lists and strings; YamlError where it is anything else."""
    try:
        return _parse(text, _C)
    except yaml.YAMLError:
        return _parse_slowly(text)


def _parse_slowly(text: str) -> Any:
    try:
        return _parse(text, _Python)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise YamlError("syntax", mark.line + 1 if mark else 1, detail) from None


def _parse(text: str, loader: Any) -> Any:
    _check_events(text, loader)
    return yaml.load(text, Loader=loader)  # noqa: S506 — a BaseLoader builds only dicts, lists and strings


def _check_events(text: str, loader: Any) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1  # type: ignore[union-attr]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(
                "alias", line, "anchors and aliases (& and *) are not allowed; write the text out or quote it"
            )
        if getattr(event, "tag", None):
            raise YamlError("tag", line, "tags (!) are not allowed; put the text in quotation marks")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError("documents", line, "a second document begins with '---'; keep one")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise YamlError("depth", line, f"nested deeper than {MAX_DEPTH} levels")
