"""The files beside the pages: data, feeds, calendars, cards, sitemap, headers, and one writer.

In: the site as published; out: bytes by path, written where they changed.
"""
