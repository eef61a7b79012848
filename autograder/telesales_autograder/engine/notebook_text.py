"""A notebook as the text of its file, equal to nbformat's but without its imports, copies and checks.

All of the notebook is the teacher's or ours, so there is nothing to check.
"""

import json

from telesales_autograder.restoring import Cell, Notebook


def to_bytes(notebook: Notebook) -> bytes:
    """The file's bytes."""
    split = {**notebook, "cells": [_split(cell) for cell in notebook["cells"]]}
    text = json.dumps(split, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return f"{text}\n".encode()


def _split(cell: Cell) -> Cell:
    """The cell with its source and its outputs' texts as lists of lines, as notebooks keep them."""
    split = {**cell, "source": cell["source"].splitlines(True)}
    return split | ({"outputs": [_split_data(output) for output in cell["outputs"]]} if "outputs" in cell else {})


def _split_data(output: Cell) -> Cell:
    return {**output, "data": {kind: text.splitlines(True) for kind, text in output["data"].items()}}
