"""The person who is called: a pure state machine that hears a script, reacts, and says why."""

from telesales.recipient.comparing import Comparison, compare
from telesales.recipient.leading import judge_calls, live_parts
from telesales.recipient.paths import Paths, walk
from telesales.recipient.playing import play

__all__ = ["Comparison", "Paths", "compare", "judge_calls", "live_parts", "play", "walk"]
