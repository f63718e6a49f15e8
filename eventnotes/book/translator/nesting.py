"""Nodes nested deeper than Typst's limit, which are printed as plain text."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from eventnotes.book.translator.base import TranslatorBase

#: The shares of Typst's limit of 64 nested show rules for blocks and for inline markup.
_BLOCKS = 50
_INLINE = 58
#: The measured cost of each kind of block; all others cost 2.
_COSTS: dict[type[nodes.Node], int] = {
    nodes.table: 8,
    nodes.definition_list: 4,
    nodes.field_list: 4,
    nodes.option_list: 4,
    addnodes.hlist: 4,
    addnodes.desc: 4,
    nodes.figure: 4,
}
#: Nodes that are allowed at any depth.
_ALWAYS_SET = (nodes.image, nodes.footnote, nodes.raw)
_SILENT = (nodes.Invisible, nodes.system_message)


def _is_block(node: nodes.Node) -> bool:
    if isinstance(node, nodes.TextElement):
        return isinstance(node, nodes.Admonition)  # such as a version note
    return isinstance(node, (nodes.Body, addnodes.hlist))


def _is_inline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Inline) and isinstance(node, nodes.TextElement)


def _depth(node: nodes.Node) -> int:
    """Return the nesting cost of *node* and its ancestors."""
    depth = 0
    place: nodes.Node | None = node
    while place is not None and not isinstance(place, (nodes.section, addnodes.start_of_file)):
        depth += _COSTS.get(type(place), 2) if _is_block(place) else _is_inline(place)
        place = place.parent
    return depth


def _is_too_deep(node: nodes.Node) -> bool:
    if isinstance(node, _ALWAYS_SET) or not (_is_block(node) or _is_inline(node)):
        return False
    return _depth(node) > (_BLOCKS if _is_block(node) else _INLINE)


class NestingPart(TranslatorBase):
    """Replaces nodes that are nested too deep for Typst."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit *node*, or write its text with a warning if it is nested too deep."""
        if not _is_too_deep(node):
            super().dispatch_visit(node)
            return
        self.warnings.warn(
            "this is nested too deep and printed as plain text in the PDF book: nest it less",
            location=node,
            subtype="nesting",
        )
        if _is_block(node):
            self._write_texts(node)
        else:
            self._waiting += self.labels_of(node)
            self.settle()
            self.add(self.plain(node.astext()))
        raise nodes.SkipNode

    def _write_texts(self, node: nodes.Node) -> None:
        """Write the text elements of the block *node* as paragraphs."""
        if isinstance(node, _ALWAYS_SET):
            node.walkabout(self)
            return
        label = self.anchors.of(node)
        self._waiting += [label] if label is not None else []
        if isinstance(node, _SILENT):
            return
        if isinstance(node, nodes.TextElement) and not _is_block(node):
            self.begin(node, "")
            for child in node.children:
                child.walkabout(self)
            self.add("\n\n")
            return
        for child in node.children:
            self._write_texts(child)
