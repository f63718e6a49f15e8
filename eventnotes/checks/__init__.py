"""Everything that can be wrong with a collection: one table of checks, the rules, the report.

In: the archive and the problems of each page; out: located warnings.
"""
