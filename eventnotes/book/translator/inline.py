"""Inline markup: emphasis, literals, keys, abbreviations and math."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book import escaping, math
from eventnotes.book.translator.base import TranslatorBase, call, closing

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.context import Context

#: Typst functions for classes that roles set.
_FORMS = {
    "versionmodified": "emph",
    "guilabel": "gui",
    "menuselection": "gui",
    "kbd": "key",
    "sd-badge": "badge",
}


class InlinePart(TranslatorBase):
    """Translates inline markup."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        super().__init__(document, builder, context)
        self._explained: set[tuple[str, str]] = set()  # explained abbreviations by page

    _end = closing("]")
    visit_emphasis = visit_title_reference = visit_generated = call("emph")
    visit_strong = call("strong")
    visit_subscript = call("sub")
    visit_superscript = call("super")
    visit_problematic = call("problematic")  # docutils has warned
    depart_emphasis = depart_title_reference = depart_generated = depart_strong = _end
    depart_subscript = depart_superscript = depart_problematic = _end

    def _literal(self, node: nodes.Element) -> None:
        self.literal += 1
        self.settle()
        self.add(f"#{self._form(node) or 'literal'}[")

    _end_literal = closing("]", literal=True)
    visit_literal = visit_manpage = _literal
    depart_literal = depart_manpage = _end_literal

    def visit_literal_strong(self, node: nodes.Element) -> None:
        self._literal(node)
        self.add("#strong[")

    def depart_literal_strong(self, node: nodes.Element) -> None:
        self.add("]")
        self._end_literal(node)

    def visit_literal_emphasis(self, node: nodes.Element) -> None:
        self._literal(node)
        self.add("#emph[")

    depart_literal_emphasis = depart_literal_strong

    def visit_inline(self, node: nodes.Element) -> None:
        """Format menu selections, button labels and versions."""
        form = self._form(node)
        if form:
            self.settle()
            self.add(f"#{form}[")

    def depart_inline(self, node: nodes.Element) -> None:
        if self._form(node):
            self._end(node)

    def _form(self, node: nodes.Element) -> str:
        return next((_FORMS[name] for name in node["classes"] if name in _FORMS), "")

    visit_abbreviation = TranslatorBase.nothing

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """Write the explanation at the first use on a page."""
        meaning = node.get("explanation", "")
        key = (self.docname, node.astext())
        if meaning and not self.literal and key not in self._explained:
            self._explained.add(key)
            self.add(f" \\({escaping.markup(meaning, self.missing)})")

    def visit_math(self, node: nodes.Element) -> None:
        """Write inline math, or its LaTeX source if it cannot be translated."""
        formula = self._formula(node)
        self.settle()
        if formula is None:
            self.add(f"#lit({escaping.strings(node.astext(), self.missing)})")
        else:
            self.add(f"#formula({escaping.string(node.astext())}, ${formula}$)")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.Element) -> None:
        """Write displayed math with its number, or its LaTeX source as code."""
        formula = self._formula(node)
        if formula is None:
            self.begin(node, "#code(\n")
            for line in node.astext().splitlines():
                self.add(f"[#lit({escaping.strings(line, self.missing)})],\n")
            self.add(")\n\n")
        else:
            number = f"number: [({node['number']})], " if node.get("number") else ""
            alt = escaping.string(node.astext())
            self.begin(node, f"#display-formula({number}{alt}, $ {formula} $)\n\n")
        raise nodes.SkipNode

    def _formula(self, node: nodes.Element) -> str | None:
        """Return *node* as Typst math, or None with a warning.

        The LaTeX source must fit into the formula's alternative text.
        """
        if not escaping.fits_string(node.astext()):
            self.warnings.warn(
                "math is printed as LaTeX source in the PDF book, because the formula is too "
                "long: split it",
                location=node,
                subtype="math",
            )
            return None
        try:
            return math.translate(node.astext(), self.missing)
        except math.UntranslatableError as error:
            self.warnings.warn(
                "math is printed as LaTeX source in the PDF book, which does not support %s: "
                "write it as `raw:: typst`, or add 'typst.math' to suppress_warnings",
                str(error),
                location=node,
                subtype="math",
            )
            return None
