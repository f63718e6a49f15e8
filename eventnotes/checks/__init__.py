"""Checks of the whole collection: the table of checks, the rules and the report.

In: the archive and the problems of each page; out: warnings with page and line.
"""
