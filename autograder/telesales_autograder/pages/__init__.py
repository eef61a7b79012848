"""`telesales feedback`: one page for each learner, where nbgrader's release_feedback expects it.

`command` and `run` go through the course, `gradebook` reads what counts (as `marks`), `work` makes one page in
whichever process, `graded` reads the graded folder, `page` puts the page together: `scripts`, `choices` and `calls` are
the kinds of lessons, `pictures` draws, `writing` puts it down.
"""
