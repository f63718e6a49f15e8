"""The beginning of a page as plain text, for descriptions, feeds and calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.reading.page import nodes_of, title_section
from eventnotes.records.model import Section
from eventnotes.text.plain import LONGEST, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = (
    nodes.title,
    nodes.field_list,
    nodes.docinfo,
    nodes.Admonition,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.table,
    nodes.Invisible,
    nodes.system_message,
    nodes.footnote,
    addnodes.toctree,
    addnodes.index,
)
_PIECES = (nodes.paragraph, nodes.term)


def beginning(document: nodes.document) -> str:
    """Return the first sentences or points of a page as plain text."""
    section = title_section(document)
    return beginning_of(section) if section else ""


def beginning_of(section: nodes.Element) -> str:
    """Return the first sentences or points of a section as plain text."""
    text = ""
    for piece in _pieces(section):
        words = " ".join(piece.astext().split())
        text = f"{text}{_joint(text)}{words}" if words else text
        if len(text) > LONGEST:
            break
    return shortened(text)


def _joint(text: str) -> str:
    if not text:
        return ""
    return " " if text.endswith((".", "!", "?", "…", ":")) else "; "


def _pieces(node: nodes.Element) -> Iterator[nodes.Element]:
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _SKIPPED):
            continue
        if isinstance(child, _PIECES):
            yield child
        else:
            yield from _pieces(child)


class NoteBeginning(SphinxTransform):
    """Stores the beginning of each page and record in the domain, with typographic quotes."""

    default_priority = 860

    def apply(self) -> None:
        domain, docname = NotesDomain.of(self.env), self.env.docname
        domain.beginnings[docname] = beginning(self.document)
        if parts := {one.part: one.key for one in domain.read.get(docname, ()) if one.part}:
            domain.sections[docname] = {
                parts[anchor]: Section(section[0].astext(), beginning_of(section))
                for section in nodes_of(self.document, nodes.section)
                for anchor in section["ids"]
                if anchor in parts
            }
