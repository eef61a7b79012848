"""Objections to verdicts, and the verdicts that a person gives instead: kept with reason and author.

`record` is what is kept, `book` is the file of them, `deciding` enters a decision into the gradebook, `command` is
`telesales appeal`.
"""
