"""The search data of a page: its text by section, and its facets for filters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from eventnotes.indices.programme import PROGRAMME
from eventnotes.records.model import Event, Exhibitor, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eventnotes.records.archive import Archive

# The values of each filter, by name.
Facets = Mapping[str, tuple[str, ...]]

# Nodes without visible text, or that are not part of the notes.
_SILENT = (nodes.Invisible, nodes.raw, nodes.system_message, addnodes.index, addnodes.toctree)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its *anchor*, and the text directly under it.

    The first section is the title with the fields. The text before the first heading is a
    section without a heading.
    """

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The search data of a page. *facets* are the values for each filter."""

    url: str
    title: str
    facets: Facets
    sections: tuple[Section, ...]
    terms: tuple[str, ...] = ()
    """The page's terms in the general index."""

    def to_data(self) -> list[object]:
        """Return the page as data for JSON."""
        sections = [[one.anchor, one.heading, one.text] for one in self.sections]
        return [self.url, self.title, self.facets, sections, self.terms]

    @classmethod
    def from_json(cls, text: str) -> SearchPage:
        """Return the page from the data of :meth:`to_data` in JSON."""
        url, title, facets, sections, terms = json.loads(text)
        return cls(
            url=url,
            title=title,
            facets={key: tuple(values) for key, values in facets.items()},
            sections=tuple(Section(anchor=a, heading=b, text=c) for a, b, c in sections),
            terms=tuple(terms),
        )


def search_page(document: nodes.document, *, url: str, title: str, facets: Facets) -> SearchPage:
    """Return the search data of a page.

    :param document: the resolved doctree
    """
    return SearchPage(
        url=url,
        title=title,
        facets=facets,
        sections=tuple(_sections(document)),
        terms=tuple(dict.fromkeys(_terms(document))),
    )


def facets(archive: Archive, docname: str, title_of: Callable[[Event], str]) -> Facets:
    """Return the facets of a page; empty without a record."""
    record = archive.records.get(docname)
    if record is None:
        return {}
    event = record if isinstance(record, Event) else None
    found: dict[str, tuple[str, ...]] = {}
    if isinstance(record, (Talk, Exhibitor)):
        event = archive.event_of(record)
    if event:
        found["event"] = (title_of(event),)
    if dates := archive.dates_of(record):
        found["year"] = (str(dates.first.year),)
    talks = [record] if isinstance(record, Talk) else archive.talks_on_page(record)
    people = (one.name for talk in talks for one in archive.speakers(talk))
    topics = (one.name for talk in talks for one in archive.topics_of(talk))
    found["speaker"] = tuple(dict.fromkeys(people))
    found["topic"] = tuple(dict.fromkeys(topics))
    return {name: values for name, values in found.items() if values}


def _terms(document: nodes.document) -> Iterator[str]:
    for index in document.findall(addnodes.index):
        for kind, value, *_ in index["entries"]:
            if kind in {"single", "pair", "triple"}:
                yield " ".join(str(value).replace(";", " ").split())


def _sections(document: nodes.document) -> Iterator[Section]:
    title: nodes.Element = document
    if sections := list(document.findall(nodes.section)):
        title = sections.pop(0)
    fields, rest = _separated(title)
    yield Section(anchor="", heading=_heading(title), text=_text(fields))
    if text := _text(rest):
        yield Section(anchor="", heading="", text=text)
    for section in sections:
        text = _text(section.children)
        yield Section(anchor=section["ids"][0], heading=_heading(section), text=text)


def _separated(section: nodes.Element) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Separate a section's field lists from its other children."""
    fields = [one for one in section.children if isinstance(one, nodes.field_list)]
    return [*fields], [one for one in section.children if one not in fields]


def _heading(section: nodes.Element) -> str:
    heading = section.next_node(nodes.title) if isinstance(section, nodes.section) else None
    return heading.astext() if heading else ""


def _text(children: Iterable[nodes.Node]) -> str:
    """Return the text under a heading in one line, without subsections."""
    parts = [" ".join(one.split()) for child in children for one in _blocks(child)]
    found = [part for part in parts if part]
    ended = [part if part[-1] in ".,:;!?" else f"{part} ·" for part in found[:-1]]
    return " ".join([*ended, *found[-1:]])


def _blocks(node: Any) -> Iterator[str]:
    if isinstance(node, (nodes.section, nodes.title, *_SILENT)):
        return
    if isinstance(node, nodes.Text):
        yield str(node)
    elif PROGRAMME in node["classes"]:
        return  # the talks' own pages say all of it
    elif isinstance(node, nodes.field):
        name, body = node.children
        yield f"{name.astext()}: {' '.join(_blocks(body))}"
    elif isinstance(node, nodes.TextElement) and not _holds_a_list(node):
        yield _inline(node)
    else:
        for child in node.children:
            yield from _blocks(child)


def _holds_a_list(node: nodes.TextElement) -> bool:
    """Return whether a toctree's paragraph contains a list, whose entries are separate blocks."""
    return any(isinstance(child, nodes.bullet_list) for child in node.children)


def _inline(node: nodes.Node) -> str:
    return "".join(
        str(child) if isinstance(child, nodes.Text) else _inline(child)
        for child in node.children
        if not isinstance(child, _SILENT)
    )
