"""Words, letters and files: collation, typos, digests, plain text, fonts, one way to write a file.

In: text and bytes; out: text, keys, entries of an index, and files that are whole or unchanged.
Knows no Sphinx project.
"""
