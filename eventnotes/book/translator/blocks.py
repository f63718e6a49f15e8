"""Paragraphs, quotations, line blocks and plain containers."""

from __future__ import annotations

import re

from docutils import nodes

from eventnotes.book import escaping
from eventnotes.book.translator.base import TranslatorBase, opening, writing
from eventnotes.book.translator.keeping import KeepingPart

_PACKAGE = re.compile(r"@[\w-]+/")


class BlockPart(KeepingPart):
    """Translates plain blocks."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.open_unit(node)
        self.begin(node, "")

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.close_unit(node)
        self.add("\n\n")

    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = depart_paragraph

    visit_compound = visit_toctree = TranslatorBase.nothing
    depart_compound = depart_toctree = TranslatorBase.nothing
    visit_only = visit_decoration = visit_tabular_col_spec = TranslatorBase.nothing
    depart_only = depart_decoration = depart_tabular_col_spec = TranslatorBase.nothing

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Open a quotation, or an epigraph, which is aligned to the right."""
        kind = next((c for c in node["classes"] if c in ("epigraph", "pull-quote")), "")
        self.begin(node, f"#quotation({escaping.string(kind)})[\n" if kind else "#quotation[\n")

    depart_block_quote = writing("]\n\n")
    visit_attribution = opening("#attribution[")
    depart_attribution = writing("]\n\n")

    visit_line_block = opening("#lines[\n")

    def depart_line_block(self, node: nodes.Element) -> None:
        self.add("]\n\n" if not isinstance(node.parent, nodes.line_block) else "]\n")

    visit_line = opening("#line-of[")
    depart_line = writing("]\n")

    visit_centered = opening("#centered[")
    depart_centered = writing("]\n\n")

    def visit_raw(self, node: nodes.Element) -> None:
        """Write raw Typst unchanged, and skip raw text for other formats."""
        if "typst" not in node.get("format", "").split():
            raise nodes.SkipNode
        if _PACKAGE.search(node.astext()):
            self.warnings.warn(
                "raw Typst that imports a package is left out: packages are not "
                "downloaded, copy the files into the project",
                location=node,
                subtype="raw",
            )
            raise nodes.SkipNode
        self.begin(node, node.astext())
        if not isinstance(node.parent, nodes.TextElement):
            self.add("\n\n")
        raise nodes.SkipNode

    def _skip(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    visit_system_message = _skip  # already logged
    visit_comment = _skip
    visit_substitution_definition = _skip
    visit_pending = _skip
    visit_meta = _skip
    visit_highlightlang = _skip
    visit_Invisible = _skip  # noqa: N815
