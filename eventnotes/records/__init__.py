"""What pages are about, as plain data: events, talks, exhibitors, people, topics, the archive.

In: a page's title and fields as text; out: frozen records and the problems found. Knows no Sphinx
and no docutils.
"""
