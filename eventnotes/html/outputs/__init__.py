"""The files beside the pages: data, feeds, calendars, cards, sitemap and headers.

In: the published site; out: bytes by path, written only if they changed.
"""
