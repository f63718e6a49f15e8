"""The search: MiniSearch in the browser, with an index loaded in shards.

In: resolved pages; out: the files of the index, and the script.
"""
