"""Footnotes, printed on the page that refers to them, and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.translator.base import opening, writing
from eventnotes.book.translator.keeping import KeepingPart

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.context import Context


class NotePart(KeepingPart):
    """Translates footnotes, citations and references to them."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        super().__init__(document, builder, context)
        self._footnotes = {
            label: note
            for note in document.findall(nodes.footnote)
            if (label := self.anchors.of(note)) is not None
        }
        referred = {
            self.anchors.label(docname, reference["refid"])
            for docname, reference in _references(document)
        }
        self._used = referred & self._footnotes.keys()
        self._set: set[str] = set()

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Write the footnote at its first reference; later references repeat its number."""
        label = self.anchors.label(self.docname, node.get("refid", ""))
        if label is None or label not in self._used or self.in_title or self.in_caption:
            self.add("#super[")
            return
        self.settle()
        if label in self._set:
            self.add(f"#footnote(<{label}>)")
        else:
            self._set.add(label)
            self.add(self.footnote(self._content(self._footnotes[label]), label))
        raise nodes.SkipNode

    depart_footnote_reference = writing("]")  # after a number without a footnote

    def _content(self, note: nodes.Element) -> str:
        waiting, self._waiting = self._waiting, []
        body = [child for child in note.children if not isinstance(child, nodes.label)]
        markup = "\n\n".join(
            self.captured(child, children=False)
            for child in body
            if isinstance(child, nodes.Element)
        )
        self._waiting = waiting
        return markup

    def visit_footnote(self, node: nodes.Element) -> None:
        """Skip a footnote that was written at its reference; write one without a reference."""
        label = self.anchors.of(node)
        if label in self._used:
            self._waiting = [waiting for waiting in self._waiting if waiting != label]
            raise nodes.SkipNode
        self.begin(node, "#side-note(")

    depart_footnote = depart_citation = writing("])\n\n")
    visit_label = writing("[")
    depart_label = writing("], [\n")
    visit_citation = opening("#citation(")
    visit_citation_reference = writing("\\[")  # of an unresolved reference
    depart_citation_reference = writing("\\]")


def _references(document: nodes.document) -> list[tuple[str, nodes.Element]]:
    """Return the references that can have a footnote, with their docnames.

    Headings and captions cannot: their notes are printed in place.
    """
    found: list[tuple[str, nodes.Element]] = []
    for node in document.findall(nodes.footnote_reference):
        if "refid" not in node or _is_heading(node):
            continue
        place: nodes.Element | None = node
        while place is not None and "docname" not in place.attributes:
            place = place.parent
        found.append((place["docname"] if place is not None else document["docname"], node))
    return found


def _is_heading(node: nodes.Element) -> bool:
    while not isinstance(node, (nodes.title, nodes.caption, nodes.section)):
        if node.parent is None:
            return False
        node = node.parent
    if isinstance(node, nodes.title):
        return isinstance(node.parent, (nodes.section, nodes.table))
    return isinstance(node, nodes.caption)
