"""Submissions come from a learning platform, grades go back to it: Moodle, ILIAS and Canvas.

In: `archive` reads zip files as hostile, `platforms` knows whose an entry is, `gathering` what a learner handed in,
`people` keeps each learner's name in the course, `placing` puts the work into submitted/, `collecting` does it all.
Out: `grades` reads the gradebook, `tables` changes single cells of a platform's CSV and leaves the rest byte by byte,
`moodle`, `ilias` and `canvas` write what each platform imports.
"""
