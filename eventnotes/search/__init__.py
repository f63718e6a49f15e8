"""The search: MiniSearch in the browser, over an index that is loaded in pieces.

In: resolved pages; out: the index's files and the script, side by side.
"""
