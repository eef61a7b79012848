"""Plays a script with a recipient: the same script gives the same call, byte for byte."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from telesales.loading import load_call
from telesales.model import Call, CallEvent, CallRecord, CallTurn, Evidence, Outcome, Recipient, Reply, Script
from telesales.recipient.hearing import Hearing, Noted, hear
from telesales.recipient.mood import Changes
from telesales.recipient.replying import chosen
from telesales.recipient.running import SILENCE, Answer, Spoken, State, answers, react, speak, start, upcoming

DEFAULT_RECIPIENT = "as-in-the-post"


def play(
    script: Script, recipient: str = DEFAULT_RECIPIENT, *, partial: bool = False, free: bool = False
) -> CallRecord:
    """The call of `script` with the recipient of that id; KeyError where there is none.

    In a rewrite the recipient's turns stay as the source has them, unless `free` lets the person reply. With `partial`
    the call stops where the next line is not written yet; else lines that are absent count as empty. To rewind a call,
    play a prefix of it.
    """
    call = load_call(script.call)
    return play_with(script, call.recipients[recipient], call, partial=partial, free=free)


def play_with(
    script: Script, recipient: Recipient, call: Call, *, partial: bool = False, free: bool = False
) -> CallRecord:
    """As `play`, with a recipient that need not be in the call's data."""
    hearing = heard(script if partial else complete(script, call), call)
    fixed = {} if free else _fixed_replies(hearing)
    return _Play(hearing, recipient, fixed).run()


def complete(script: Script, call: Call) -> Script:
    """`script` with every line of its exercise; what is absent is empty."""
    slots = [slot.id for slot in call.exercises[script.exercise].slots]
    absent = {slot: "" for slot in slots if slot not in script.lines}
    return script.model_copy(update={"lines": {**script.lines, **absent}}) if absent else script


def heard(script: Script, call: Call) -> Hearing:
    """`script` as heard; the last ones are kept, so that playing one script with everybody judges it once."""
    return _heard(script.model_dump_json(), call.id) if call is load_call(call.id) else hear(script, call)


@lru_cache(maxsize=16)
def _heard(script: str, call: str) -> Hearing:
    return hear(Script.model_validate_json(script), load_call(call))


def _fixed_replies(hearing: Hearing) -> Mapping[str, str]:
    """For each line of a rewrite the id of the source's turn that follows it."""
    slots = hearing.call.exercises[hearing.script.exercise].slots
    return {slot.id: following.answers for slot, following in pairwise(slots) if following.answers}


class _Play:
    """One call while it is played: collects its turns."""

    def __init__(self, hearing: Hearing, recipient: Recipient, fixed: Mapping[str, str]) -> None:
        self.hearing, self.recipient, self.fixed = hearing, recipient, fixed
        self.turns: list[CallTurn] = []
        self.evidence: dict[str, Evidence] = {}
        self.said: tuple[str, ...] = ()
        self.skipped: tuple[str, ...] = ()
        self.replies = 0

    def run(self) -> CallRecord:
        state, slot = self._upcoming(start(self.hearing, self.recipient))
        while slot is not None and not state.over and self._is_written(slot):
            spoken = speak(state, slot, self.hearing, self.recipient)
            state, slot = self._upcoming(self._turn(spoken))
        waits = slot if slot is not None and not state.over else None
        return CallRecord(
            recipient=self.recipient.id,
            exercise=self.hearing.script.exercise,
            outcome=None if waits else self._outcome(state),
            mood=state.goodwill.mood,
            turns=tuple(self.turns),
            skipped=self.skipped,
            open_line=waits,
        )

    def _upcoming(self, state: State) -> tuple[State, str | None]:
        """The next line; remembers the empty ones before it, unless the call is over."""
        after, slot = upcoming(state, self.hearing)
        self.skipped = () if state.over else state.queue[: len(state.queue) - len(after.queue)]
        return after, slot

    def _is_written(self, slot: str) -> bool:
        return slot in self.hearing.script.lines

    def _outcome(self, state: State) -> Outcome:
        """A call without a decision is over because nothing more is said; the source's own call ends with a no."""
        return state.outcome or ("declined" if self.fixed else "ended")

    def _turn(self, spoken: Spoken) -> State:
        """Adds the caller's turn and the reply, and returns the call after both."""
        text = spoken.line.text if spoken.line else SILENCE
        caller = CallTurn(id=spoken.slot, speaker="caller", text=text, skipped=self.skipped)
        mood, events = spoken.moment.mood, self._events(spoken.noted, spoken.changes, spoken.slot)
        about = {"stance": spoken.moment.stance, "asked": spoken.moment.asks, "mood": mood, "events": events}
        if self.fixed or spoken.slot == _last_of(self.hearing):
            self._fixed_turn(caller, spoken.slot, about)
            return spoken.state
        answer, replies = self._choice(spoken)
        self.turns += [caller, self._reply(replies, answer, about)]
        self.said += tuple(reply.text for reply in replies)
        return react(spoken, answer, self.hearing)

    def _fixed_turn(self, caller: CallTurn, slot: str, about: Mapping[str, object]) -> None:
        """What the source has after this line; after its last nothing, so that the mood stands on the line itself."""
        if slot not in self.fixed:
            self.turns.append(caller.model_copy(update=about))
            return
        source = self.hearing.call.transcript
        turn = source.turn(self.fixed[slot])
        reply = CallTurn(id=turn.id, speaker="recipient", text=turn.text, direction=turn.direction, then=turn.then)
        then = source.turn(slot).then
        self.turns += [caller.model_copy(update={"then": then}), reply.model_copy(update=about)]

    def _reply(self, replies: tuple[Reply, ...], answer: Answer, about: Mapping[str, object]) -> CallTurn:
        self.replies += 1
        direction = next((reply.direction for reply in replies if reply.direction), None)
        text = " ".join(reply.text for reply in replies)
        turn = CallTurn(id=f"R{self.replies}", speaker="recipient", text=text, direction=direction, kinds=answer.kinds)
        return turn.model_copy(update=about)

    def _choice(self, spoken: Spoken) -> tuple[Answer, tuple[Reply, ...]]:
        """The person's likeliest answer: the first reply in their own order that was not said yet."""
        found = [(answer, self._texts(answer)) for answer in answers(spoken, self.hearing, self.recipient)]
        if not found:
            place = f"to '{spoken.moment.asks}' after '{spoken.slot}'"
            raise ValueError(f"{self.recipient.id} has no reply {place}; add one to its file")
        order = self.recipient.replies
        return min(found, key=lambda pair: (pair[1][0].text in self.said, order.index(pair[1][0])))

    def _texts(self, answer: Answer) -> tuple[Reply, ...]:
        return tuple(reply for options in answer.replies if (reply := chosen(options, self.said)))

    def _events(self, noted: tuple[Noted, ...], changes: Changes, slot: str) -> tuple[CallEvent, ...]:
        """What was heard and what it changed; a good event is credited with the words of its first place."""
        for note in noted:
            self.evidence.setdefault(note.event, note.evidence)
        now = {note.event: note.evidence for note in reversed(noted)}
        changed = dict(changes)
        entries = [(event, now.get(event, self.evidence[event]), change) for event, change in changes]
        entries += [(event, evidence, 0) for event, evidence in now.items() if event not in changed]
        return tuple(self._entry(event, evidence, change) for event, evidence, change in entries)

    def _entry(self, event: str, evidence: Evidence, change: int) -> CallEvent:
        title = self.hearing.rules.event(event).title
        return CallEvent(id=event, title=title, change=change, **evidence.model_dump())


def _last_of(hearing: Hearing) -> str | None:
    """The line after which nobody replies: the source's last."""
    return hearing.order[-1] if hearing.script.exercise == "rewrite" else None
