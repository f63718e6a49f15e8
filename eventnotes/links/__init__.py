"""Links out of the site: what is known of each, its copy, the addresses that have to last.

In: the links of the pages, the ledger, the list of addresses; out: links with their copies,
warnings.
"""
