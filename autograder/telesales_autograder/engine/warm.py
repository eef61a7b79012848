"""Loads all that judging needs when it is imported: processes that are forked after that need not do it each."""

import gc

from telesales.answers import to_yaml
from telesales.feedback.verdicts import page_of, points_of
from telesales.handed import HandedFile
from telesales.loading import load_call
from telesales.model import Script
from telesales_autograder.engine import work  # noqa: F401 — what the processes run

_CALL = load_call()
_LINES = {turn.id: turn.text for turn in _CALL.transcript.turns if turn.speaker == "caller"}
_FILE = HandedFile(to_yaml(Script(call=_CALL.id, exercise="rewrite", lines=_LINES)).encode())

page_of("rewrite", _FILE)
points_of("introduction", _FILE)
# Word lists stay for good, and judging leaves little that only the collector finds: it would take a tenth of the time.
gc.freeze()
gc.set_threshold(50_000)
