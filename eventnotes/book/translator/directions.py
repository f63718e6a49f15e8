"""Blocks that are written from right to left, or from left to right in such a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase
from eventnotes.text import directions

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.context import Context

#: The blocks that have a direction of their own.
_BLOCKS = (
    nodes.paragraph,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.field_list,
    nodes.line_block,
    nodes.block_quote,
    nodes.table,
)


class DirectionPart(TranslatorBase):
    """Turns blocks whose direction differs from that of what is around them."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        super().__init__(document, builder, context)
        self._directions = [directions.of_language(builder.config.language)]
        self._turned: list[nodes.Node] = []
        both = "rtl" in self._directions or directions.has_right_to_left(document.astext())
        self._turnable = _BLOCKS if both else ()

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit *node*, inside a call that turns it if it has another direction."""
        if isinstance(node, self._turnable):
            found = directions.of_texts(node.findall(nodes.Text))
            if found is not None and found != self._directions[-1]:
                self._directions.append(found)
                self._turned.append(node)
                self.settle()
                self.add(f"#directed({found})[\n")
        try:
            super().dispatch_visit(node)
        except (nodes.SkipNode, nodes.SkipDeparture):
            self._turn_back(node)
            raise

    def dispatch_departure(self, node: nodes.Node) -> None:
        super().dispatch_departure(node)
        self._turn_back(node)

    def _turn_back(self, node: nodes.Node) -> None:
        if self._turned and self._turned[-1] is node:
            self._turned.pop()
            self._directions.pop()
            self.trim()
            self.add("]", "\n\n")
