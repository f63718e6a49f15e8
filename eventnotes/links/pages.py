"""The links of the pages: which there are, and the day that each page's links belong to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.links.archived import is_web
from eventnotes.reading.inventories import module_addresses
from eventnotes.reading.page import line_of, nodes_of
from eventnotes.records.model import Exhibitor, PageLink, Talk
from eventnotes.records.modules import is_standard

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive


def page_links(document: nodes.document) -> list[PageLink]:
    """Return the web addresses that a page links to, each once, where it first stands."""
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
    """Return the day of a page's links: its own first, its event's, else the day *other*."""
    record = archive.records.get(docname)
    dates = record.dates if record else None
    if dates is None and isinstance(record, (Talk, Exhibitor)):
        event = archive.event_of(record)
        dates = event.dates if event else None
    if dates:
        return dates.first
    return date.fromisoformat(other) if other else None


def all_links(env: BuildEnvironment) -> dict[str, tuple[str, int]]:
    """Return every web address that the site links to, with the first place of each.

    A place is a page's docname and line; ``""`` and 0 stand for the inventories of the settings,
    which say where other than in Python's own documentation modules are documented.
    """
    places: dict[str, tuple[str, int]] = {}
    domain = NotesDomain.of(env)
    for docname in sorted(domain.links):
        for link in domain.links[docname]:
            places.setdefault(link.url, (docname, link.line))
    addresses = module_addresses(env)
    for module in sorted({use.module for use in domain.archive.modules}):
        url = addresses.get(module, "")
        if is_web(url) and not is_standard(module, url):
            places.setdefault(url, ("", 0))
    return places


class CollectLinks(SphinxTransform):
    """Notes the links of each page, once the addresses in its fields are links."""

    default_priority = 710

    def apply(self) -> None:
        """Note them in the domain."""
        NotesDomain.of(self.env).note_links(self.env.docname, page_links(self.document))
