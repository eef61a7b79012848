"""Grades a whole course: submissions in, nbgrader's gradebook rows and graded notebooks out.

What nbgrader does one submission at a time, with the same rows and files: `work` judges bytes and knows neither disk
nor database, `pool` spreads that over workers, `course` reads the teacher's folder, `gradebook` and `writing` put down
what came out, `run` keeps an order in which a run can be killed at any point.
"""
