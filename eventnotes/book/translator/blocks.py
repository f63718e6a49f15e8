"""Paragraphs, quotations, line blocks and plain containers."""

from __future__ import annotations

import re

from docutils import nodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase

_PACKAGE = re.compile(r"@[\w-]+/")


class BlockPart(TranslatorBase):
    """Translates the plain blocks of a page."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Begin a paragraph."""
        self.begin(node, "")

    def depart_paragraph(self, node: nodes.Element) -> None:
        """End a paragraph by an empty line."""
        self.add("\n\n")

    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = depart_paragraph

    def visit_compound(self, node: nodes.Element) -> None:
        """Go through: a compound has no form of its own."""

    def depart_compound(self, node: nodes.Element) -> None:
        """Go through."""

    visit_container = visit_compound
    depart_container = depart_compound
    visit_toctree = visit_compound
    depart_toctree = depart_compound
    visit_only = visit_compound
    depart_only = depart_compound
    visit_decoration = visit_compound
    depart_decoration = depart_compound
    visit_tabular_col_spec = visit_compound
    depart_tabular_col_spec = depart_compound

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Set a quotation in from both margins, an epigraph to the right."""
        kind = next((c for c in node["classes"] if c in ("epigraph", "pull-quote")), "")
        self.begin(node, f"#quotation({escaping.string(kind)})[\n" if kind else "#quotation[\n")

    def depart_block_quote(self, node: nodes.Element) -> None:
        """End the quotation."""
        self.add("]\n\n")

    def visit_attribution(self, node: nodes.Element) -> None:
        """Write who is quoted."""
        self.begin(node, "#attribution[")

    def depart_attribution(self, node: nodes.Element) -> None:
        """End the name."""
        self.add("]\n\n")

    def visit_line_block(self, node: nodes.Element) -> None:
        """Begin lines that end where the author ended them."""
        self.begin(node, "#lines[\n")

    def depart_line_block(self, node: nodes.Element) -> None:
        """End the lines."""
        self.add("]\n\n" if not isinstance(node.parent, nodes.line_block) else "]\n")

    def visit_line(self, node: nodes.Element) -> None:
        """Begin a line."""
        self.begin(node, "#line-of[")

    def depart_line(self, node: nodes.Element) -> None:
        """End a line."""
        self.add("]\n")

    def visit_centered(self, node: nodes.Element) -> None:
        """Begin a line in the middle."""
        self.begin(node, "#centered[")

    def depart_centered(self, node: nodes.Element) -> None:
        """End the line."""
        self.add("]\n\n")

    def visit_raw(self, node: nodes.Element) -> None:
        """Write raw Typst as it is; raw text for other formats is theirs."""
        if "typst" not in node.get("format", "").split():
            raise nodes.SkipNode
        if _PACKAGE.search(node.astext()):
            self.builder.warn(
                "raw Typst that imports a package is left out: the book is built without "
                "the network; copy what it needs into the project",
                location=node,
                subtype="raw",
            )
            raise nodes.SkipNode
        self.begin(node, node.astext())
        if not isinstance(node.parent, nodes.TextElement):
            self.add("\n\n")
        raise nodes.SkipNode

    def visit_system_message(self, node: nodes.Element) -> None:
        """Leave out what the log has said."""
        raise nodes.SkipNode

    def _skip(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    visit_comment = _skip
    visit_substitution_definition = _skip
    visit_pending = _skip
    visit_meta = _skip
    visit_highlightlang = _skip
    visit_Invisible = _skip  # noqa: N815
