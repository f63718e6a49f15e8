"""External links with their state and archived copies, and the permanence of our own addresses.

In: the links of the pages, the ledger, the list of addresses; out: links with archived copies,
redirects and warnings.
"""
