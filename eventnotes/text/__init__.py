"""Helpers for text and files: collation, typos, digests, plain text, fonts, atomic writes.

In: text and bytes; out: text, sort keys, index entries and files. Independent of any project.
"""
