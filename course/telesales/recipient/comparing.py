"""What if: two versions of a script with the same recipient, side by side."""

from dataclasses import dataclass

from telesales.model import CallEvent, CallRecord, Script
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
    return Comparison(first, second, changed, _only_in(second, first), _only_in(first, second))


def _only_in(one: CallRecord, other: CallRecord) -> tuple[CallEvent, ...]:
    """The events that changed the mood in one call and not in the other."""
    known = {(event.id, event.change) for event in other.events() if event.change}
    return tuple(event for event in one.events() if event.change and (event.id, event.change) not in known)
