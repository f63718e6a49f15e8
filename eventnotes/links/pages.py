"""Collect the external links of pages, and the date of their archived copies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.links.archived import is_web
from eventnotes.reading.page import line_of, nodes_of
from eventnotes.records.model import PageLink

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive


def page_links(document: nodes.document) -> list[PageLink]:
    """Return the web addresses that a page links to, each at its first line."""
    lines: dict[str, int] = {}
    for node in nodes_of(document, nodes.reference):
        url = node.get("refuri", "")
        if is_web(url):
            line = line_of(node)
            lines[url] = min(line, lines.get(url, line))
    return [
        PageLink(url=url, line=line) for line, url in sorted((n, url) for url, n in lines.items())
    ]


def link_day(archive: Archive, docname: str, other: str) -> date | None:
    """Return the date for a page's archived copies: its own, its event's, else *other*."""
    record = archive.records.get(docname)
    if record and (dates := archive.dates_of(record)):
        return dates.first
    return date.fromisoformat(other) if other else None


def all_links(env: BuildEnvironment) -> dict[str, tuple[str, int]]:
    """Return every web address that the pages link to, with docname and line where it is first.

    What roles such as ``:py:mod:`` lead to is not among them: it is documentation as it is now.
    """
    places: dict[str, tuple[str, int]] = {}
    domain = NotesDomain.of(env)
    for docname in sorted(domain.links):
        for link in domain.links[docname]:
            places.setdefault(link.url, (docname, link.line))
    return places


class CollectLinks(SphinxTransform):
    """Stores the external links of each page, after addresses in fields have become links."""

    default_priority = 710

    def apply(self) -> None:
        domain = NotesDomain.of(self.env)
        domain.note(domain.links, self.env.docname, page_links(self.document))
