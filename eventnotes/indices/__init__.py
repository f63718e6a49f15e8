"""The indices: Speakers, Timeline, Topics, Modules, programmes, and entries for the general index.

In: the archive; out: groups of entries, and numbers to draw, for HTML pages and printed books.
"""
