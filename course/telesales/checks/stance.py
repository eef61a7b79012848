"""What the speaker does with the words: takes them back. Shared by the criteria that look for something good."""

from telesales.language import Span


def taken_back(said: Span) -> Span | None:
    """Where `said` is taken back later in its line ("Nein, Spaß …", "oder auch nicht"), None where it stands."""
    return next((span for span in said.text.whole.find_all("taken-back") if span.first >= said.first), None)
