"""Read parsed pages into records, and sanitize them.

In: a page's doctree; out: its record and problems in the domain, and the sanitized doctree.
"""
