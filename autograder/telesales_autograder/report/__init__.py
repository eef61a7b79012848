"""`telesales report`: what a class did in one lesson, as a page and as a notebook.

`handed` looks at one submission's bytes, `looking` has that done for all of them, in processes where there are many,
`gathered` adds up. `gradebook` brings the points, `statistics` their figures, `passages` counts what is often wrong,
`similarity` compares all texts, with `chance` saying what is remarkable and `beside` showing it. `view` makes of it
what teachers read, or a class without names; `figures` draws and `pages` writes.
"""
