"""Mends one typo in a word that the rules know, and in no other word."""


def repaired(word: str) -> str:
    """The folded `word`, or the word of the rules that it is one slip away from."""
    return word
