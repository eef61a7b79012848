"""What the speaker does with the words: takes them back. Shared by the criteria that look for something good."""

from telesales.language import Span


def taken_back(said: Span, inside: bool = True, opening: bool = True) -> Span | None:
    """Where `said` is taken back later in its line ("Nein, Spaß …", "oder auch nicht"), None where it stands.

    Inside a question a take-back only mends it ("fünf, nein, Quatsch, drei Minuten?"): then pass `inside=False`.
    Words that take back only in the `opening` of a call ("dann nicht, ich …") accept a no at its end.
    """
    start = said.first if inside else said.last
    names = ("taken-back", "opening-taken-back") if opening else ("taken-back",)
    return next((span for span in said.text.whole.find_all(*names) if span.first >= start), None)
