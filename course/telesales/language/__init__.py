"""German text, read without a model: characters, words, clauses, questions, negation, word classes."""

from telesales.language.text import Clause, Sentence, Span, Text, Token, analyse

__all__ = ["Clause", "Sentence", "Span", "Text", "Token", "analyse"]
