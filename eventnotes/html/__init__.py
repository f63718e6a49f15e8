"""Additions to HTML pages: metadata, navigation, related talks, index pages and redirects.

In: the domain; out: values for the templates.
"""
