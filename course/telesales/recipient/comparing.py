"""What if: two versions of a script with the same recipient, side by side."""

from dataclasses import dataclass

from telesales.loading import load_call
from telesales.model import CallEvent, CallRecord, Script
from telesales.recipient.hearing import rules_of
from telesales.recipient.playing import DEFAULT_RECIPIENT, play


@dataclass(frozen=True)
class Comparison:
    """Two calls: where the lines differ, and what each call has that the other has not."""

    before: CallRecord
    after: CallRecord
    changed_lines: tuple[str, ...]
    gained: tuple[CallEvent, ...]
    lost: tuple[CallEvent, ...]

    @property
    def difference(self) -> int:
        """How much higher the second call ends."""
        return self.after.mood - self.before.mood


def compare(before: Script, after: Script, recipient: str = DEFAULT_RECIPIENT) -> Comparison:
    """Both scripts played with the recipient of that id; KeyError where there is none."""
    first, second = play(before, recipient), play(after, recipient)
    slots = dict.fromkeys((*before.lines, *after.lines))
    changed = tuple(slot for slot in slots if before.lines.get(slot, "") != after.lines.get(slot, ""))
    good = frozenset(event.id for event in rules_of(load_call(before.call)).events if event.good)
    return Comparison(first, second, changed, _only_in(second, first, good), _only_in(first, second, good))


def _only_in(one: CallRecord, other: CallRecord, good: frozenset[str]) -> tuple[CallEvent, ...]:
    """The events that counted in one call and not in the other: good ones once they were heard, bad ones by a step."""

    def counted(record: CallRecord) -> dict[tuple[str, int], CallEvent]:
        found = (((event.id, 1 if event.id in good else event.change), event) for event in reversed(record.events()))
        return {key: event for key, event in found if key[1]}

    known = counted(other)
    return tuple(event for key, event in reversed(counted(one).items()) if key not in known)
