"""From doctree to record: the page, its field list, what it may not hold, its encoding.

In: a page as docutils has parsed it; out: its record and problems in the domain, and the page
made safe.
"""
