"""Records as plain data: events, talks, exhibitors, people, topics, the archive.

In: a page's title and fields as text; out: frozen records and problems. Independent of Sphinx and
docutils.
"""
