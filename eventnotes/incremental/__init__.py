"""Incremental builds: what to rebuild after an edit or an interrupted build.

In: the result of the last build; out: the pages to rebuild and the files to remove.
"""
